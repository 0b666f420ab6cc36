#pragma once
// A document is refused with complaints that name a place, or it is a scenario whose written form
// reads back as the same scenario.

#include <string>

#include "engine/scenario/document/json_tree.hpp"
#include "engine/scenario/document/scenario.hpp"
#include "tests/fuzz/fuzz_one.hpp"

namespace komuna::fuzz {

inline void check_complaints(const Problems& problems) {
  promise(problems.exit_code() != 0, "a refused document has an exit code");
  for (const Problem& problem : problems.sorted())
    promise(!problem.message.empty() && !problem.position.file_name().empty(),
            "a complaint says what and where");
  promise(!problems.report().empty(), "complaints are reported");
}

inline void check_scenario(const NodePtr& root, Problems& problems) {
  if (!root || !problems.empty()) {
    promise(!problems.empty(), "a document that cannot be read gets a complaint");
    return check_complaints(problems);
  }
  const Scenario scenario = bind_scenario("fuzzed", root, Bibliography(), problems);
  if (!problems.empty()) return check_complaints(problems);
  const std::string written = resolved_scenario(scenario);
  Problems none;
  const NodePtr again = parse_json(written, "resolved.json", none);
  promise(again && none.empty(), "what is written is JSON");
  const Scenario read = bind_scenario("fuzzed", again, Bibliography(), none);
  promise(none.empty(), "a resolved scenario is valid");
  promise(resolved_scenario(read) == written, "a resolved scenario reads back as itself");
}

}  // namespace komuna::fuzz
