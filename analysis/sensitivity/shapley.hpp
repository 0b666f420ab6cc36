#pragma once
// Whose is the variance when the inputs hang together? Shapley effects (Owen 2014; Song, Nelson and
// Staum 2016), for draws of a posterior.
//
// With v(u) = Var(E[Y | x_u]) / Var(Y), what a set u of inputs explains, the effect of input i is
// its mean contribution v(u + i) - v(u) over all orders in which inputs may become known. Effects
// are never negative in truth and sum to what all inputs explain together: 1 less the share of
// chance.
//
// From a table alone (Broto, Bachoc and Depecker 2020, SIAM/ASA J. UQ 8): E[Var(Y | x_u)] is the
// mean, over some rows, of the variance of Y among the 3 rows nearest in x_u, on the scale of
// ranks. Rough: neighbours are not at the same place, so with few rows effects are drawn together.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/calibration/points.hpp"
#include "analysis/sensitivity/estimate.hpp"

namespace komuna::sensitivity {

inline constexpr std::size_t most_shapley_inputs = 14;  // 2^k sets are looked at

// By column of the table; the interval is that of the mean over at most `places` rows, spread
// evenly and far enough from each other not to share neighbours. Nothing can be said of fewer than
// 20 rows with output, more inputs than the most, or a constant output.
std::vector<Estimate> shapley_effects(const calibration::Table& inputs,
                                      std::span<const double> outputs, std::size_t places = 400);

}  // namespace komuna::sensitivity
