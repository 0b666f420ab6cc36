#pragma once
// Synthetic likelihood as a method of calibration: each draw is simulated in several worlds, and
// the probability of the figures is taken from their mean and covariance (synthetic_likelihood.hpp)
// instead of from one world at a time.
//
// For figures whose chance is near normal it wastes less luck; where it is not, it is wrong, and
// the difference to the exact weights says so. A third opinion.
//
//   log p = log(share of worlds that have all figures)
//         + log N(o; mu, S + R)              figures with a value, on their scales
//         + log of the mean over worlds of   intervals, bounds and readings
//           prod f_j
//
// It stands between the sampler and the evaluator of single worlds: SyntheticEvaluator evaluates a
// trial of key k as worlds k n, k n + 1, ... k n + n - 1, gives back the figures of the first, and
// remembers the likelihood for ImportanceOptions::likelihood.

#include <cstdint>
#include <map>
#include <span>

#include "analysis/calibration/observation.hpp"
#include "analysis/calibration/simulator.hpp"

namespace komuna::calibration {

class SyntheticEvaluator final : public Evaluator {
 public:
  // `worlds` >= 2 a trial.
  SyntheticEvaluator(Evaluator& single, std::span<const Observation> observations,
                     std::uint32_t worlds)
      : single_(single), observations_(observations), worlds_(worlds) {}

  void evaluate(std::span<Trial> trials) override;

  // Of a trial that was evaluated; -infinity when it failed.
  double log_likelihood(const Trial& trial) const;
  // The key of the world whose figures the trial got.
  std::uint64_t first_world(std::uint64_t key) const { return key * worlds_; }
  std::uint32_t worlds() const { return worlds_; }

 private:
  double of_worlds(std::span<const Trial> worlds) const;

  Evaluator& single_;
  std::span<const Observation> observations_;
  std::uint32_t worlds_;
  std::map<std::uint64_t, double> known_;  // by key of the trial
};

}  // namespace komuna::calibration
