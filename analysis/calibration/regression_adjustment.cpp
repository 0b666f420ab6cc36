#include "analysis/calibration/regression_adjustment.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace komuna::calibration {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

Eigen::Index signed_size(std::size_t n) { return static_cast<Eigen::Index>(n); }

std::vector<double> kernel_weights(std::span<const double> distances,
                                   std::span<const double> weights) {
  const double most = *std::max_element(distances.begin(), distances.end());
  std::vector<double> v(weights.begin(), weights.end());
  double total = 0;
  for (std::size_t i = 0; i < v.size(); ++i) {
    const double near = most > 0 ? distances[i] / most : 0;
    v[i] *= 1 - near * near;
    total += v[i];
  }
  for (double& x : v) x /= total > 0 ? total : 1;
  return v;
}

// Figures that differ between draws, each centred at the observed and scaled by its spread.
struct Design {
  Matrix x;  // n x (1 + used)
  std::vector<std::size_t> left_out;
};

Design design_of(const Table& figures, std::span<const double> observed, const Vector& v) {
  Design design;
  std::vector<Vector> columns;
  for (std::size_t k = 0; k < figures.columns(); ++k) {
    Vector column(signed_size(figures.rows()));
    for (std::size_t i = 0; i < figures.rows(); ++i)
      column(signed_size(i)) = figures[i][k] - observed[k];
    const double mean = v.dot(column);
    const double spread = std::sqrt(v.dot((column.array() - mean).square().matrix()));
    if (spread <= 1e-12 * (1 + std::fabs(mean)))
      design.left_out.push_back(k);
    else
      columns.push_back(column / spread);
  }
  design.x = Matrix::Ones(signed_size(figures.rows()), signed_size(columns.size()) + 1);
  for (std::size_t c = 0; c < columns.size(); ++c) design.x.col(signed_size(c) + 1) = columns[c];
  return design;
}

// Weighted least squares by QR of the weighted design.
Matrix coefficients(const Matrix& x, const Matrix& y, const Vector& v) {
  const Vector root = v.cwiseSqrt();
  return (root.asDiagonal() * x).colPivHouseholderQr().solve(root.asDiagonal() * y);
}

}  // namespace

Adjusted regression_adjustment(const Table& phi, const Table& figures,
                               std::span<const double> observed, std::span<const double> distances,
                               std::span<const double> weights, bool heteroscedastic) {
  Adjusted result{phi, {weights.begin(), weights.end()}, false, {}};
  if (phi.rows() == 0) return result;
  const std::vector<double> kernel = kernel_weights(distances, weights);
  const Vector v = Eigen::Map<const Vector>(kernel.data(), signed_size(kernel.size()));
  const Design design = design_of(figures, observed, v);
  result.left_out = design.left_out;
  const auto used = std::count_if(kernel.begin(), kernel.end(), [](double w) { return w > 0; });
  if (used < 5 * design.x.cols()) return result;
  const auto d = signed_size(phi.columns());
  Matrix y(signed_size(phi.rows()), d);
  for (std::size_t i = 0; i < phi.rows(); ++i)
    for (std::size_t k = 0; k < phi.columns(); ++k) y(signed_size(i), signed_size(k)) = phi[i][k];
  const Matrix beta = coefficients(design.x, y, v);
  Matrix residual = y - design.x * beta;
  if (heteroscedastic) {
    const Matrix logs = (residual.array().square() + 1e-300).log().matrix();
    const Matrix gamma = coefficients(design.x, logs, v);
    const Matrix at = design.x * gamma;
    for (Eigen::Index k = 0; k < d; ++k)
      residual.col(k).array() *= (0.5 * (gamma(0, k) - at.col(k).array())).exp();
  }
  const Matrix adjusted = residual.rowwise() + beta.row(0);
  result.phi = Table(phi.columns());
  Point row(phi.columns());
  for (Eigen::Index i = 0; i < adjusted.rows(); ++i) {
    for (Eigen::Index k = 0; k < d; ++k) row[static_cast<std::size_t>(k)] = adjusted(i, k);
    result.phi.add(row);
  }
  result.weights = kernel;
  result.done = true;
  return result;
}

}  // namespace komuna::calibration
