#include "analysis/calibration/sobol.hpp"

#include <boost/random/sobol.hpp>

namespace komuna::calibration {
namespace {

constexpr std::uint32_t reverse_bits(std::uint32_t x) {
  x = ((x >> 1) & 0x55555555u) | ((x & 0x55555555u) << 1);
  x = ((x >> 2) & 0x33333333u) | ((x & 0x33333333u) << 2);
  x = ((x >> 4) & 0x0F0F0F0Fu) | ((x & 0x0F0F0F0Fu) << 4);
  x = ((x >> 8) & 0x00FF00FFu) | ((x & 0x00FF00FFu) << 8);
  return (x >> 16) | (x << 16);
}

// A hash in which each bit depends on lower bits only (Laine and Karras 2011); on reversed bits it
// permutes the intervals of every level at random: Owen's scramble. Constants of Vegdahl (2021).
constexpr std::uint32_t permute(std::uint32_t x, std::uint32_t seed) {
  x ^= x * 0x3d20adeau;
  x += seed;
  x *= (seed >> 16) | 1u;
  x ^= x * 0x05526c56u;
  x ^= x * 0x53a22864u;
  return x;
}

constexpr std::uint32_t scramble(std::uint32_t x, std::uint32_t seed) {
  return reverse_bits(permute(reverse_bits(x), seed));
}

std::uint32_t word(double u) { return static_cast<std::uint32_t>(u * 4294967296.0); }

}  // namespace

Table scrambled_sobol(std::size_t n, std::size_t dimensions, const Chance& chance) {
  boost::random::sobol_engine<std::uint32_t, 32> sequence(dimensions);
  std::vector<std::uint32_t> seeds(dimensions);
  for (std::size_t d = 0; d < dimensions; ++d)
    seeds[d] = word(chance.uniform(Purpose::scramble, 0, 0, static_cast<std::uint32_t>(d)));
  Table points(dimensions);
  points.reserve(n);
  Point point(dimensions);
  for (std::size_t i = 0; i < n; ++i) {
    // Boost leaves out the origin, the first point of the sequence; scrambled, it is a good one.
    for (std::size_t d = 0; d < dimensions; ++d)
      point[d] = to_uniform(scramble(i == 0 ? 0u : sequence(), seeds[d]));
    points.add(point);
  }
  return points;
}

}  // namespace komuna::calibration
