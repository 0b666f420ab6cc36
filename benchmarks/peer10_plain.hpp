#pragma once
// PEER10 as anybody would write it: one loop over all agents and their neighbours, every step.
//
// The opponent of benchmarks/peer10.cpp. It has a file of its own because it is compiled for the
// processor at hand, with every instruction there is; the engine is not.

#include <cstdint>
#include <vector>

namespace komuna::benchmarks {

inline constexpr std::size_t neighbours = 10;

// `sources`: ten for each agent. `lazily`: an agent's neighbours are looked at only when its random
// number is below the highest chance of becoming active; else always.
std::vector<std::uint8_t> plain_peer10(const std::vector<std::uint32_t>& sources,
                                       std::vector<std::uint8_t> active, int steps, bool lazily);

}  // namespace komuna::benchmarks
