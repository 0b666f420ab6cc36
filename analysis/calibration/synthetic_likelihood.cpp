#include "analysis/calibration/synthetic_likelihood.hpp"

#include <Eigen/Dense>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace komuna::calibration {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double log_two_pi = 1.83787706640934548356;
constexpr double log_pi = 1.14472988584940017414;
constexpr double log_two = 0.69314718055994530942;

Eigen::Index signed_size(std::size_t n) { return static_cast<Eigen::Index>(n); }

struct Moments {
  Vector mean;
  Matrix scatter;  // sum of squares and products around the mean
};

Moments moments(const Table& figures) {
  const Eigen::Map<const Matrix> all(figures.values().data(), signed_size(figures.columns()),
                                     signed_size(figures.rows()));
  Moments m{all.rowwise().mean(), {}};
  const Matrix centred = all.colwise() - m.mean;
  m.scatter = centred * centred.transpose();
  return m;
}

// log |A|, or -infinity when A is not positive definite.
double log_determinant(const Matrix& a) {
  const Eigen::LLT<Matrix> factor(a);
  if (factor.info() != Eigen::Success) return -infinity;
  return 2 * factor.matrixLLT().diagonal().array().log().sum();
}

double log_c(double k, double v) {
  double sum = -0.5 * k * v * log_two - 0.25 * k * (k - 1) * log_pi;
  for (int i = 1; i <= static_cast<int>(k); ++i) sum -= boost::math::lgamma(0.5 * (v - i + 1));
  return sum;
}

}  // namespace

double plug_in_log_likelihood(const Table& figures, std::span<const double> observed,
                              std::span<const double> variances) {
  const Moments m = moments(figures);
  Matrix spread = m.scatter / static_cast<double>(figures.rows() - 1);
  for (std::size_t k = 0; k < variances.size(); ++k)
    spread(signed_size(k), signed_size(k)) += variances[k];
  const Eigen::LLT<Matrix> factor(spread);
  if (factor.info() != Eigen::Success) return -infinity;
  const Vector away =
      Eigen::Map<const Vector>(observed.data(), signed_size(observed.size())) - m.mean;
  return -0.5 * (static_cast<double>(observed.size()) * log_two_pi +
                 factor.matrixL().solve(away).squaredNorm()) -
         factor.matrixLLT().diagonal().array().log().sum();
}

double unbiased_log_likelihood(const Table& figures, std::span<const double> observed) {
  const auto n = static_cast<double>(figures.rows());
  const auto d = static_cast<double>(observed.size());
  if (!(n > d + 3))
    throw std::invalid_argument("the unbiased likelihood needs more than d + 3 worlds");
  const Moments m = moments(figures);
  const Vector away =
      Eigen::Map<const Vector>(observed.data(), signed_size(observed.size())) - m.mean;
  const double shrink = 1 - 1 / n;
  const double whole = log_determinant(m.scatter);
  const double rest = log_determinant(m.scatter - away * away.transpose() / shrink);
  if (whole == -infinity || rest == -infinity) return -infinity;
  return -0.5 * d * log_two_pi + log_c(d, n - 2) - log_c(d, n - 1) - 0.5 * d * std::log(shrink) -
         0.5 * (n - d - 2) * whole + 0.5 * (n - d - 3) * rest;
}

}  // namespace komuna::calibration
