// What-ifs: a heading and changes.

#include "engine/scenario/document/what_if.hpp"

#include "engine/scenario/files/yaml.hpp"
#include "tests/fuzz/targets/scenario_promises.hpp"

void komuna::fuzz::fuzz_one(std::string_view bytes) {
  Problems problems;
  const NodePtr root = parse_yaml(bytes, "fuzzed.yaml", problems);
  if (root && problems.empty()) {
    const WhatIf what_if = read_what_if({"fuzzed", root}, problems);
    if (problems.empty()) check_overlaps({}, {what_if, what_if}, problems);
  }
  promise(root || !problems.empty(), "a document that cannot be read gets a complaint");
  if (!problems.empty()) check_complaints(problems);
}
