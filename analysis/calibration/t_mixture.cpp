#include "analysis/calibration/t_mixture.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

#include "engine/base/math.hpp"

namespace komuna::calibration {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

constexpr double log_pi = 1.14472988584940017414;
constexpr int em_steps = 30;

Eigen::Index signed_size(std::size_t n) { return static_cast<Eigen::Index>(n); }

struct Cloud {
  Matrix points;   // d x n
  Vector weights;  // sum 1
};

struct Fitted {
  double share;
  Vector location;
  Matrix scale;
};

Cloud cloud_of(const Table& points, std::span<const double> weights) {
  std::vector<std::size_t> kept;
  double total = 0;
  for (std::size_t i = 0; i < points.rows(); ++i)
    if (weights[i] > 0) {
      kept.push_back(i);
      total += weights[i];
    }
  Cloud cloud{Matrix(signed_size(points.columns()), signed_size(kept.size())),
              Vector(signed_size(kept.size()))};
  for (std::size_t k = 0; k < kept.size(); ++k) {
    const auto column = signed_size(k);
    const auto row = points[kept[k]];
    cloud.points.col(column) = Eigen::Map<const Vector>(row.data(), signed_size(row.size()));
    cloud.weights(column) = weights[kept[k]] / total;
  }
  return cloud;
}

Matrix covariance(const Cloud& cloud, const Vector& mean) {
  const Matrix centred = cloud.points.colwise() - mean;
  return centred * cloud.weights.asDiagonal() * centred.transpose();
}

// Keeps a scale matrix positive definite whatever the points.
Matrix with_floor(Matrix scale, const Vector& floor) {
  scale += floor.asDiagonal();
  return 0.5 * (scale + scale.transpose());
}

// A start for each component: far apart, by k-means++ (Arthur and Vassilvitskii 2007).
std::vector<Eigen::Index> starts(const Cloud& cloud, const Matrix& inverse, int components,
                                 const Chance& chance, std::uint32_t round) {
  const Eigen::Index n = cloud.points.cols();
  Vector mass = cloud.weights;
  std::vector<Eigen::Index> chosen;
  for (int c = 0; c < components; ++c) {
    const double total = mass.sum();
    if (!(total > 0)) break;
    const double place =
        total * chance.uniform(Purpose::start, round, static_cast<std::uint32_t>(c));
    double passed = 0;
    Eigen::Index i = 0;
    while (i + 1 < n && passed + mass(i) <= place) passed += mass(i++);
    chosen.push_back(i);
    for (Eigen::Index j = 0; j < n; ++j) {
      const Vector away = cloud.points.col(j) - cloud.points.col(i);
      const double distance = cloud.weights(j) * away.dot(inverse * away);
      mass(j) = chosen.size() == 1 ? distance : std::min(mass(j), distance);
    }
  }
  return chosen;
}

class Fit {
 public:
  Fit(const Cloud& cloud, double degrees)
      : cloud_(cloud), degrees_(degrees), mean_(cloud.points * cloud.weights) {
    whole_ = covariance(cloud, mean_);
    floor_ = Vector::Constant(mean_.size(), 1e-10) + 1e-6 * whole_.diagonal();
    whole_ = with_floor(whole_, floor_);
  }

  std::vector<Fitted> run(int components, const Chance& chance, std::uint32_t round) {
    const Matrix inverse = whole_.inverse();
    std::vector<Fitted> fitted;
    for (const Eigen::Index i : starts(cloud_, inverse, components, chance, round))
      fitted.push_back({1.0 / components, cloud_.points.col(i), whole_ / components});
    for (int step = 0; step < em_steps; ++step) improve(fitted);
    return fitted;
  }

