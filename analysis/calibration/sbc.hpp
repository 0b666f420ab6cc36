#pragma once
// Simulation-based calibration: does a method find the parameters it should, on average?
//
// Draw parameters from the prior, simulate figures, calibrate against them, and note the rank of
// the true value among L draws of the posterior: over many repetitions ranks are uniform on 0..L if
// and only if the posterior is right on average (Talts et al. 2018). Posteriors that are too narrow
// give a U, too wide a hump, biased ones a slope. Necessary, not sufficient: a posterior that
// equals the prior passes too, so read the contraction beside it.

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/calibration/importance.hpp"

namespace komuna::calibration {

// Rank of the truth among equal draws, ties broken by the keyed uniform u in (0, 1).
std::size_t rank_of(double truth, std::span<const double> draws, double u);

// Largest distance of the empirical distribution of the ranks from the uniform one on 0..L.
double rank_distance(std::span<const std::size_t> ranks, std::size_t most);

// The simultaneous band: half-width that a uniform sample of n ranks stays in with probability
// 1 - alpha, sqrt(ln(2 / alpha) / (2 n)) (Dvoretzky, Kiefer and Wolfowitz; Massart 1990): never too
// narrow.
double rank_band(std::size_t n, double alpha);

struct SbcResult {
  std::vector<std::vector<std::size_t>> ranks;  // [parameter][repetition]
  std::size_t draws = 0;                        // L
  std::vector<double> distance;                 // by parameter
  double band = 0;
  std::vector<double> contraction;  // mean over repetitions, by parameter
};

// From the prior table of a calibration, without further simulations: rows are taken as truth in
// turn, errors are added to their figures, and the other rows weighted by the likelihood of these
// pseudo-figures. Rows whose weights are worth fewer than `least_effective` draws are skipped and
// counted in none of the ranks; so are rows that lack a figure.
SbcResult sbc_from_table(const Population& population, const Priors& priors,
                         std::span<const Observation> observations, std::size_t repetitions,
                         std::size_t draws, double least_effective, std::uint64_t seed);

}  // namespace komuna::calibration
