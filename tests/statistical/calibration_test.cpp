// Adaptive importance sampling against posteriors that are known exactly. Seeds are fixed; each
// assertion has a false-alarm probability of about 1e-6 (|z| < 4.89).

#include <catch2/catch.hpp>

#include "tests/support/toy_calibration.hpp"

namespace komuna::calibration {
namespace {

using tests::Luck;
using tests::surprise;

struct Estimate {
  double mean = 0, variance = 0, effective = 0;
};

Population calibrate(std::vector<Prior> priors, std::vector<Observation> observations,
                     const Simulate& simulate, std::uint64_t seed, int threads = 2) {
  ImportanceOptions options;
  options.seed = seed;
  options.table = 4096;
  options.ensemble = 200;
  options.rounds = 3;
  options.draws_per_round = 6000;
  ThreadEvaluator evaluator(simulate, observations.size(), threads);
  return ImportanceSampler(Priors(std::move(priors)), std::move(observations), options)
      .run(evaluator);
}

Estimate estimate(const Population& population) {
  const std::vector<double> weights = population.weights();
  std::vector<double> values;
  for (const Draw& draw : population.draws) values.push_back(draw.theta[0]);
  return {weighted_mean(values, weights), weighted_variance(values, weights),
          effective_size(weights)};
}

// With as many independent draws as the weights are worth; a variance of a variance as of a normal.
void check(const Estimate& e, double mean, double variance) {
  CHECK(std::fabs(e.mean - mean) < surprise * std::sqrt(variance / e.effective));
  CHECK(std::fabs(e.variance - variance) < surprise * variance * std::sqrt(2 / e.effective));
}

Point normal_simulator(std::span<const double> theta, std::uint64_t key) {
  return {theta[0] + 0.5 * Luck(key).normal(0)};
}

}  // namespace

TEST_CASE("calibration: one normal parameter and figure, posterior and evidence") {
  // theta ~ N(0, 1), x ~ N(theta, 0.5^2), observed 1.2 with error 0.3.
  const Population p =
      calibrate({Prior::normal("theta", 0, 1)}, {Observation::value("x", Family::normal, 1.2, 0.3)},
                normal_simulator, 11);
  const Estimate e = estimate(p);
  CHECK(e.effective > 5000);
  check(e, 0.895522, 0.253731);
  const double exact = 0.151432 / (0.3 * std::sqrt(2 * 3.14159265358979323846));
  CHECK(std::fabs(std::exp(p.log_evidence) / exact - 1) < surprise / std::sqrt(e.effective));
}

TEST_CASE("calibration: successes out of a known number, and a quota that hides them") {
  // x = min(60, Binomial(200, p)); an error far below 1 asks for the very number.
  const auto posterior = [](double observed, std::uint64_t seed) {
    return estimate(calibrate(
        {Prior::uniform("p", 0, 1)}, {Observation::value("x", Family::normal, observed, 0.05)},
        [](std::span<const double> theta, std::uint64_t key) {
          double x = 0;
          for (std::uint32_t i = 0; i < 200; ++i) x += Luck(key).uniform(i) < theta[0];
          return Point{std::min(x, 60.0)};
        },
        seed));
  };
  check(posterior(45, 15), 0.227723, 0.029433 * 0.029433);
  check(posterior(60, 16), 0.648515, 0.203773 * 0.203773);
}

TEST_CASE("calibration: threads change nothing, a failing simulator is counted") {
  const auto run = [](int threads) {
    return calibrate(
        {Prior::normal("theta", 0, 1)}, {Observation::value("x", Family::normal, 1.2, 0.3)},
        [](std::span<const double> theta, std::uint64_t key) {
          if (theta[0] > 2.5) throw std::runtime_error("too much");
          return normal_simulator(theta, key);
        },
        12, threads);
  };
  const Population one = run(1), two = run(2);
  REQUIRE(one.draws.size() == two.draws.size());
  CHECK(one.log_weights() == two.log_weights());
  CHECK(one.failures.count > 0);
  CHECK(one.failures.count == two.failures.count);
  CHECK(one.failures.first.size() == 4);
  CHECK(one.failures.first.front().find("too much") != std::string::npos);
}

}  // namespace komuna::calibration
