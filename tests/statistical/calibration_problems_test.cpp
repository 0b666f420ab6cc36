// Adaptive importance sampling on the test problems of the literature, against their exact answers.
// Seeds are fixed; each assertion has a false-alarm probability of 1e-6 (|z| < 4.89 with the
// weighted draws' own standard error). About 25,000 simulations each.

#include <boost/math/distributions/binomial.hpp>
#include <catch2/catch.hpp>

#include "tests/support/toy_calibration.hpp"

namespace komuna::calibration {
namespace {

using tests::Luck;
using tests::surprise;
using tests::z_of_evidence;
using tests::z_of_mean;

Population calibrate(std::vector<Prior> priors, std::vector<Observation> observations,
                     const Simulate& simulate, std::uint64_t seed) {
  ImportanceOptions options;
  options.seed = seed;
  options.table = 4096;
  options.ensemble = 200;
  options.rounds = 3;
  options.draws_per_round = 6000;
  ThreadEvaluator evaluator(simulate, observations.size(), 2);
  return ImportanceSampler(Priors(std::move(priors)), std::move(observations), options)
      .run(evaluator);
}

// Mean and variance of one parameter.
void check_moments(const Population& population, std::size_t parameter, double mean,
                   double variance) {
  INFO("parameter " << parameter);
  CHECK(effective_size(population.weights()) > 200);  // or z is not normal
  const auto value = [&](const Draw& d) { return d.theta[parameter]; };
  CHECK(std::fabs(z_of_mean(population, value, mean)) < surprise);
  const auto square = [&](const Draw& d) { return std::pow(d.theta[parameter] - mean, 2); };
  CHECK(std::fabs(z_of_mean(population, square, variance)) < surprise);
}

std::string name(std::size_t k) { return std::string(1, "abcdefghij"[k]); }

// Ten figures x_k = theta_k + noise of variance 0.025, each with an error of variance 0.075.
Population ten(std::vector<Prior> priors, const Point& observed, std::uint64_t seed) {
  std::vector<Observation> observations;
  for (std::size_t k = 0; k < 10; ++k)
    observations.push_back(
        Observation::value(name(k), Family::normal, observed[k], std::sqrt(0.075)));
  return calibrate(
      std::move(priors), std::move(observations),
      [](std::span<const double> theta, std::uint64_t key) {
        Point x;
        for (std::uint32_t k = 0; k < 10; ++k)
          x.push_back(theta[k] + std::sqrt(0.025) * Luck(key).normal(k));
        return x;
      },
      seed);
}

double density(double x) { return std::exp(-0.5 * x * x) / std::sqrt(2 * 3.14159265358979323846); }
double cumulative(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

}  // namespace

TEST_CASE("calibration problems: ten normal parameters, ten figures") {
  // A5: prior N(0, 0.1), figures of variance 0.1 (chance and error): N(x / 2, 0.05).
  std::vector<Prior> priors;
  Point observed;
  double exact = 0;
  for (int k = 0; k < 10; ++k) {
    priors.push_back(Prior::normal(name(static_cast<std::size_t>(k)), 0, std::sqrt(0.1)));
    observed.push_back(0.1 * (k - 4.5));
    exact += std::log(density(observed.back() / std::sqrt(0.2)) / std::sqrt(0.2));
  }
  const Population p = ten(std::move(priors), observed, 21);
  for (std::size_t k = 0; k < 10; ++k) check_moments(p, k, observed[k] / 2, 0.05);
  CHECK(std::fabs(z_of_evidence(p, std::exp(exact))) < surprise);
}

TEST_CASE("calibration problems: ten parameters between bounds") {
  // A6: prior U(-1, 1), figures of variance 0.1: normals cut at the bounds, also at and beyond
  // them.
  std::vector<Prior> priors;
  Point observed;
  for (int k = 0; k < 10; ++k) {
    priors.push_back(Prior::uniform(name(static_cast<std::size_t>(k)), -1, 1));
    observed.push_back(-1.1 + 0.24 * k);
  }
  const Population p = ten(std::move(priors), observed, 22);
  const double s = std::sqrt(0.1);
  for (std::size_t k = 0; k < 10; ++k) {
    const double a = (-1 - observed[k]) / s, b = (1 - observed[k]) / s;
    const double mass = cumulative(b) - cumulative(a);
    const double shift = (density(a) - density(b)) / mass;
    check_moments(p, k, observed[k] + s * shift,
                  0.1 * (1 + (a * density(a) - b * density(b)) / mass - shift * shift));
  }
}

TEST_CASE("calibration problems: a narrow and a wide error mixed") {
  // A7: prior U(-10, 10)^2; half of the worlds are off by sd 0.5, all by an error of sd 0.1: the
  // posterior is half N(x, 0.26), half N(x, 0.01) in each coordinate.
  const Population p = calibrate(
      {Prior::uniform("a", -10, 10), Prior::uniform("b", -10, 10)},
      {Observation::value("x", Family::normal, 2, 0.1),
       Observation::value("y", Family::normal, -3, 0.1)},
      [](std::span<const double> theta, std::uint64_t key) {
        const Luck luck(key);
        const double sd = luck.uniform(0) < 0.5 ? 0.5 : 0;
        return Point{theta[0] + sd * luck.normal(1), theta[1] + sd * luck.normal(2)};
      },
      23);
  check_moments(p, 0, 2, 0.135);
  check_moments(p, 1, -3, 0.135);
  // Share within 0.2 of the centre: 1 - exp(-r^2 / (2 variance)) of each half.
  const auto near = [](const Draw& d) {
    return std::hypot(d.theta[0] - 2, d.theta[1] + 3) < 0.2 ? 1.0 : 0.0;
  };
  const double share = 0.5 * (1 - std::exp(-0.04 / 0.52)) + 0.5 * (1 - std::exp(-0.04 / 0.02));
  CHECK(std::fabs(z_of_mean(p, near, share)) < surprise);
  CHECK(std::fabs(z_of_evidence(p, 1.0 / 400)) < surprise);
}

TEST_CASE("calibration problems: a Poisson count of about 2,441") {
  // A8: lambda ~ Gamma(4, rate 0.002), count known to lie within 2416 .. 2466.
  Observation band = Observation::value("count", Family::normal, 0, 0.05);
  band.lower = 2415.5;
  band.upper = 2466.5;
  const Population p = calibrate(
      {Prior::gamma("lambda", 4, 0.002)}, {band},
      [](std::span<const double> theta, std::uint64_t key) {
        return Point{Luck(key).poisson(0, theta[0])};
      },
      24);
  check_moments(p, 0, 2439.9533, 51.4865 * 51.4865);
  CHECK(std::fabs(z_of_evidence(p, 1.498768e-2)) < surprise);
}

TEST_CASE("calibration problems: seven successes of twenty") {
  // A9: Beta(8, 14), evidence 1 / 21; an error of 0.05 asks for the very number.
  const Population p = calibrate(
      {Prior::uniform("p", 0, 1)}, {Observation::value("x", Family::normal, 7, 0.05)},
      [](std::span<const double> theta, std::uint64_t key) {
        double x = 0;
        for (std::uint32_t i = 0; i < 20; ++i) x += Luck(key).uniform(i) < theta[0];
        return Point{x};
      },
      25);
  check_moments(p, 0, 8.0 / 22, 0.010061);
  CHECK(std::fabs(z_of_evidence(p, density(0) / 0.05 / 21)) < surprise);
}

TEST_CASE("calibration problems: a quota that binds tells little") {
  // A10: x = min(60, Binomial(200, p)): evidence 1/201 at 45, 141/201 at the quota.
  const auto posterior = [](double observed, std::uint64_t seed) {
    return calibrate(
        {Prior::uniform("p", 0, 1)}, {Observation::value("x", Family::normal, observed, 0.05)},
        [](std::span<const double> theta, std::uint64_t key) {
          using Up = boost::math::policies::policy<
              boost::math::policies::discrete_quantile<boost::math::policies::integer_round_up>>;
          const boost::math::binomial_distribution<double, Up> count(200, theta[0]);
          return Point{std::min(quantile(count, Luck(key).uniform(0)), 60.0)};
        },
        seed);
  };
  const Population below = posterior(45, 26), at = posterior(60, 27);
  check_moments(below, 0, 0.227723, 0.029433 * 0.029433);
  check_moments(at, 0, 0.648515, 0.203773 * 0.203773);
  CHECK(std::fabs(z_of_evidence(below, density(0) / 0.05 / 201)) < surprise);
  CHECK(std::fabs(z_of_evidence(at, density(0) / 0.05 * 141 / 201)) < surprise);
}

TEST_CASE("calibration problems: 2,441 alone cannot tell two stages apart") {
  // A11: y ~ Poisson(10^4 p q), p and q uniform; y within 2416 .. 2466. With c = p q the posterior
  // of c is -log(c) P(window | c); given c, p has density 1 / (p log(1/c)) on (c, 1).
  Observation band = Observation::value("count", Family::normal, 0, 0.05);
  band.lower = 2415.5;
  band.upper = 2466.5;
  const Population population = calibrate(
      {Prior::uniform("p", 0, 1), Prior::uniform("q", 0, 1)}, {band},
      [](std::span<const double> theta, std::uint64_t key) {
        return Point{Luck(key).poisson(0, std::max(1e-9, 1e4 * theta[0] * theta[1]))};
      },
      28);
  double mass = 0, log_c = 0, mean = 0, square = 0, product = 0, corner = 0;
  for (double c = 0.2; c < 0.3; c += 1e-5) {
    const boost::math::poisson_distribution<> count(1e4 * c);
    const double w = -std::log(c) * (cdf(count, 2466) - cdf(count, 2415));
    mass += w;
    log_c += w * std::log(c);
    corner += w * std::log(c) * std::log(c);
    mean += w * (1 - c) / -std::log(c);
    square += w * 0.5 * (1 - c * c) / -std::log(c);
    product += w * c;
  }
  const double variance = square / mass - std::pow(mean / mass, 2);
  CHECK(mean / mass == Approx(0.5360).margin(2e-4));
  CHECK(std::sqrt(variance) == Approx(0.2148).margin(2e-4));
  check_moments(population, 0, mean / mass, variance);
  check_moments(population, 1, mean / mass, variance);
  const auto log_product = [](const Draw& d) { return std::log(d.theta[0] * d.theta[1]); };
  CHECK(log_c / mass == Approx(-1.41026).margin(1e-4));
  CHECK(std::fabs(z_of_mean(population, log_product, log_c / mass)) < surprise);
  const auto spread = [&](const Draw& d) { return std::pow(log_product(d) - log_c / mass, 2); };
  CHECK(std::fabs(z_of_mean(population, spread, corner / mass - std::pow(log_c / mass, 2))) <
        surprise);
  // Correlation -0.937, and the width of p shrinks by 0.447 only.
  const double covariance = product / mass - std::pow(mean / mass, 2);
  CHECK(covariance / variance == Approx(-0.937).margin(1e-3));
  CHECK(1 - variance * 12 == Approx(0.447).margin(1e-3));
  const auto together = [&](const Draw& d) {
    return (d.theta[0] - mean / mass) * (d.theta[1] - mean / mass);
  };
  CHECK(std::fabs(z_of_mean(population, together, covariance)) < surprise);
}

}  // namespace komuna::calibration
