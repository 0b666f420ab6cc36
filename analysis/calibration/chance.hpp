#pragma once
// The calibrator's own random numbers: which parameters are tried, never what happens in a world.
//
// A number is addressed by what it decides (purpose, round, index, coordinate), so that the result
// does not depend on threads, and a calibration that was interrupted goes on with the same numbers.
// The key differs from every key of the simulator's draws with the same seed.

#include <cstdint>

#include "engine/random/draws.hpp"

namespace komuna::calibration {

// What a number is for. Numbers are permanent.
enum class Purpose : std::uint32_t {
  scramble = 1,      // of the Sobol points
  component = 2,     // of a mixture
  direction = 3,     // normal coordinates of a proposal
  radius = 4,        // heavy tail of a proposal
  from_prior = 5,    // coordinates of a defensive draw
  perturbation = 6,  // of the observations, for ensemble updates
  resample = 7,
  start = 8,  // of a clustering
  acceptance = 9,
  ties = 10,         // of ranks
  pseudo_data = 11,  // errors added to simulated figures
  bootstrap = 12,
  choice = 13,
};

class Chance {
 public:
  // `chain` separates independent calibrations of one seed.
  Chance(std::uint64_t seed, std::uint64_t chain) : draws_(seed ^ 0x63616C6962726174u, chain) {}

  // In (0, 1), 52 random bits.
  double uniform(Purpose purpose, std::uint32_t round, std::uint32_t index,
                 std::uint32_t coordinate = 0) const {
    const std::uint64_t key = draws_.key();
    const Block block =
        philox4x32(Counter{static_cast<std::uint32_t>(purpose), round, index, coordinate},
                   Key64{static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)});
    return to_uniform53(block.w0, block.w1);
  }
  // Standard normal, by the inverse of its distribution function.
  double normal(Purpose purpose, std::uint32_t round, std::uint32_t index,
                std::uint32_t coordinate = 0) const {
    return math::normal_quantile(uniform(purpose, round, index, coordinate));
  }

 private:
  Draws draws_;
};

}  // namespace komuna::calibration
