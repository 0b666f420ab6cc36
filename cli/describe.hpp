#pragma once
// `komuna describe [SCENARIO]`: the simulator explains itself. What happens in a month and in which
// order; every parameter with its value, unit, range, meaning and where it comes from; the sources.

#include <string>

#include "cli/scenario_choice.hpp"

namespace komuna {

// Returns the exit code.
int describe(const ScenarioChoice& choice);

// The parts, for a screen 100 characters wide.
std::string describe_schedule();
std::string describe_parameters(Scenario& scenario);
std::string describe_sources(const Scenario& scenario);

}  // namespace komuna
