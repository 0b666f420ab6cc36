#pragma once
// One history for given parameters, of which only the figures are kept: what a calibration draws by
// the hundred thousand.
//
// The world is the one `komuna run` makes of the same parameters, seed and replicate number, bit
// for bit; only what no figure is made of is not written down. The key of a draw is its replicate
// number, so that an accepted pair (parameters, key) can be replayed, also with one thing changed.
// Safe to call from several threads at once.
//
// Errors: whatever a step throws; LimitError where the parameters ask for more than the simulator
// can do.

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/free_parameters.hpp"

namespace komuna {

class TargetSimulator {
 public:
  // `parameters` must outlive it.
  TargetSimulator(const FreeParameters& parameters, std::uint64_t seed)
      : parameters_(parameters), seed_(seed) {}

  // In the order of the scenario's targets; not a number where this world lacks the figure.
  std::vector<double> operator()(std::span<const double> values, std::uint64_t key) const;

 private:
  const FreeParameters& parameters_;
  std::uint64_t seed_;
};

}  // namespace komuna
