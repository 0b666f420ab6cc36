#pragma once
// What the weighted draws say of each parameter and of their combinations.

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/calibration/diagnostics.hpp"

namespace komuna::calibration {

// `weights` sum to 1, in the order of the draws.
std::vector<ParameterResult> parameter_results(const Population& population, const Priors& priors,
                                               std::span<const double> weights, std::uint64_t seed);

// Eigenvectors of the posterior covariance in prior standard deviations, best known first.
std::vector<Direction> directions(const Population& population, const Priors& priors,
                                  std::span<const double> weights);

}  // namespace komuna::calibration
