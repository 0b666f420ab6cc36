#include "analysis/calibration/figure_results.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "analysis/calibration/weights.hpp"

namespace komuna::calibration {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

Eigen::Index signed_size(std::size_t n) { return static_cast<Eigen::Index>(n); }

bool has(const Point& figures, const Observation& o, std::size_t k) {
  return !figures.empty() && std::isfinite(o.on_scale(figures[k]));
}

// How far x is above the observation (below it: negative), on its scale; 0 within an interval.
double above(const Observation& o, double x) {
  const double low = std::isfinite(o.lower) ? o.on_scale(o.lower) : o.lower;
  const double high = std::isfinite(o.upper) ? o.on_scale(o.upper) : o.upper;
  return x - std::clamp(x, low, high);
}

struct Figures {
  std::vector<double> own, scaled, weights;  // of worlds that have the figure
  double lacking = 0;                        // share of the worlds that do not
};

void add(Figures& figures, const Observation& o, double figure, double weight) {
  figures.own.push_back(figure);
  figures.scaled.push_back(o.on_scale(figure));
  figures.weights.push_back(weight);
}

Figures weighted_figures(const Population& population, const Observation& o, std::size_t k,
                         std::span<const double> weights) {
  Figures f;
  for (std::size_t i = 0; i < population.draws.size(); ++i) {
    const Draw& draw = population.draws[i];
    if (!(weights[i] > 0)) continue;
    if (has(draw.figures, o, k))
      add(f, o, draw.figures[k], weights[i]);
    else
      f.lacking += weights[i];
  }
  return f;
}

Figures predicted_figures(const Population& population, const Observation& o, std::size_t k) {
  Figures f;
  const double each = 1 / static_cast<double>(population.predictions.size());
  for (const Prediction& one : population.predictions) {
    if (has(one.figures, o, k))
      add(f, o, one.figures[k], each);
    else
      f.lacking += each;
  }
  return f;
}

// Standard deviation of the chance of one world on the figure's scale, from pairs of worlds that
// share their parameters; at least ten pairs.
double chance_of(const Population& population, const Observation& o, std::size_t k) {
  double squares = 0, pairs = 0;
  const std::vector<Prediction>& list = population.predictions;
  for (std::size_t i = 0; i + 1 < list.size(); i += 2) {
    if (!has(list[i].figures, o, k) || !has(list[i + 1].figures, o, k)) continue;
    const double apart = o.on_scale(list[i].figures[k]) - o.on_scale(list[i + 1].figures[k]);
    squares += apart * apart / 2;
    ++pairs;
  }
  return pairs < 10 ? std::nan("") : std::sqrt(squares / pairs);
}

bool was_weighed(const Observation& o) { return o.role == Role::fit || o.role == Role::reading; }

FigureResult result_of(const Population& population, const Observation& o, std::size_t k,
                       std::span<const double> weights) {
  FigureResult result;
  result.name = o.name;
  result.role = o.role;
  result.observed = o.centre();
  result.discrepancy_ratio = (o.discrepancy / o.error) * (o.discrepancy / o.error);
  std::vector<double> prior;
  for (const Draw& draw : population.draws)
    if (draw.round == 0 && has(draw.figures, o, k)) prior.push_back(draw.figures[k]);
  const std::vector<double> equal(prior.size(), 1.0);
  result.prior_q05 = weighted_quantile(prior, equal, 0.05);
  result.prior_q95 = weighted_quantile(prior, equal, 0.95);
  const bool predicted = was_weighed(o) && !population.predictions.empty();
  const Figures f =
      predicted ? predicted_figures(population, o, k) : weighted_figures(population, o, k, weights);
  result.undefined = f.lacking;
  if (f.own.empty()) {
    result.mean = result.sd = result.z_error = result.z_total = result.noise_ratio = std::nan("");
    result.q05 = result.q25 = result.q50 = result.q75 = result.q95 = std::nan("");
    return result;
  }
  result.mean = weighted_mean(f.own, f.weights);
  const double middle = weighted_mean(f.scaled, f.weights);
  const double variance = weighted_variance(f.scaled, f.weights);
  result.sd = std::sqrt(variance);
  result.q05 = weighted_quantile(f.own, f.weights, 0.05);
  result.q25 = weighted_quantile(f.own, f.weights, 0.25);
  result.q50 = weighted_quantile(f.own, f.weights, 0.5);
  result.q75 = weighted_quantile(f.own, f.weights, 0.75);
  result.q95 = weighted_quantile(f.own, f.weights, 0.95);
  const double away = above(o, middle);
  result.z_error = away / std::sqrt(variance + o.error * o.error);
  result.z_total = away / std::sqrt(variance + o.sigma() * o.sigma());
  result.noise_ratio = chance_of(population, o, k) / o.sigma();
  return result;
}

std::vector<std::size_t> fitted(std::span<const Observation> observations) {
  std::vector<std::size_t> places;
  for (std::size_t k = 0; k < observations.size(); ++k)
    if (observations[k].role == Role::fit) places.push_back(k);
  return places;
}

double middle_of(std::vector<double> values) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

// Prior draws that have all fitted figures, one a column, on the scales.
Matrix prior_cloud(const Population& population, std::span<const Observation> observations,
                   const std::vector<std::size_t>& places) {
  std::vector<double> values;
  for (const Draw& draw : population.draws) {
    if (draw.round != 0) continue;
    if (!std::all_of(places.begin(), places.end(),
                     [&](std::size_t k) { return has(draw.figures, observations[k], k); }))
      continue;
    for (const std::size_t k : places) values.push_back(observations[k].on_scale(draw.figures[k]));
  }
  const auto k = signed_size(places.size());
  return Eigen::Map<const Matrix>(values.data(), k, signed_size(values.size()) / k);
}

// The figure that fewest prior draws have.
std::string scarcest(const Population& population, std::span<const Observation> observations,
                     const std::vector<std::size_t>& places) {
  std::string name;
  auto fewest = std::numeric_limits<std::ptrdiff_t>::max();
  for (const std::size_t k : places) {
    const auto n = std::count_if(
        population.draws.begin(), population.draws.end(),
        [&](const Draw& draw) { return draw.round == 0 && has(draw.figures, observations[k], k); });
    if (n < fewest) name = observations[k].name;
    fewest = std::min(fewest, n);
  }
  return name;
}

}  // namespace

