#pragma once
// Interventions that can never act: a warning to whoever wrote or chose them.
//
// A change is idle when its months lie outside the months simulated, or when the parameter has in
// every month of the window the value that the change would give it. It is no error (a null
// what-if is a good test), but mostly a slip: a date of the wrong decade, a value already in force.
// Cost: two copies of the parameters for each intervention.

#include <string>
#include <vector>

#include "engine/scenario/document/scenario.hpp"

namespace komuna {

// "scenario.yaml:12:5: gate.shut: can never act: ..." in the order of the interventions.
std::vector<std::string> idle_interventions(const Scenario& scenario);

}  // namespace komuna
