#pragma once
// Approximate Bayesian computation by population Monte Carlo: a cross-check on few parameters, and
// the way for figures without a stated error.
//
// A population of N weighted points moves towards the figures in generations (Toni et al. 2009;
// Beaumont, Cornuet, Marin and Robert 2009): a point of the last one is chosen by weight, moved by
// a normal kernel with twice the weighted covariance in the free coordinates, simulated and
// accepted or not; weight = prior / sum_j w_j K(phi | phi_j). Two ways to accept:
//
//   error model  with probability f(o | s)^(1/T) / max: the stated errors themselves, heated. T
//   falls
//                such that half the effective weight survives, and ends at exactly 1, where the
//                result is exact under those errors (Wilkinson 2013): no arbitrary last tolerance.
//   distance     d = max-norm or Euclid of (s - o) / scale below eps; eps falls to the weighted
//                median; scale = MAD over all simulations of the last generation (Prangle 2017).
//                For figures without errors. A new point must pass every earlier rule too, or
//                regions would not be nested.
//
// A population is the first N acceptances by the number of the proposal, never by the time they
// took to compute: histories with much emigration take longer. Budgets end the work inside a
// generation; the last whole one is returned, marked.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "analysis/calibration/observation.hpp"
#include "analysis/calibration/prior.hpp"
#include "analysis/calibration/simulator.hpp"

namespace komuna::calibration {

enum class Acceptance { error_model, distance };

struct AbcOptions {
  std::uint64_t seed = 1;
  std::uint64_t chain = 0;
  Acceptance acceptance = Acceptance::error_model;
  std::int64_t population = 2000;
  std::int64_t first_round = 10;    // simulations of the first generation, x population
  double survival = 0.5;            // share of effective weight, or quantile of distances
  double least_acceptance = 0.005;  // stop when fewer are accepted
  double least_distance = 0;        // stop at this eps (distance); one generation is made at it
  int most_generations = 30;
  std::int64_t most_runs = 0;  // 0 = no limit
  std::int64_t block = 512;
  // Asked before each block but the first, with the simulations so far; false ends the work as a
  // budget does. May be empty.
  std::function<bool(std::int64_t)> on;
};

struct AbcParticle {
  Point phi;
  Point theta;
  std::uint64_t key = 0;
  Point figures;
  double distance = 0;  // error model: -log likelihood above its least possible value
  double weight = 0;    // sum 1
};

struct AbcGeneration {
  double temperature = 0;  // error model
  double epsilon = 0;      // distance
  std::int64_t runs = 0;
  std::int64_t accepted = 0;
  double effective = 0;
};

struct AbcResult {
  std::vector<AbcParticle> particles;
  std::vector<AbcGeneration> generations;
  std::int64_t runs = 0;
  Failures failures;
  // "temperature 1", "epsilon", "acceptance", "generations", "budget", "nothing accepted"
  std::string stopped_by;
  // sqrt(T) of the last generation: by how much the error bars are inflated; 1 = exact.
  double inflation = 1;
};

// Throws std::invalid_argument for options out of range; distance needs figures with a value each.
AbcResult abc_pmc(const Priors& priors, std::span<const Observation> observations,
                  const AbcOptions& options, Evaluator& evaluator);

}  // namespace komuna::calibration