 private:
  void improve(std::vector<Fitted>& fitted) {
    const Eigen::Index n = cloud_.points.cols(), d = cloud_.points.rows();
    const auto k = signed_size(fitted.size());
    Matrix log_density(k, n), distance(k, n);
    for (Eigen::Index c = 0; c < k; ++c) {
      const Fitted& part = fitted[static_cast<std::size_t>(c)];
      const Eigen::LLT<Matrix> factor(part.scale);
      const Matrix away = cloud_.points.colwise() - part.location;
      distance.row(c) = factor.matrixL().solve(away).colwise().squaredNorm();
      const double log_determinant = factor.matrixLLT().diagonal().array().log().sum();
      log_density.row(c) =
          (std::log(part.share) - log_determinant) -
          0.5 * (degrees_ + static_cast<double>(d)) * (distance.row(c).array() / degrees_).log1p();
    }
    const Eigen::RowVectorXd most = log_density.colwise().maxCoeff();
    Matrix belongs = (log_density.rowwise() - most).array().exp();
    const Eigen::RowVectorXd sums = belongs.colwise().sum();
    belongs = belongs.array().rowwise() / sums.array();
    std::vector<Fitted> next;
    for (Eigen::Index c = 0; c < k; ++c) {
      const Vector w = belongs.row(c).transpose().cwiseProduct(cloud_.weights);
      const double share = w.sum();
      // A component that holds no more than a point or two is dropped.
      const double worth = share > 0 ? share * share / w.squaredNorm() : 0;
      if (worth < 2) continue;
      const Vector pull = w.array() * (degrees_ + static_cast<double>(d)) /
                          (degrees_ + distance.row(c).transpose().array());
      const Vector location = cloud_.points * pull / pull.sum();
      const Matrix away = cloud_.points.colwise() - location;
      const Matrix own = away * pull.asDiagonal() * away.transpose() / share;
      const double trust = worth / (worth + static_cast<double>(d) + 1);
      next.push_back({share, location, with_floor(trust * own + (1 - trust) * whole_, floor_)});
    }
    if (next.empty()) next.push_back({1, mean_, whole_});
    double total = 0;
    for (const Fitted& part : next) total += part.share;
    for (Fitted& part : next) part.share /= total;
    fitted = std::move(next);
  }

  const Cloud& cloud_;
  double degrees_;
  Vector mean_;
  Matrix whole_;
  Vector floor_;
};

}  // namespace

TMixture TMixture::fit(const Table& points, std::span<const double> weights, int components,
                       double degrees, const Chance& chance, std::uint32_t round) {
  const Cloud cloud = cloud_of(points, weights);
  std::vector<Component> result;
  for (const Fitted& part : Fit(cloud, degrees).run(components, chance, round)) {
    const Matrix factor = Eigen::LLT<Matrix>(part.scale).matrixL();
    Component component;
    component.share = part.share;
    component.location.assign(part.location.begin(), part.location.end());
    for (Eigen::Index row = 0; row < factor.rows(); ++row)
      for (Eigen::Index column = 0; column < factor.cols(); ++column)
        component.factor.push_back(factor(row, column));
    result.push_back(std::move(component));
  }
  return {std::move(result), degrees};
}

TMixture::TMixture(std::vector<Component> components, double degrees)
    : components_(std::move(components)), degrees_(degrees) {
  const auto d = static_cast<double>(dimensions());
  for (const Component& component : components_) {
    double log_determinant = 0;
    for (std::size_t i = 0; i < dimensions(); ++i)
      log_determinant += math::log(component.factor[i * dimensions() + i]);
    log_constants_.push_back(math::log(component.share) +
                             boost::math::lgamma(0.5 * (degrees_ + d)) -
                             boost::math::lgamma(0.5 * degrees_) -
                             0.5 * d * (math::log(degrees_) + log_pi) - log_determinant);
  }
}

double TMixture::log_density(std::span<const double> x) const {
  const std::size_t d = dimensions();
  double most = -std::numeric_limits<double>::infinity();
  std::vector<double> logs(components_.size()), solved(d);
  for (std::size_t c = 0; c < components_.size(); ++c) {
    const Component& component = components_[c];
    double distance = 0;
    for (std::size_t i = 0; i < d; ++i) {  // forward substitution
      double rest = x[i] - component.location[i];
      for (std::size_t j = 0; j < i; ++j) rest -= component.factor[i * d + j] * solved[j];
      solved[i] = rest / component.factor[i * d + i];
      distance += solved[i] * solved[i];
    }
    logs[c] = log_constants_[c] -
              0.5 * (degrees_ + static_cast<double>(d)) * math::log1p(distance / degrees_);
    most = std::max(most, logs[c]);
  }
  double sum = 0;
  for (const double l : logs) sum += math::exp(l - most);
  return most + math::log(sum);
}

Point TMixture::draw(const Chance& chance, std::uint32_t round, std::uint32_t index) const {
  const std::size_t d = dimensions();
  double u = chance.uniform(Purpose::component, round, index);
  std::size_t c = 0;
  while (c + 1 < components_.size() && u > components_[c].share) u -= components_[c++].share;
  const Component& component = components_[c];
  const double tail = boost::math::quantile(boost::math::chi_squared_distribution<>(degrees_),
                                            chance.uniform(Purpose::radius, round, index));
  const double stretch = std::sqrt(degrees_ / tail);
  Point z(d), x(component.location);
  for (std::size_t i = 0; i < d; ++i)
    z[i] = stretch * chance.normal(Purpose::direction, round, index, static_cast<std::uint32_t>(i));
  for (std::size_t i = 0; i < d; ++i)
    for (std::size_t j = 0; j <= i; ++j) x[i] += component.factor[i * d + j] * z[j];
  return x;
}

}  // namespace komuna::calibration
