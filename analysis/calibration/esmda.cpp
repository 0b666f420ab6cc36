#include "analysis/calibration/esmda.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace komuna::calibration {
namespace {

using Matrix = Eigen::MatrixXd;

Eigen::Index signed_size(std::size_t n) { return static_cast<Eigen::Index>(n); }

bool usable(const Trial& trial, std::span<const Observation> observations) {
  if (trial.figures.empty()) return false;
  for (std::size_t k = 0; k < observations.size(); ++k)
    if (observations[k].role == Role::fit &&
        !std::isfinite(observations[k].on_scale(trial.figures[k])))
      return false;
  return true;
}

// Where the nearest end of the observation lies, on its scale.
double pulled_to(const Observation& o, double x) {
  const double low = std::isfinite(o.lower) ? o.on_scale(o.lower) : o.lower;
  const double high = std::isfinite(o.upper) ? o.on_scale(o.upper) : o.upper;
  return std::clamp(x, low, high);
}

// What a linear relation to the parameters does not explain of the figures (columns: members): the
// chance of the simulator, and curvature. Nothing when there are too few members to tell.
Matrix unexplained(const Matrix& phi, const Matrix& figures) {
  const Eigen::Index d = phi.rows(), members = phi.cols();
  if (members < 2 * (d + 1)) return Matrix::Zero(figures.rows(), members);
  Matrix x(members, d + 1);
  x << Matrix::Ones(members, 1), phi.transpose();
  const Matrix y = figures.transpose();
  const Matrix rest = y - x * x.colPivHouseholderQr().solve(y);
  return rest.transpose() *
         std::sqrt(static_cast<double>(members - 1) / static_cast<double>(members - d - 1));
}

}  // namespace

Table esmda_update(std::span<const Trial> trials, std::span<const Observation> observations,
                   double inflation, const Chance& chance, std::uint32_t step) {
  std::vector<std::size_t> good;
  for (std::size_t j = 0; j < trials.size(); ++j)
    if (usable(trials[j], observations)) good.push_back(j);
  const std::size_t d = trials.empty() ? 0 : trials.front().phi.size();
  Table moved(d);
  if (good.size() < 2) {  // nothing to learn from
    for (const Trial& trial : trials) moved.add(trial.phi);
    return moved;
  }
  std::vector<const Observation*> fitted;
  std::vector<std::size_t> place;
  for (std::size_t k = 0; k < observations.size(); ++k)
    if (observations[k].role == Role::fit) {
      fitted.push_back(&observations[k]);
      place.push_back(k);
    }
  const auto members = signed_size(trials.size());
  Matrix phi(signed_size(d), members), figures(signed_size(fitted.size()), members);
  for (std::size_t j = 0; j < trials.size(); ++j) {
    const bool own = std::binary_search(good.begin(), good.end(), j);
    const Trial& trial = trials[own ? j : good[j % good.size()]];
    for (std::size_t i = 0; i < d; ++i) phi(signed_size(i), signed_size(j)) = trial.phi[i];
    for (std::size_t k = 0; k < fitted.size(); ++k)
      figures(signed_size(k), signed_size(j)) = fitted[k]->on_scale(trial.figures[place[k]]);
  }
  const Matrix luck = unexplained(phi, figures);
  const Matrix a = phi.colwise() - phi.rowwise().mean();
  const Matrix s = figures.colwise() - figures.rowwise().mean();
  const double n = static_cast<double>(members - 1);
  Matrix uncertain = (s * s.transpose() + (inflation - 1) * luck * luck.transpose()) / n;
  Matrix pull(figures.rows(), figures.cols());
  std::vector<Eigen::Index> other(trials.size());
  for (std::size_t j = 0; j < trials.size(); ++j)
    other[j] = static_cast<Eigen::Index>(
        static_cast<double>(members) *
        chance.uniform(Purpose::choice, step, static_cast<std::uint32_t>(j)));
  for (Eigen::Index k = 0; k < figures.rows(); ++k) {
    const Observation& o = *fitted[static_cast<std::size_t>(k)];
    const double spread = std::sqrt(inflation) * o.sigma();
    uncertain(k, k) += spread * spread;
    for (Eigen::Index j = 0; j < members; ++j) {
      const double disturbed =
          figures(k, j) + std::sqrt(inflation - 1) * luck(k, other[static_cast<std::size_t>(j)]) +
          spread * chance.normal(Purpose::perturbation, step, static_cast<std::uint32_t>(j),
                                 static_cast<std::uint32_t>(k));
      pull(k, j) = pulled_to(o, disturbed) - disturbed;
    }
  }
  phi += (a * s.transpose() / n) * uncertain.ldlt().solve(pull);
  for (Eigen::Index j = 0; j < members; ++j) moved.add({phi.col(j).data(), d});
  return moved;
}

}  // namespace komuna::calibration
