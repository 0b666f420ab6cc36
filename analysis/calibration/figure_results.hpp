#pragma once
// What the weighted draws predict of each figure, and whether the figures are within reach at all.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analysis/calibration/diagnostics.hpp"

namespace komuna::calibration {

// Of figures that were fitted or read, from the predictions of the population (predictions.hpp):
// worlds that were weighed by a figure say how near it the model can be, not what it predicts.
// Without predictions from the weighted worlds all the same, and the noise is not a number. Of all
// other figures from the weighted worlds.
std::vector<FigureResult> figure_results(const Population& population,
                                         std::span<const Observation> observations,
                                         std::span<const double> weights);

// How far the figures lie from what the prior can produce: squared Mahalanobis distance in a
// trimmed prior cloud widened by the figures' own sigma, against the chi-square quantile 0.999 for
// as many figures; and the figure that is farthest by itself. When hardly any prior draw has all
// fitted figures, both distances are infinite and the figure is the one that fewest of them have.
// Where nothing is fitted but readings, a figure is as near as the nearest of its readings, each
// taken by itself, and the farthest figure is told.
struct PriorReach {
  double distance = 0;
  double limit = 0;
  std::string farthest;
  double farthest_z = 0;
};
PriorReach prior_reach(const Population& population, std::span<const Observation> observations);

// The share of worlds from the prior that lack a fitted figure, or have it off its scale, and the
// figure that is lacking most often ("" if none is).
struct PriorLack {
  double share = 0;
  std::string figure;
};
PriorLack prior_lack(const Population& population, std::span<const Observation> observations);

// Do the best worlds come as near to the figures as worlds come to figures made by the model
// itself? The share of 200 pseudo-histories (posterior draws with errors added) whose nearest world
// is at least as far as history's. Below 0.01 the model is wrong in a way no parameter mends.
// Intervals and bounds have no point to be near to and are left out; 1 when there is nothing else.
double best_distance_p(const Population& population, std::span<const Observation> observations,
                       std::span<const double> weights, std::uint64_t seed);

}  // namespace komuna::calibration
