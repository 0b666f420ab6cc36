#include "benchmarks/peer10_plain.hpp"

#include <utility>

namespace komuna::benchmarks {
namespace {

constexpr float spontaneous = 1e-4f;
constexpr float per_neighbour = 0.05f / neighbours;
constexpr float recovery = 0.02f;

float share_of(const std::uint32_t* sources, const std::vector<std::uint8_t>& active) {
  int sum = 0;
  for (std::size_t k = 0; k < neighbours; ++k) sum += active[sources[k]];
  return spontaneous + per_neighbour * static_cast<float>(sum);
}

}  // namespace

std::vector<std::uint8_t> plain_peer10(const std::vector<std::uint32_t>& sources,
                                       std::vector<std::uint8_t> active, int steps, bool lazily) {
  std::vector<std::uint8_t> next(active.size());
  std::uint64_t random = 0x9E3779B97F4A7C15u;
  for (int step = 0; step < steps; ++step) {
    for (std::size_t i = 0; i < active.size(); ++i) {
      random ^= random << 13;
      random ^= random >> 7;
      random ^= random << 17;
      const float u = static_cast<float>(random >> 40) * (1.0f / 16777216.0f);
      const std::uint32_t* from = &sources[neighbours * i];
      if (active[i] != 0)
        next[i] = u < recovery ? 0 : 1;
      else if (lazily && u >= spontaneous + per_neighbour * neighbours)
        next[i] = 0;
      else
        next[i] = u < share_of(from, active) ? 1 : 0;
    }
    std::swap(active, next);
  }
  return active;
}

}  // namespace komuna::benchmarks
