// Scenarios as programs write them: the JSON that a page in a browser hands to the engine.

#include "tests/fuzz/targets/scenario_promises.hpp"

void komuna::fuzz::fuzz_one(std::string_view bytes) {
  Problems problems;
  const NodePtr root = parse_json(bytes, "fuzzed.json", problems);
  check_scenario(root, problems);
}
