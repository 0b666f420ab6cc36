#pragma once
// A whole scenario as JSON texts, to be kept with a run and read again without its files: the
// parameters, the interventions, where the numbers come from, and the bibliography.
//
// What is read back simulates the same worlds to the last bit and says the same of its sources.
// Only the places in files are gone: nobody has the files any more.

#include <string>
#include <vector>

#include "engine/scenario/document/problem.hpp"
#include "engine/scenario/document/scenario.hpp"

namespace komuna {

struct ScenarioRecord {
  std::string name;
  std::string resolved;       // a map, as resolved_scenario()
  std::string interventions;  // a list of maps
  std::string provenance;     // a list of maps; "" = not known
  std::string sources;        // a map; "" = not known
};

ScenarioRecord record_of(const Scenario& scenario);
// `problems` says what does not fit, if the record comes from another version or was changed; the
// scenario may be used only if there are none.
Scenario scenario_of(const ScenarioRecord& record, Problems& problems);

std::string interventions_json(const std::vector<Intervention>& interventions);

}  // namespace komuna
