#pragma once
// What the page keeps of one world: whole numbers, flat, so that a worker can hand them over
// without a copy.
//
//   [0] variables  [1] months  [2] collectives  [3] columns of a collective
//   then variables x months counts (Outcome::months), variable by variable
//   then the collectives, one after the other, in the columns of collective_columns()
//
// Months are counted from the first month of the run; -1: never. What the model does not name (the
// site of a group that never got one) is -1.

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/simulation/simulation.hpp"

namespace komuna::classroom {

const std::vector<std::string_view>& collective_columns();

std::vector<std::int32_t> course_of(const Simulation& simulation, const Outcome& outcome);

}  // namespace komuna::classroom
