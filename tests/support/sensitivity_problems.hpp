#pragma once
// Test functions of sensitivity analysis with exact indices, on the unit cube.

#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "analysis/calibration/points.hpp"

namespace komuna::tests {

// Ishigami and Homma (1990), a = 7, b = 0.1, on (-pi, pi)^3. Variance 13.844588; first order
// 0.313905, 0.442411, 0; total 0.557589, 0.442411, 0.243684; Shapley 0.435747, 0.442411, 0.121842.
inline double ishigami(std::span<const double> u) {
  constexpr double pi = 3.14159265358979323846;
  const double x = pi * (2 * u[0] - 1), y = pi * (2 * u[1] - 1), z = pi * (2 * u[2] - 1);
  return std::sin(x) + 7 * std::sin(y) * std::sin(y) + 0.1 * z * z * z * z * std::sin(x);
}

// Sobol's G with a = (0, 1, 4.5, 9, 99, 99, 99, 99). Variance 0.46542443; first order 0.716192,
// 0.179048, 0.023676, 0.007162, 0.000072 ...; total 0.787144, 0.242198, 0.034317, 0.010460,
// 0.000105.
inline double sobol_g(std::span<const double> u) {
  constexpr std::array<double, 8> a{0, 1, 4.5, 9, 99, 99, 99, 99};
  double product = 1;
  for (std::size_t i = 0; i < a.size(); ++i)
    product *= (std::fabs(4 * u[i] - 2) + a[i]) / (1 + a[i]);
  return product;
}

template <class Function>
std::vector<double> values_at(const calibration::Table& points, const Function& function) {
  std::vector<double> values;
  for (std::size_t i = 0; i < points.rows(); ++i) values.push_back(function(points[i]));
  return values;
}

}  // namespace komuna::tests
