#pragma once
// What the calibrated model predicts: draws of the posterior simulated again, with luck that no
// figure has chosen.
//
// The world of a weighted draw agrees with the fitted figures because it was weighed by them: its
// parameters fit, or its luck did. Only a world of the same parameters with fresh luck says what
// the parameters predict, and only two such worlds of one draw say how much of a figure is chance:
//   variance of chance = mean over draws of (s_1 - s_2)^2 / 2,
// without any assumption on how figures depend on parameters.

#include <cstdint>
#include <functional>
#include <span>

#include "analysis/calibration/importance.hpp"

namespace komuna::calibration {

// Keys from here on belong to no draw: of draw key k, its n-th appearance (n < 64) has the keys
// first_fresh_key + 128 k + 2 n and the next one, whatever else has been simulated.
inline constexpr std::uint64_t first_fresh_key = std::uint64_t{1} << 40U;

// Draws to be looked at again after so many simulations: a twentieth, 10 to 200, so that no more
// than a tenth is added to the work of a calibration of 400 and more.
std::size_t draws_to_predict(std::int64_t runs);

// Fills in Population::predictions: `draws` of them in proportion to their weights, two worlds
// each. `go_on` is asked after each block of worlds; where it says no, what is there so far is
// kept, whole draws only. Nothing where no draw has weight.
void predict(Population& population, std::size_t draws, std::uint64_t seed, Evaluator& evaluator,
             const std::function<bool(std::int64_t worlds)>& go_on = {});

}  // namespace komuna::calibration
