#pragma once
// A likelihood from the mean and covariance of repeated runs (Wood 2010), a third opinion.
//
// n worlds of one parameter point give figures with mean mu and covariance S. Taking figures for
// normal:
//   plug-in   log N(o; mu, S + R), R = diag of the figures' own error variances
//   unbiased  the estimator of N(o; mean, cov) of Ghurye and Olkin (1969) in the form of Price,
//             Drovandi, Lee and Nott (2018): with M = (n-1) S and psi(A) = |A| if A is positive
//             definite, else 0,
//     (2 pi)^(-d/2) c(d,n-2) / (c(d,n-1) (1-1/n)^(d/2)) |M|^(-(n-d-2)/2)
//       psi(M - (o-mu)(o-mu)'/(1-1/n))^((n-d-3)/2),
//     c(k,v) = 2^(-kv/2) pi^(-k(k-1)/4) / prod_{i=1..k} Gamma((v-i+1)/2);  n > d + 3.

#include <span>

#include "analysis/calibration/points.hpp"

namespace komuna::calibration {

// figures: n >= 2 rows of d; variances: d, >= 0. -infinity where S + R is not positive definite.
double plug_in_log_likelihood(const Table& figures, std::span<const double> observed,
                              std::span<const double> variances);
// -infinity where the estimate is 0. Throws std::invalid_argument unless n > d + 3.
double unbiased_log_likelihood(const Table& figures, std::span<const double> observed);

}  // namespace komuna::calibration
