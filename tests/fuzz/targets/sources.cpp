// Bibliographies.

#include "engine/scenario/document/bibliography.hpp"
#include "engine/scenario/files/yaml.hpp"
#include "tests/fuzz/targets/scenario_promises.hpp"

void komuna::fuzz::fuzz_one(std::string_view bytes) {
  Problems problems;
  Bibliography bibliography;
  const NodePtr root = parse_yaml(bytes, "sources.yaml", problems);
  if (root && problems.empty()) bibliography.read(*root, problems);
  for (const Source& source : bibliography.sources()) {
    promise(bibliography.find(source.id) == &source, "a source is found by its id");
    promise(problems.empty() == false || !short_citation(source).empty(), "a source can be cited");
  }
  if (!problems.empty()) check_complaints(problems);
}
