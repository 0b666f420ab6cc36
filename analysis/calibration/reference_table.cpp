#include "analysis/calibration/reference_table.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/calibration/regression_adjustment.hpp"
#include "analysis/calibration/weights.hpp"

namespace komuna::calibration {
namespace {

constexpr std::size_t rows_for_a_coefficient = 200;    // in the table
constexpr std::size_t nearest_for_a_coefficient = 20;  // of them, if there are no more

double spread_of(const Table& table, std::size_t column) {
  double mean = 0, squares = 0;
  const auto n = static_cast<double>(table.rows());
  for (std::size_t i = 0; i < table.rows(); ++i) mean += table[i][column] / n;
  for (std::size_t i = 0; i < table.rows(); ++i)
    squares += (table[i][column] - mean) * (table[i][column] - mean) / n;
  return std::sqrt(squares);
}

// The `count` least of values, by index.
std::vector<std::size_t> least(const std::vector<double>& values, std::size_t count) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  count = std::min(count, order.size());
  const auto by_value = [&](std::size_t a, std::size_t b) {
    return values[a] != values[b] ? values[a] < values[b] : a < b;
  };
  std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                   by_value);
  order.resize(count);
  std::sort(order.begin(), order.end());
  return order;
}

}  // namespace

ReferenceTable::ReferenceTable(const Population& population, const Priors& priors,
                               std::span<const Observation> observations, std::uint64_t seed)
    : priors_(priors), observations_(observations), chance_(seed, 11), phi_(priors.size()), x_(0) {
  for (std::size_t k = 0; k < observations.size(); ++k)
    if (observations[k].role == Role::fit && observations[k].is_value()) places_.push_back(k);
  x_ = Table(places_.size());
  std::uint32_t number = 0;
  for (const Draw& draw : population.draws) {
    if (draw.round != 0 || draw.figures.empty()) continue;
    ++number;  // by place in the table: a figure that is missing moves nobody else's errors
    Point x;
    for (const std::size_t k : places_)
      x.push_back(observations[k].on_scale(draw.figures[k]) +
                  observations[k].disturbance(chance_.uniform(Purpose::pseudo_data, 2, number,
                                                              static_cast<std::uint32_t>(k))));
    if (!std::all_of(x.begin(), x.end(), [](double value) { return std::isfinite(value); }))
      continue;
    phi_.add(draw.phi);
    theta_.push_back(draw.theta);
    x_.add(x);
  }
  for (std::size_t column = 0; column < places_.size(); ++column)
    spread_.push_back(spread_of(x_, column));
}

Point ReferenceTable::history() const {
  Point x;
  for (const std::size_t k : places_)
    x.push_back(observations_[k].on_scale(observations_[k].centre()));
  return x;
}

bool ReferenceTable::suffices() const {
  return rows() >= rows_for_a_coefficient * (figures() + 1) && figures() > 0;
}

std::size_t ReferenceTable::near() const {
  const auto coefficients = static_cast<double>(figures() + 1);
  const double times = static_cast<double>(rows()) / (rows_for_a_coefficient * coefficients);
  const double growth = std::pow(times, 4.0 / static_cast<double>(figures() + 4));
  return static_cast<std::size_t>(nearest_for_a_coefficient * coefficients * growth);
}

std::vector<double> ReferenceTable::distances(std::span<const double> x) const {
  std::vector<double> far(rows(), 0.0);
  for (std::size_t i = 0; i < rows(); ++i) {
    const std::span<const double> row = x_[i];
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (!(spread_[c] > 0)) continue;
      const double away = (row[c] - x[c]) / spread_[c];
      far[i] += away * away;
    }
    far[i] = std::sqrt(far[i]);
  }
  return far;
}

ReferenceTable::Answer ReferenceTable::ask(std::span<const double> x, std::size_t draws,
                                           std::optional<std::size_t> truth) const {
  std::vector<double> far = distances(x);
  if (truth) far[*truth] = HUGE_VAL;
  const std::vector<std::size_t> nearest = least(far, near());
  Table phi(priors_.size()), figures(places_.size());
  std::vector<double> kept;
  for (const std::size_t i : nearest) {
    phi.add(phi_[i]);
    figures.add(x_[i]);
    kept.push_back(far[i]);
  }
  const std::vector<double> equal(nearest.size(), 1.0);
  const Adjusted adjusted = regression_adjustment(phi, figures, x, kept, equal);
  const auto round = static_cast<std::uint32_t>(truth ? *truth + 1 : 0);
  Answer answer{std::vector<std::vector<double>>(priors_.size()),
                std::vector<std::vector<double>>(priors_.size())};
  for (const std::size_t i : resample(adjusted.weights, draws, chance_, round)) {
    const Point moved = priors_.from_free(adjusted.phi[i]);
    for (std::size_t p = 0; p < priors_.size(); ++p) {
      answer.raw[p].push_back(theta_[nearest[i]][p]);
      answer.adjusted[p].push_back(moved[p]);
    }
  }
  return answer;
}

SbcResult ReferenceTable::certify(Truths truths, std::size_t repetitions, std::size_t draws) const {
  const std::size_t n = std::min(repetitions, rows());
  std::vector<std::size_t> chosen;
  if (truths == Truths::near_history)
    chosen = least(distances(history()), n);
  else
    for (std::size_t i = 0; i < n; ++i) chosen.push_back(i * rows() / n);
  SbcResult result;
  result.draws = draws;
  result.ranks.resize(priors_.size());
  result.contraction.assign(priors_.size(), 0);
  for (const std::size_t row : chosen) {
    const Answer answer = ask(x_[row], draws, row);
    const std::vector<double> equal(draws, 1 / static_cast<double>(draws));
    for (std::size_t p = 0; p < priors_.size(); ++p) {
      result.ranks[p].push_back(
          rank_of(theta_[row][p], answer.adjusted[p],
                  chance_.uniform(Purpose::ties, 1, static_cast<std::uint32_t>(row),
                                  static_cast<std::uint32_t>(p))));
      result.contraction[p] +=
          (1 - weighted_variance(answer.adjusted[p], equal) / priors_[p].variance()) /
          static_cast<double>(chosen.size());
    }
  }
  for (const auto& ranks : result.ranks) result.distance.push_back(rank_distance(ranks, draws));
  result.band = rank_band(chosen.size(), 0.05 / static_cast<double>(priors_.size()));
  return result;
}

}  // namespace komuna::calibration
