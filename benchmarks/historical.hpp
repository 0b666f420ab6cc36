#pragma once
// The historical scenario, loaded by its name as the command does.

#include <string>

#include "engine/scenario/document/scenario.hpp"

namespace komuna::benchmarks {

// Ends the program with a message when the scenario cannot be used.
Scenario load_scenario(const std::string& name = "historical");

}  // namespace komuna::benchmarks
