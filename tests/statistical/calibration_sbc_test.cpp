// Simulation-based calibration of the calibrator itself: truths from the prior, one calibration
// each, the rank of the truth among 39 equal draws of its posterior. Seeds fixed; each assertion
// has a false-alarm probability of 1e-6. Daily 200 calibrations a toy, under `full` 4,000.

#include <catch2/catch.hpp>

#include "analysis/calibration/sbc.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/toy_calibration.hpp"

namespace komuna::calibration {
namespace {

using tests::Luck;

struct Toy {
  Priors priors;
  std::vector<Observation> observations;  // their values are replaced by each truth's
  Simulate simulate;
};

// A scale and a shift, with two figures whose chance is as large as their error.
Toy two_normals() {
  return {Priors({Prior::normal("shift", 1, 2), Prior::uniform("slope", -1, 3)}),
          {Observation::value("x", Family::normal, 0, 0.5),
           Observation::value("y", Family::normal, 0, 0.4, 0.3)},
          [](std::span<const double> theta, std::uint64_t key) {
            const Luck luck(key);
            return Point{theta[0] + 0.5 * luck.normal(0),
                         theta[0] + theta[1] + 0.5 * luck.normal(1)};
          }};
}

// A count behind a quota, counted with an error on the square root; the quota's prior is discrete.
Toy quota() {
  return {Priors({Prior::beta("p", 2, 3), Prior::discrete("quota", {20, 40}, {0.3, 0.7})}),
          {Observation::value("x", Family::sqrt_scale, 0, 0.5)},
          [](std::span<const double> theta, std::uint64_t key) {
            const Luck luck(key);
            double x = 0;
            for (std::uint32_t i = 0; i < 60; ++i) x += luck.uniform(i) < theta[0];
            return Point{1 + std::min(x, theta[1])};
          }};
}

ImportanceOptions small_options(std::uint64_t seed) {
  ImportanceOptions options;
  options.seed = seed;
  options.chains = 2;
  options.table = 256;
  options.ensemble = 60;
  options.rounds = 2;
  options.draws_per_round = 600;
  options.components = 2;
  return options;
}

// [parameter][repetition]
std::vector<std::vector<std::size_t>> ranks_of(const Toy& toy, std::uint32_t repetitions) {
  std::vector<std::vector<std::size_t>> ranks(toy.priors.size());
  const Chance chance(91, 0);
  for (std::uint32_t r = 0; r < repetitions; ++r) {
    Point theta;
    for (std::uint32_t k = 0; k < toy.priors.size(); ++k)
      theta.push_back(toy.priors[k].quantile(chance.uniform(Purpose::from_prior, 0, r, k)));
    const Point figures = toy.simulate(theta, 1000000000u + r);
    std::vector<Observation> history = toy.observations;
    for (std::uint32_t k = 0; k < history.size(); ++k)
      history[k].lower = history[k].upper =
          history[k].from_scale(history[k].on_scale(figures[k]) +
                                history[k].sigma() * chance.normal(Purpose::pseudo_data, 0, r, k));
    ThreadEvaluator evaluator(toy.simulate, history.size(), 1);
    const Population population =
        ImportanceSampler(toy.priors, history, small_options(r)).run(evaluator);
    const auto chosen = resample(population.weights(), 39, Chance(r, 0), 1);
    for (std::uint32_t k = 0; k < toy.priors.size(); ++k) {
      std::vector<double> values;
      for (const std::size_t i : chosen) values.push_back(population.draws[i].theta[k]);
      ranks[k].push_back(rank_of(theta[k], values, chance.uniform(Purpose::ties, 0, r, k)));
    }
  }
  return ranks;
}

void check_uniform(const Toy& toy, std::uint32_t repetitions) {
  const auto ranks = ranks_of(toy, repetitions);
  for (std::size_t k = 0; k < ranks.size(); ++k) {
    INFO(toy.priors[k].name());
    CHECK(rank_distance(ranks[k], 39) < rank_band(repetitions, tests::false_alarm));
    std::vector<std::uint64_t> counts(10, 0);
    for (const std::size_t r : ranks[k]) ++counts.at(r / 4);
    CHECK(tests::equal_counts(counts) > tests::false_alarm);
  }
}

}  // namespace

TEST_CASE("calibration sbc: shift and slope") { check_uniform(two_normals(), 200); }
TEST_CASE("calibration sbc: a count behind a quota") { check_uniform(quota(), 200); }

TEST_CASE("calibration sbc: shift and slope, many times", "[full]") {
  check_uniform(two_normals(), 4000);
}
TEST_CASE("calibration sbc: a count behind a quota, many times", "[full]") {
  check_uniform(quota(), 4000);
}

}  // namespace komuna::calibration