std::vector<FigureResult> figure_results(const Population& population,
                                         std::span<const Observation> observations,
                                         std::span<const double> weights) {
  std::vector<FigureResult> results;
  for (std::size_t k = 0; k < observations.size(); ++k)
    results.push_back(result_of(population, observations[k], k, weights));
  return results;
}

namespace {

PriorReach reach_of(const Population& population, std::span<const Observation> observations,
                    const std::vector<std::size_t>& places) {
  const auto k = signed_size(places.size());
  PriorReach reach;
  reach.limit =
      boost::math::quantile(boost::math::chi_squared_distribution<>(static_cast<double>(k)), 0.999);
  const Matrix cloud = prior_cloud(population, observations, places);
  if (cloud.cols() < 2 * (k + 1)) {
    reach.distance = reach.farthest_z = std::numeric_limits<double>::infinity();
    reach.farthest = scarcest(population, observations, places);
    return reach;
  }
  // The tenth of the cloud that is farthest from its medians, in median deviations, is left out of
  // mean and covariance: wild draws of a wide prior would hide that the figures are out of reach.
  Vector middle(k), deviation(k);
  for (Eigen::Index row = 0; row < k; ++row) {
    const Vector line = cloud.row(row);
    std::vector<double> values(line.begin(), line.end());
    middle(row) = middle_of(values);
    for (double& x : values) x = std::fabs(x - middle(row));
    deviation(row) = 1.4826 * middle_of(values);
  }
  const Vector floor = deviation.cwiseMax(1e-9);
  const Vector far = ((cloud.colwise() - middle).array().colwise() / floor.array())
                         .square()
                         .colwise()
                         .sum()
                         .transpose();
  std::vector<double> sorted(far.begin(), far.end());
  std::sort(sorted.begin(), sorted.end());
  const double cut = sorted[(sorted.size() * 9) / 10];
  Matrix kept(k, cloud.cols());
  Eigen::Index n = 0;
  for (Eigen::Index i = 0; i < cloud.cols(); ++i)
    if (far(i) <= cut) kept.col(n++) = cloud.col(i);
  kept.conservativeResize(k, n);
  const Vector mean = kept.rowwise().mean();
  const Matrix centred = kept.colwise() - mean;
  // A normal cloud loses this share of its variance with its outer tenth (Croux and Haesbroeck
  // 1999).
  const boost::math::chi_squared_distribution<> whole(static_cast<double>(k)),
      wider(static_cast<double>(k + 2));
  const double left = boost::math::cdf(wider, boost::math::quantile(whole, 0.9)) / 0.9;
  Matrix spread = centred * centred.transpose() / (left * static_cast<double>(n - 1));
  Vector away(k);
  for (Eigen::Index row = 0; row < k; ++row) {
    const Observation& o = observations[places[static_cast<std::size_t>(row)]];
    spread(row, row) += o.sigma() * o.sigma();
    away(row) = above(o, mean(row));
    const double z = std::fabs(away(row)) / std::sqrt(spread(row, row));
    if (z >= reach.farthest_z) {
      reach.farthest_z = z;
      reach.farthest = o.name;
    }
  }
  reach.distance = away.dot(spread.ldlt().solve(away));
  return reach;
}

}  // namespace

