#include "analysis/calibration/readings.hpp"

#include <cmath>
#include <limits>

#include "analysis/calibration/weights.hpp"
#include "engine/base/math.hpp"

namespace komuna::calibration {
namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

// Draws that have weight, by row the log likelihood of each reading with the figure's error times
// `factor`.
struct Likelihoods {
  std::vector<double> weights;
  std::vector<std::vector<double>> logs;
};

std::vector<std::size_t> places_of(const std::string& figure,
                                   std::span<const Observation> observations) {
  std::vector<std::size_t> places;
  for (std::size_t k = 0; k < observations.size(); ++k)
    if (observations[k].role == Role::reading && observations[k].figure == figure)
      places.push_back(k);
  return places;
}

Likelihoods likelihoods(const Population& population, std::span<const Observation> observations,
                        const std::vector<std::size_t>& places, double factor) {
  Likelihoods found;
  const std::vector<double> weights = population.weights();
  const std::vector<double> units = log_units(observations);
  for (std::size_t i = 0; i < population.draws.size(); ++i) {
    if (!(weights[i] > 0)) continue;
    std::vector<double> row;
    for (const std::size_t k : places) {
      Observation o = observations[k];
      o.error *= factor;
      row.push_back(o.log_likelihood(population.draws[i].figures[k]) + units[k]);
    }
    found.weights.push_back(weights[i]);
    found.logs.push_back(std::move(row));
  }
  return found;
}

// log of sum over r of p_r f_r, a draw each.
std::vector<double> mixture(const Likelihoods& all, const std::vector<double>& priors) {
  std::vector<double> logs;
  for (const std::vector<double>& row : all.logs) {
    double sum = minus_infinity;
    for (std::size_t r = 0; r < row.size(); ++r) sum = log_add(sum, math::log(priors[r]) + row[r]);
    logs.push_back(sum);
  }
  return logs;
}

// Z_r of readings whose likelihoods may belong to another error than the mixture in the weights.
std::vector<double> supports(const Likelihoods& all, const std::vector<double>& weighed_by) {
  std::vector<double> z(all.logs.empty() ? 0 : all.logs.front().size(), 0.0);
  for (std::size_t i = 0; i < all.logs.size(); ++i)
    for (std::size_t r = 0; r < z.size(); ++r)
      z[r] += all.weights[i] * math::exp(all.logs[i][r] - weighed_by[i]);
  return z;
}

std::vector<double> posterior(const std::vector<double>& priors, const std::vector<double>& z) {
  std::vector<double> p(z.size());
  double sum = 0;
  for (std::size_t r = 0; r < z.size(); ++r) sum += p[r] = priors[r] * z[r];
  for (double& value : p) value = sum > 0 ? value / sum : std::nan("");
  return p;
}

double effective(const Likelihoods& all, const std::vector<double>& weighed_by,
                 const std::vector<double>& now) {
  std::vector<double> logs;
  for (std::size_t i = 0; i < now.size(); ++i)
    logs.push_back(math::log(all.weights[i]) + now[i] - weighed_by[i]);
  return effective_size(normalised(logs));
}

FigureReadings result_of(const Population& population, std::span<const Observation> observations,
                         const std::string& figure) {
  const std::vector<std::size_t> places = places_of(figure, observations);
  std::vector<double> priors;
  for (const std::size_t k : places) priors.push_back(observations[k].probability);
  const std::vector<double> equal(places.size(), 1 / static_cast<double>(places.size()));

  const Likelihoods stated = likelihoods(population, observations, places, 1.0);
  const Likelihoods half = likelihoods(population, observations, places, 0.5);
  const Likelihoods twice = likelihoods(population, observations, places, 2.0);
  const std::vector<double> weighed_by = mixture(stated, priors);

  FigureReadings result;
  result.figure = figure;
  result.effective_half = effective(half, weighed_by, mixture(half, priors));
  result.effective_double = effective(twice, weighed_by, mixture(twice, priors));
  std::vector<double> z = supports(stated, weighed_by);
  if (z.empty()) z.assign(places.size(), 0.0);
  const auto sized = [&](std::vector<double> values) {
    if (values.empty()) values.assign(places.size(), 0.0);
    return values;
  };
  const std::vector<double> p = posterior(priors, z), p_equal = posterior(equal, z);
  const std::vector<double> p_half = posterior(priors, sized(supports(half, weighed_by)));
  const std::vector<double> p_twice = posterior(priors, sized(supports(twice, weighed_by)));
  for (std::size_t r = 0; r < places.size(); ++r) {
    double variance = 0;
    for (std::size_t i = 0; i < stated.logs.size(); ++i) {
      const double share = priors[r] * math::exp(stated.logs[i][r] - weighed_by[i]);
      variance += std::pow(stated.weights[i] * (share - p[r]), 2);
    }
    result.readings.push_back(
        {places[r], priors[r], p[r], std::sqrt(variance), z[r], p_equal[r], p_half[r], p_twice[r]});
  }
  return result;
}

}  // namespace

std::vector<FigureReadings> readings_of(const Population& population,
                                        std::span<const Observation> observations) {
  std::vector<FigureReadings> results;
  for (const Observation& o : observations) {
    if (o.role != Role::reading) continue;
    bool known = false;
    for (const FigureReadings& result : results) known = known || result.figure == o.figure;
    if (!known) results.push_back(result_of(population, observations, o.figure));
  }
  return results;
}

}  // namespace komuna::calibration
