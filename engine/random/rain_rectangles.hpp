#pragma once
// How the plane (slot, height) is cut for the rain: universal rectangles, no scenario in them.
//
// Slots are cut into blocks: [0, 2^first_bits), then [2^j, 2^(j+1)). Above a block of width W,
// heights (1/month) are cut, in units of 1/(16 W), into rectangles numbered upwards:
//   number 0        [0, 1)                        1/16 drop expected
//   number 1..8     [2^(n-1), 2^n)                2^(n-5) drops expected
//   number 9..      [256 (n-8), 256 (n-7))        16 drops expected each
// The number of drops in a rectangle is Poisson; it is found from one random word by comparison
// with 2^32 times the distribution function (error of each probability below 2^-32).
// Limits: blocks < 32 (slots < 2^31), rectangles < 2^21, drops of one rectangle < 64.

#include <array>
#include <cstdint>

namespace komuna::rain_rectangles {

inline constexpr std::uint32_t max_blocks = 1u << 5;
inline constexpr std::uint32_t max_rectangles = 1u << 21;
inline constexpr std::uint32_t max_drops = 1u << 6;
inline constexpr std::uint32_t growing = 10;  // from here on all rectangles are alike

// Lower edge and height of rectangle n in units of 1/(16 W). Exact.
inline constexpr std::array<double, growing> first_edges = {0.0,  1.0,  2.0,  4.0,   8.0,
                                                            16.0, 32.0, 64.0, 128.0, 256.0};
constexpr double lower_edge(std::uint32_t n) {
  return n < growing ? first_edges[n] : 256.0 * (n - 8);
}
constexpr double span(std::uint32_t n) {
  if (n == 0) return 1.0;
  return n < growing ? first_edges[n] : 256.0;
}

// For each expectation: the greatest word that still means "at most k drops".
using CountTable = std::array<std::uint32_t, max_drops>;

constexpr CountTable count_table(double mean, double probability_of_none) {
  CountTable table{};
  double probability = probability_of_none;
  double cumulative = probability;
  for (std::uint32_t k = 0; k < max_drops; ++k) {
    const double words = cumulative * 4294967296.0;
    table[k] = words >= 4294967295.5 ? 0xFFFFFFFFu : static_cast<std::uint32_t>(words + 0.5) - 1u;
    probability = probability * mean / (k + 1);
    cumulative += probability;
  }
  table[max_drops - 1] = 0xFFFFFFFFu;
  return table;
}

// exp(-mean) as literals: means 1/16 (twice: numbers 0 and 1), 1/8, ... 16.
inline constexpr std::array<CountTable, growing> count_tables = {
    count_table(0.0625, 0.93941306281347578611), count_table(0.0625, 0.93941306281347578611),
    count_table(0.125, 0.88249690258459540286),  count_table(0.25, 0.77880078307140486825),
    count_table(0.5, 0.60653065971263342360),    count_table(1.0, 0.36787944117144232160),
    count_table(2.0, 0.13533528323661269189),    count_table(4.0, 0.018315638888734180294),
    count_table(8.0, 3.3546262790251183882e-4),  count_table(16.0, 1.1253517471925911451e-7)};

constexpr const CountTable& counts_of(std::uint32_t n) {
  return count_tables[n < growing ? n : growing - 1];
}

// Whether `word` stands for no drop in rectangle n.
constexpr bool none(std::uint32_t n, std::uint32_t word) { return word <= counts_of(n)[0]; }

// The number of drops in rectangle n that `word` stands for.
constexpr std::uint32_t count(std::uint32_t n, std::uint32_t word) {
  const CountTable& table = counts_of(n);
  std::uint32_t drops = 0;
  while (word > table[drops]) ++drops;
  return drops;
}

}  // namespace komuna::rain_rectangles
