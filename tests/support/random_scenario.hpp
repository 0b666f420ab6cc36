#pragma once
// Small invented scenarios at random: a few origins, regions, trades, sites, kinds, collectives,
// rules and rivals, with every parameter of every process moved away from its default, and valid by
// the same field lines that the loader checks.
//
// Made so that much happens: the horizon is long enough for trains, winters and arrests, and the
// numbers are small enough for many scenarios a second.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/simulation/parameters.hpp"

namespace komuna::tests {

Parameters random_scenario(std::uint32_t number);

// What the field lines find wrong: values out of range, conditions that do not hold.
std::vector<std::string> problems_of(Parameters& parameters);

}  // namespace komuna::tests
