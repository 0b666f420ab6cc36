#pragma once
// Positions in the tables of one world. They have no meaning outside it: random keys are made from
// semantic ids, never from positions.

#include <cstdint>

namespace komuna {

using Index = std::uint32_t;
inline constexpr Index none = 0xffffffffu;

}  // namespace komuna
