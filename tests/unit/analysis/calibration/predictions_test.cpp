// Statistical: seeds fixed, false-alarm probability 1e-6 an assertion unless said otherwise.

#include "analysis/calibration/predictions.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "analysis/calibration/figure_results.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/toy_calibration.hpp"

namespace komuna::calibration {
namespace {

// x = theta + 5 e, seen as 0 with error 0.5: luck does nearly everything.
const Priors priors({Prior::normal("theta", 0, 1)});
const std::vector<Observation> observed{Observation::value("x", Family::normal, 0, 0.5)};
Point lucky(std::span<const double> theta, std::uint64_t key) {
  return {theta[0] + 5 * tests::Luck(key).normal(0)};
}

ImportanceOptions small_options() {
  ImportanceOptions options;
  options.chains = 2;
  options.table = 2000;
  options.ensemble = 100;
  options.rounds = 1;
  options.draws_per_round = 4000;
  return options;
}

Population calibrated(ThreadEvaluator& evaluator) {
  return ImportanceSampler(priors, observed, small_options()).run(evaluator);
}

FigureResult result_of(const Population& population) {
  return figure_results(population, observed, population.weights()).at(0);
}

}  // namespace

TEST_CASE("predictions: chance is that of fresh worlds, not of those the figures chose") {
  ThreadEvaluator evaluator(lucky, 1, 1);
  Population population = calibrated(evaluator);
  // The weighted worlds were chosen to lie within the error: about 0.5, whatever chance does.
  const FigureResult chosen = result_of(population);
  CHECK(chosen.sd < 0.6);
  CHECK(std::isnan(chosen.noise_ratio));
  predict(population, 200, 1, evaluator);
  REQUIRE(population.predictions.size() == 400);
  const FigureResult fresh = result_of(population);
  // 5 / 0.5 = 10; its square is a mean of 200 chi-squares of one degree.
  const double ratio = fresh.noise_ratio * fresh.noise_ratio / 100;
  CHECK(tests::chi_square_two_sided(200 * ratio, 200) > tests::false_alarm);
  // Posterior of theta: N(0, 1 / (1 + 1 / 25.25)), with 5 e on top: sd 5.095 of 400 worlds, of
  // which at least 200 are independent.
  CHECK(fresh.sd == Approx(5.095).epsilon(tests::surprise / std::sqrt(2 * 200.0)));
  CHECK(std::fabs(fresh.q95 - 8.38) < tests::surprise * 5.095 * 2.11 / std::sqrt(200.0));
}

TEST_CASE("predictions: keys are those of no draw, and the same whenever they are asked for") {
  ThreadEvaluator evaluator(lucky, 1, 1);
  Population population = calibrated(evaluator);
  predict(population, 50, 3, evaluator);
  std::set<std::uint64_t> keys;
  for (const Prediction& one : population.predictions) {
    CHECK(one.key >= first_fresh_key);
    CHECK((one.key - first_fresh_key) / 128 == population.draws[one.draw].key);
    keys.insert(one.key);
  }
  CHECK(keys.size() == 100);
  for (std::size_t i = 0; i < 100; i += 2)
    CHECK(population.predictions[i].draw == population.predictions[i + 1].draw);
  const std::vector<Prediction> first = population.predictions;
  predict(population, 50, 3, evaluator);
  for (std::size_t i = 0; i < 100; ++i) {
    CHECK(population.predictions[i].key == first[i].key);
    CHECK(population.predictions[i].figures == first[i].figures);
  }
}

TEST_CASE(
    "predictions: a draw that has nearly all the weight is looked at with other luck each time") {
  ThreadEvaluator evaluator(lucky, 1, 1);
  Population population;
  for (std::uint64_t key : {7U, 8U}) {
    Draw draw;
    draw.key = key;
    draw.theta = draw.phi = {0.0};
    draw.figures = {0.0};
    draw.log_weight = key == 7 ? 0 : -40;
    population.draws.push_back(draw);
  }
  predict(population, 20, 1, evaluator);
  std::set<std::uint64_t> keys;
  for (const Prediction& one : population.predictions) keys.insert(one.key);
  CHECK(keys.size() == 40);
}

TEST_CASE("predictions: a budget keeps whole draws, failures are noted, no weight gives none") {
  ThreadEvaluator evaluator(lucky, 1, 1);
  Population population = calibrated(evaluator);
  predict(population, 200, 1, evaluator, [](std::int64_t worlds) { return worlds < 100; });
  CHECK(population.predictions.size() == 128);
  ThreadEvaluator failing([](std::span<const double>,
                             std::uint64_t) -> Point { throw std::runtime_error("no such world"); },
                          1, 1);
  predict(population, 10, 1, failing);
  CHECK(population.failures.count == 20);
  CHECK(result_of(population).undefined == Approx(1));
  for (Draw& draw : population.draws) draw.log_weight = -HUGE_VAL;
  predict(population, 10, 1, evaluator);
  CHECK(population.predictions.empty());
  CHECK(draws_to_predict(50) == 10);
  CHECK(draws_to_predict(1000) == 50);
  CHECK(draws_to_predict(100000) == 200);
}

}  // namespace komuna::calibration
