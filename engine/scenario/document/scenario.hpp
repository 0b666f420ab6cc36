#pragma once
// A scenario as loaded: the typed parameters, the interventions on them, and where every number
// comes from.
//
// The baseline of a scenario is the scenario without its interventions. Named foundings of history
// are observed in the baseline (engine/processes/founding.hpp); a change of a parameter outside
// `interventions` (by `extends` or `--set`) makes another baseline, not a counterfactual.

#include <string>
#include <vector>

#include "engine/scenario/document/bibliography.hpp"
#include "engine/scenario/document/interventions.hpp"
#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/problem.hpp"
#include "engine/scenario/document/provenance.hpp"
#include "engine/scenario/document/what_if.hpp"
#include "engine/simulation/simulation.hpp"

namespace komuna {

struct Scenario {
  std::string name;
  Parameters parameters;                    // without interventions
  std::vector<Intervention> interventions;  // its own, then those of the what-ifs in their order
  std::vector<WhatIf> what_ifs;             // laid over it
  std::vector<Provenance> provenance;       // of every number, in the order of the fields
  Bibliography sources;
};

// Reads the whole document; problems are added to `problems`, and the scenario may be used only if
// there are none. What-ifs add their interventions and nothing else.
Scenario bind_scenario(std::string name, const NodePtr& root, const Bibliography& sources,
                       Problems& problems, const std::vector<WhatIfDocument>& what_ifs = {});

// The world as the scenario has it, interventions included, and its baseline.
Model make_model(const Scenario& scenario);
Model make_baseline(const Scenario& scenario);

// The parameters of the scenario as canonical JSON, nothing inherited left open. The interventions
// are not in it: they travel beside it (`interventions` of a run's manifest).
std::string resolved_scenario(const Scenario& scenario);

}  // namespace komuna
