#pragma once
// Do independent calibrations agree? The rank-normalised split R-hat.
//
// Each chain is cut in two; all draws are replaced by normal scores of their ranks; R-hat compares
// the variance between the halves with the variance within them: 1 when they agree. The folded form
// does the same for |x - median| and sees differences of spread. The larger of both is returned
// (Vehtari, Gelman, Simpson, Carpenter and Buerkner 2021, Bayesian Analysis 16). Above 1.01 a
// warning, above 1.05 a failure.

#include <span>
#include <vector>

namespace komuna::calibration {

// Chains of equal length, at least 2 chains of 4 draws; draws in the order they were made. NaN when
// the chains are too short or any value is not a number; 1 when all values are equal.
double split_r_hat(std::span<const std::vector<double>> chains);

}  // namespace komuna::calibration
