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
  const Matrix a = phi.colwise() - phi.rowwise().mean();
  const Matrix s = figures.colwise() - figures.rowwise().mean();
  const double n = static_cast<double>(members - 1);
  Matrix uncertain = s * s.transpose() / n;
  Matrix pull(figures.rows(), figures.cols());
  for (Eigen::Index k = 0; k < figures.rows(); ++k) {
    const Observation& o = *fitted[static_cast<std::size_t>(k)];
    const double spread = std::sqrt(inflation) * o.sigma();
    uncertain(k, k) += spread * spread;
    for (Eigen::Index j = 0; j < members; ++j) {
      const double disturbed =
          figures(k, j) + spread * chance.normal(Purpose::perturbation, step,
                                                 static_cast<std::uint32_t>(j),
                                                 static_cast<std::uint32_t>(k));
      pull(k, j) = pulled_to(o, disturbed) - disturbed;
    }
  }
  phi += (a * s.transpose() / n) * uncertain.ldlt().solve(pull);
  for (Eigen::Index j = 0; j < members; ++j) moved.add({phi.col(j).data(), d});
  return moved;
}

}  // namespace komuna::calibration
