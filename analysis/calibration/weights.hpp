#pragma once
// Weighted draws: how much they are worth, and how to turn them into equal ones.
//
// Weights are kept as logarithms; likelihoods of many figures are far below what a number can hold.

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/calibration/chance.hpp"

namespace komuna::calibration {

// Weights that sum to 1, from logarithms up to a constant; -infinity = 0. All zero when none is
// above 0.
std::vector<double> normalised(std::span<const double> log_weights);

// log of the mean of the weights: with weights prior / proposal x likelihood, the evidence.
double log_mean(std::span<const double> log_weights);

// Effective number of draws (sum w)^2 / sum w^2 (Kong 1992); 0 when all are 0.
double effective_size(std::span<const double> weights);

// Shape k of the generalised Pareto distribution fitted to the largest weights by Zhang and
// Stephens (2009) with the regularisation of Vehtari et al. (2024): above 0.7 the estimate is not
// to be believed, above 1 the weights have no mean to speak of. The tail is the largest
// min(n / 5, 3 sqrt(n)) of the weights above 0. Infinity with fewer than 25 of them.
double pareto_k(std::span<const double> log_weights);

// `count` indices, each expected count x weight times: systematic resampling (Kitagawa 1996).
std::vector<std::size_t> resample(std::span<const double> weights, std::size_t count,
                                  const Chance& chance, std::uint32_t round);

double weighted_mean(std::span<const double> values, std::span<const double> weights);
// Around the weighted mean, divided by the sum of weights.
double weighted_variance(std::span<const double> values, std::span<const double> weights);
// Least value with at least the share p of the weight at or below it.
double weighted_quantile(std::span<const double> values, std::span<const double> weights, double p);

}  // namespace komuna::calibration
