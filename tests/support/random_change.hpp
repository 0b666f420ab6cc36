#pragma once
// Interventions at random on a scenario: any number or series that may change with a date, over any
// window, kept within the range of its field.

#include <random>
#include <vector>

#include "engine/scenario/document/interventions.hpp"
#include "engine/simulation/parameters.hpp"

namespace komuna::tests {

// One to three changes, valid for the scenario.
std::vector<Intervention> random_changes(const Parameters& parameters, std::mt19937& random);

}  // namespace komuna::tests