PriorReach prior_reach(const Population& population, std::span<const Observation> observations) {
  const std::vector<std::size_t> places = fitted(observations);
  if (!places.empty()) return reach_of(population, observations, places);
  std::map<std::string, PriorReach> figures;  // that are read
  for (std::size_t k = 0; k < observations.size(); ++k) {
    if (observations[k].role != Role::reading) continue;
    const PriorReach one = reach_of(population, observations, {k});
    const auto [at, first] = figures.emplace(observations[k].figure, one);
    if (!first && one.distance < at->second.distance) at->second = one;
  }
  PriorReach farthest;
  for (const auto& [name, reach] : figures)
    if (farthest.farthest.empty() || reach.distance > farthest.distance) farthest = reach;
  return farthest;
}

PriorLack prior_lack(const Population& population, std::span<const Observation> observations) {
  const std::vector<std::size_t> places = fitted(observations);
  double drawn = 0, lacking = 0;
  std::vector<double> without(observations.size(), 0);
  for (const Draw& draw : population.draws) {
    if (draw.round != 0 || draw.figures.empty()) continue;
    ++drawn;
    bool whole = true;
    for (const std::size_t k : places) {
      if (has(draw.figures, observations[k], k)) continue;
      ++without[k];
      whole = false;
    }
    if (!whole) ++lacking;
  }
  if (lacking == 0) return {};
  const auto most = std::max_element(without.begin(), without.end());
  return {lacking / drawn, observations[static_cast<std::size_t>(most - without.begin())].name};
}

double best_distance_p(const Population& population, std::span<const Observation> observations,
                       std::span<const double> weights, std::uint64_t seed) {
  std::vector<std::size_t> places = fitted(observations);
  std::erase_if(places, [&](std::size_t k) { return !observations[k].is_value(); });
  if (places.empty()) return 1;
  std::vector<std::size_t> rows;
  std::vector<double> values;  // (figure on scale) / sigma, row by row
  for (std::size_t i = 0; i < population.draws.size(); ++i) {
    const Draw& draw = population.draws[i];
    if (draw.log_likelihood == -std::numeric_limits<double>::infinity()) continue;
    rows.push_back(i);
    for (const std::size_t k : places)
      values.push_back(observations[k].on_scale(draw.figures[k]) / observations[k].sigma());
  }
  if (rows.empty()) return 0;
  const std::size_t width = places.size();
  const auto nearest = [&](const std::vector<double>& to, std::size_t leave_out) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (rows[r] == leave_out) continue;
      double squares = 0;
      for (std::size_t c = 0; c < width; ++c) {
        const double away = values[r * width + c] - to[c];
        squares += away * away;
      }
      least = std::min(least, squares);
    }
    return least;
  };
  std::vector<double> history;
  for (const std::size_t k : places)
    history.push_back(observations[k].on_scale(observations[k].centre()) / observations[k].sigma());
  const double own = nearest(history, population.draws.size());
  const Chance chance(seed, 0);
  const std::vector<std::size_t> chosen = resample(weights, 200, chance, 3);
  std::size_t as_far = 0;
  for (std::size_t c = 0; c < chosen.size(); ++c) {
    std::vector<double> pseudo;
    for (std::size_t f = 0; f < width; ++f)
      pseudo.push_back(
          observations[places[f]].on_scale(population.draws[chosen[c]].figures[places[f]]) /
              observations[places[f]].sigma() +
          observations[places[f]].disturbance(chance.uniform(Purpose::pseudo_data, 0,
                                                             static_cast<std::uint32_t>(c),
                                                             static_cast<std::uint32_t>(f))) /
              observations[places[f]].sigma());
    if (nearest(pseudo, chosen[c]) >= own) ++as_far;
  }
  return chosen.empty() ? 0 : static_cast<double>(as_far) / static_cast<double>(chosen.size());
}

}  // namespace komuna::calibration
