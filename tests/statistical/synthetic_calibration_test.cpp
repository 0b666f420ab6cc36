// Calibration by synthetic likelihood against posteriors that are known exactly. Seeds are fixed;
// each assertion has a false-alarm probability of about 1e-6 (|z| < 4.89).

#include <catch2/catch.hpp>

#include "analysis/calibration/synthetic_evaluator.hpp"
#include "tests/support/toy_calibration.hpp"

namespace komuna::calibration {
namespace {

using tests::Luck;
using tests::surprise;

constexpr std::uint32_t worlds = 400;

Population calibrate(const Simulate& simulate, const std::vector<Observation>& observations,
                     std::uint64_t seed) {
  ImportanceOptions options;
  options.seed = seed;
  options.table = 512;
  options.ensemble = 0;
  options.rounds = 2;
  options.draws_per_round = 1000;
  ThreadEvaluator single(simulate, observations.size(), 2);
  SyntheticEvaluator synthetic(single, observations, worlds);
  options.likelihood = [&](const Trial& trial) { return synthetic.log_likelihood(trial); };
  return ImportanceSampler(Priors({Prior::normal("theta", 0, 1)}), observations, options)
      .run(synthetic);
}

}  // namespace

TEST_CASE("synthetic calibration: the posterior of a normal figure") {
  // theta ~ N(0, 1), x ~ N(theta, 0.5^2), observed 1.2 with error 0.3: N(0.895522, 0.253731). The
  // plug-in of mean and variance from n worlds widens it by terms of order 1 / n: the mean of n
  // worlds has variance 0.25 / 400 = 0.000625, a 500th of the 0.34 of chance and error together.
  const Population p =
      calibrate([](std::span<const double> theta,
                   std::uint64_t key) { return Point{theta[0] + 0.5 * Luck(key).normal(0)}; },
                {Observation::value("x", Family::normal, 1.2, 0.3)}, 41);
  const double effective = effective_size(p.weights());
  CHECK(effective > 1000);  // of 2,512 draws: hardly any luck is left in the weights
  std::vector<double> values;
  for (const Draw& draw : p.draws) values.push_back(draw.theta[0]);
  CHECK(std::fabs(weighted_mean(values, p.weights()) - 0.895522) <
        surprise * std::sqrt(0.253731 / effective) + 0.003);
  CHECK(std::fabs(weighted_variance(values, p.weights()) - 0.253731) <
        surprise * 0.253731 * std::sqrt(2 / effective) + 0.003);
}

TEST_CASE("synthetic calibration: worlds that lack a figure lower the likelihood by their share") {
  // Half of the worlds of theta > 0 lack the figure, which says nothing else: the odds of theta > 0
  // are 1 to 2.
  const Population p = calibrate(
      [](std::span<const double> theta, std::uint64_t key) {
        const Luck luck(key);
        const bool lacks = theta[0] > 0 && luck.uniform(1) < 0.5;
        return Point{lacks ? std::nan("") : 0.5 * luck.normal(0)};
      },
      {Observation::value("x", Family::normal, 0.1, 0.3)}, 42);
  const double z =
      tests::z_of_mean(p, [](const Draw& draw) { return draw.theta[0] > 0 ? 1.0 : 0.0; }, 1.0 / 3);
  // The share of 400 worlds and their mean and variance add luck to each weight, which z allows
  // for.
  CHECK(std::fabs(z) < surprise);
}

TEST_CASE("synthetic calibration: a bound is averaged over the worlds") {
  // theta ~ N(0, 1), x ~ N(theta, 0.5^2), known to be at least 1 up to an error of 0.3: the density
  // is proportional to phi(theta) Phi((theta - 1) / sqrt(0.34)); its mean is
  // rho phi(a) / Phi(a), rho = 1 / sqrt(1.34), a = -rho (selection on a normal, Azzalini 1985).
  Observation bound = Observation::value("x", Family::normal, 1, 0.3);
  bound.upper = HUGE_VAL;
  const Population p =
      calibrate([](std::span<const double> theta,
                   std::uint64_t key) { return Point{theta[0] + 0.5 * Luck(key).normal(0)}; },
                {bound}, 43);
  const double rho = 1 / std::sqrt(1.34), a = -rho;
  const double density = std::exp(-0.5 * a * a) / std::sqrt(2 * std::acos(-1.0));
  const double mean = rho * density / (0.5 * std::erfc(-a / std::sqrt(2.0)));
  CHECK(std::fabs(tests::z_of_mean(p, [](const Draw& d) { return d.theta[0]; }, mean)) < surprise);
}

}  // namespace komuna::calibration
