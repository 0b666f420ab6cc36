#pragma once
// Corrects draws that were accepted near, but not at, the observed figures (Beaumont, Zhang and
// Balding 2002; heteroscedastic: Blum and Francois 2010).
//
// In the free coordinates, with weights v_i = w_i (1 - (d_i / d_max)^2):
//   beta = argmin sum v_i (phi_i - a - (s_i - o)' beta)^2,   phi_i* = phi_i - (s_i - o)' beta
// and, if wanted, the spread of the residuals is scaled to that at o by a regression of the
// logarithm of their squares. Exact when parameters depend linearly on figures with normal errors.
// Draws stay inside the prior because the coordinates are free.

#include <span>
#include <vector>

#include "analysis/calibration/points.hpp"

namespace komuna::calibration {

struct Adjusted {
  Table phi;                          // rows as given
  std::vector<double> weights;        // v, sum 1; draws at d_max have 0
  bool done = false;                  // false: too few draws (5 per coefficient); phi is as given
  std::vector<std::size_t> left_out;  // figures without variance
};

// phi: n x d free coordinates; figures: n x k on their scales; observed: k on their scales;
// distances: n; weights: n.
Adjusted regression_adjustment(const Table& phi, const Table& figures,
                               std::span<const double> observed, std::span<const double> distances,
                               std::span<const double> weights, bool heteroscedastic = false);

}  // namespace komuna::calibration
