// Scenarios as people write them.

#include "engine/scenario/files/yaml.hpp"
#include "tests/fuzz/targets/scenario_promises.hpp"

void komuna::fuzz::fuzz_one(std::string_view bytes) {
  Problems problems;
  const NodePtr root = parse_yaml(bytes, "fuzzed.yaml", problems);
  check_scenario(root, problems);
}
