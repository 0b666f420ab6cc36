// Statistical parts: seeds fixed, false-alarm probability 1e-6 an assertion (|z| < 4.89).

#include "analysis/calibration/abc_pmc.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "tests/support/toy_calibration.hpp"

namespace komuna::calibration {
namespace {

using tests::Luck;
using tests::surprise;

constexpr double pi = 3.14159265358979323846;

Point normal_simulator(std::span<const double> theta, std::uint64_t key) {
  return {theta[0] + 0.5 * Luck(key).normal(0)};
}

Priors one_prior() { return Priors({Prior::normal("theta", 0, 1)}); }

std::vector<Observation> observed(double error) {
  return {Observation::value("x", Family::normal, 1.2, error)};
}

AbcResult run(const AbcOptions& options, const std::vector<Observation>& observations,
              const Simulate& simulate = normal_simulator, int threads = 2) {
  ThreadEvaluator evaluator(simulate, observations.size(), threads);
  return abc_pmc(one_prior(), observations, options, evaluator);
}

// z of the weighted mean of theta and of its square around `mean`.
void check(const AbcResult& result, double mean, double variance) {
  const auto z = [&](const auto& f, double exact) {
    double average = 0, squares = 0;
    for (const AbcParticle& p : result.particles) average += p.weight * f(p.theta[0]);
    for (const AbcParticle& p : result.particles)
      squares += std::pow(p.weight * (f(p.theta[0]) - average), 2);
    return (average - exact) / std::sqrt(squares);
  };
  CHECK(std::fabs(z([](double x) { return x; }, mean)) < surprise);
  CHECK(std::fabs(z([&](double x) { return (x - mean) * (x - mean); }, variance)) < surprise);
}

double density(double x) { return std::exp(-0.5 * x * x) / std::sqrt(2 * pi); }
double cumulative(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

}  // namespace

TEST_CASE("abc: at a finite tolerance the posterior is the known truncated one") {
  // A1: x within eps of 1.2. B = 0.8, s^2 = 1.25; mean = B m1, variance = 0.2 + B^2 v1 with the
  // moments m1, v1 of the marginal N(0, s^2) cut to the window.
  AbcOptions options;
  options.acceptance = Acceptance::distance;
  options.population = 4000;
  options.first_round = 2;
  options.least_distance = 0.7;
  const AbcResult result = run(options, observed(1));
  CHECK(result.stopped_by == "epsilon");
  // The scale is the simulations' own median deviation: known from any particle.
  const auto far = std::max_element(
      result.particles.begin(), result.particles.end(),
      [](const AbcParticle& a, const AbcParticle& b) { return a.distance < b.distance; });
  const double scale = std::fabs(far->figures[0] - 1.2) / far->distance;
  const double eps = result.generations.back().epsilon * scale;
  for (const AbcParticle& p : result.particles) {
    CHECK(std::fabs(p.figures[0] - 1.2) <= eps * (1 + 1e-12));
    CHECK(p.distance == Approx(std::fabs(p.figures[0] - 1.2) / scale));
  }
  const double s = std::sqrt(1.25), a = (1.2 - eps) / s, b = (1.2 + eps) / s;
  const double mass = cumulative(b) - cumulative(a);
  const double m1 = s * (density(a) - density(b)) / mass;
  const double v1 = 1.25 * (1 + (a * density(a) - b * density(b)) / mass - m1 * m1 / 1.25);
  check(result, 0.8 * m1, 0.2 + 0.64 * v1);
}

TEST_CASE("abc: as many worlds lie within a tolerance as the marginal law says") {
  // A1: P(|x - 1.2| <= eps) = Z = Phi(b) - Phi(a), 0.160934 at eps = 0.4. The first generation
  // keeps 4,000 of 24,000 worlds from the prior, so that Z at its eps is 1/6: n = 24,000, seed 1,
  // |z| < 4.89 with sd sqrt(Z (1 - Z) / n) (points of the prior are Sobol's, which makes it less).
  const auto within = [](double eps) {
    const double s = std::sqrt(1.25);
    return cumulative((1.2 + eps) / s) - cumulative((1.2 - eps) / s);
  };
  CHECK(within(0.4) == Approx(0.160934).epsilon(1e-5));
  AbcOptions options;
  options.acceptance = Acceptance::distance;
  options.population = 4000;
  options.first_round = 6;
  options.most_generations = 1;
  const AbcResult result = run(options, observed(1));
  REQUIRE(result.runs == 24000);
  REQUIRE(result.particles.size() == 4000);
  double eps = 0;
  for (const AbcParticle& p : result.particles) eps = std::max(eps, std::fabs(p.figures[0] - 1.2));
  CHECK(std::fabs(within(eps) - 1.0 / 6) < surprise * std::sqrt(5.0 / 36 / 24000));
}

TEST_CASE("abc: with the error model heat ends at exactly 1 and the result is exact") {
  AbcOptions options;
  options.population = 4000;
  options.first_round = 2;
  const AbcResult result = run(options, observed(0.3));
  CHECK(result.stopped_by == "temperature 1");
  CHECK(result.generations.back().temperature == 1.0);
  CHECK(result.inflation == 1.0);
  CHECK(result.particles.size() == 4000);
  for (std::size_t g = 1; g < result.generations.size(); ++g)
    CHECK(result.generations[g].temperature < result.generations[g - 1].temperature);
  check(result, 0.895522, 0.253731);
}

TEST_CASE("abc: a bound as figure is accepted with its probability") {
  // x >= 1 with an error of 0.3: P(x + e >= 1 | theta) = Phi((theta - 1) / sqrt(0.34)), so theta is
  // a normal cut from below through a normal filter: with k = 1 / sqrt(1.34), alpha = k phi(k) ...
  //   mean = phi(k) / (sqrt(1.34) Phi(-k)),  E theta^2 = 1 + k phi(k) / (1.34 Phi(-k)).
  Observation bound = observed(0.3)[0];
  bound.lower = 1;
  bound.upper = std::numeric_limits<double>::infinity();
  AbcOptions options;
  options.population = 4000;
  options.first_round = 2;
  const AbcResult result = run(options, {bound});
  REQUIRE(result.inflation == 1.0);
  const double k = 1 / std::sqrt(1.34);
  const double mean = density(k) / (std::sqrt(1.34) * cumulative(-k));
  check(result, mean, 1 + k * density(k) / (1.34 * cumulative(-k)) - mean * mean);
}

TEST_CASE("abc: acceptance at the truth falls with the simulator's share of the error") {
  // A3: eight figures, simulator's sd r times the error, whatever the parameter: at temperature 1 a
  // world is accepted with probability p = (1 + r^2)^(-k/2). The 4,000th acceptance is by the
  // n-th proposal, n of mean 4,000 / p and sd sqrt(4,000 (1 - p)) / p: |z| < 4.89, seed 1.
  for (const double r : {0.5, 1.0}) {
    INFO("r " << r);
    const std::vector<Observation> eight(8, Observation::value("x", Family::normal, 5, 0.2));
    AbcOptions options;
    options.population = 4000;
    options.first_round = 2;
    const AbcResult result = run(options, eight, [r](std::span<const double>, std::uint64_t key) {
      Point figures;
      for (std::uint32_t k = 0; k < 8; ++k) figures.push_back(5 + r * 0.2 * Luck(key).normal(k));
      return figures;
    });
    REQUIRE(result.generations.back().temperature == 1.0);
    const double p = std::pow(1 + r * r, -4);
    const double made = static_cast<double>(result.generations.back().runs);
    CHECK(std::fabs(made - 4000 / p) < surprise * std::sqrt(4000 * (1 - p)) / p);
  }
}

TEST_CASE("abc: weights travel with their particles, whatever the order") {
  // A18: the weights of a generation recomputed from the one before, its particles in reverse:
  // prior(phi) / sum_j w_j N(phi; phi_j, 2 cov).
  AbcOptions options;
  options.population = 300;
  for (const Acceptance acceptance : {Acceptance::error_model, Acceptance::distance}) {
    options.acceptance = acceptance;
    options.most_generations = 3;
    AbcResult parents = run(options, observed(0.1));
    options.most_generations = 4;
    const AbcResult children = run(options, observed(0.1));
    REQUIRE(children.generations.size() == 4);
    std::reverse(parents.particles.begin(), parents.particles.end());
    double mean = 0, variance = 0;
    for (const AbcParticle& p : parents.particles) mean += p.weight * p.phi[0];
    for (const AbcParticle& p : parents.particles)
      variance += 2 * p.weight * (p.phi[0] - mean) * (p.phi[0] - mean);
    std::vector<double> weights;
    double total = 0;
    for (const AbcParticle& c : children.particles) {
      double proposal = 0;
      for (const AbcParticle& p : parents.particles)
        proposal += p.weight * density((c.phi[0] - p.phi[0]) / std::sqrt(variance));
      weights.push_back(density(c.phi[0]) / proposal);
      total += weights.back();
    }
    for (std::size_t i = 0; i < weights.size(); ++i)
      CHECK(children.particles[i].weight == Approx(weights[i] / total).epsilon(1e-6));
    CHECK(*std::max_element(weights.begin(), weights.end()) >
          1.2 * *std::min_element(weights.begin(), weights.end()));
  }
}

TEST_CASE("abc: a figure without variance is not looked at, however far it is") {
  AbcOptions options;
  options.acceptance = Acceptance::distance;
  options.population = 400;
  options.most_generations = 4;
  std::vector<Observation> two = observed(1);
  const AbcResult one = run(options, two);
  two.push_back(Observation::value("constant", Family::normal, 1e6, 1));
  const AbcResult both = run(options, two, [](std::span<const double> theta, std::uint64_t key) {
    return Point{normal_simulator(theta, key)[0], 7.0};
  });
  REQUIRE(one.particles.size() == both.particles.size());
  for (std::size_t i = 0; i < one.particles.size(); ++i) {
    CHECK(one.particles[i].theta == both.particles[i].theta);
    CHECK(one.particles[i].distance == both.particles[i].distance);
  }
}

TEST_CASE("abc: regions are nested and eps falls") {
  AbcOptions options;
  options.acceptance = Acceptance::distance;
  options.population = 300;
  std::vector<double> reach;
  for (int most = 1; most <= 5; ++most) {
    options.most_generations = most;
    double far = 0;
    for (const AbcParticle& p : run(options, observed(1)).particles)
      far = std::max(far, std::fabs(p.figures[0] - 1.2));
    if (!reach.empty()) CHECK(far <= reach.back());
    reach.push_back(far);
  }
  CHECK(reach.back() < 0.2 * reach.front());
}

TEST_CASE("abc: the same for any number of threads, and slow worlds are not passed over") {
  AbcOptions options;
  options.population = 500;
  const AbcResult one = run(options, observed(0.3), normal_simulator, 1);
  const AbcResult three = run(options, observed(0.3), normal_simulator, 3);
  REQUIRE(one.particles.size() == three.particles.size());
  for (std::size_t i = 0; i < one.particles.size(); ++i) {
    CHECK(one.particles[i].key == three.particles[i].key);
    CHECK(one.particles[i].weight == three.particles[i].weight);
  }
  for (std::size_t i = 1; i < one.particles.size(); ++i)
    CHECK(one.particles[i].key > one.particles[i - 1].key);  // by number of the proposal
  // The block is how many are tried at a time: the population does not depend on it, but for what
  // the next kernel has seen, which is the population alone.
  options.block = 33;
  const AbcResult other = run(options, observed(0.3));
  CHECK(other.generations.size() == one.generations.size());
}

TEST_CASE("abc: budgets and too little acceptance end the work with the last whole generation") {
  AbcOptions options;
  options.population = 500;
  options.most_runs = 4999;
  const AbcResult nothing = run(options, observed(0.1));
  CHECK(nothing.stopped_by == "budget");
  CHECK(nothing.particles.empty());
  options.most_runs = 9000;
  const AbcResult some = run(options, observed(0.01));
  CHECK(some.stopped_by == "budget");
  CHECK(some.runs <= 9000);
  CHECK(some.inflation > 1);
  CHECK(some.inflation == Approx(std::sqrt(some.generations.back().temperature)));
  CHECK_FALSE(some.particles.empty());
  options.most_runs = 0;
  options.least_acceptance = 0.3;
  CHECK(run(options, observed(0.01)).stopped_by == "acceptance");
  options.least_acceptance = 0.005;
  options.most_generations = 2;
  CHECK(run(options, observed(0.001)).stopped_by == "generations");
}

TEST_CASE("abc: failing worlds are counted; a figure never produced leaves nothing") {
  AbcOptions options;
  options.population = 200;
  const AbcResult failing =
      run(options, observed(0.3), [](std::span<const double> theta, std::uint64_t key) {
        if (theta[0] < 0) throw std::runtime_error("below");
        return normal_simulator(theta, key);
      });
  CHECK(failing.failures.count > 0);
  CHECK(failing.failures.first.size() == 4);
  for (const AbcParticle& p : failing.particles) CHECK(p.theta[0] >= 0);
  const auto never = [](std::span<const double>, std::uint64_t) { return Point{std::nan("")}; };
  CHECK(run(options, observed(0.3), never).stopped_by == "nothing accepted");
  options.acceptance = Acceptance::distance;
  CHECK(run(options, observed(0.3), never).stopped_by == "nothing accepted");
}

TEST_CASE("abc: options out of range are refused") {
  AbcOptions options;
  options.population = 9;
  CHECK_THROWS_AS(run(options, observed(1)), std::invalid_argument);
  options = {};
  options.survival = 1;
  CHECK_THROWS_AS(run(options, observed(1)), std::invalid_argument);
  options = {};
  options.block = 0;
  CHECK_THROWS_AS(run(options, observed(1)), std::invalid_argument);
  options = {};
  options.first_round = 0;
  CHECK_THROWS_AS(run(options, observed(1)), std::invalid_argument);
  options = {};
  CHECK_THROWS_AS(run(options, observed(0)), ObservationError);
  options.acceptance = Acceptance::distance;
  Observation band = observed(1)[0];
  band.upper = 3;
  CHECK_THROWS_AS(run(options, {band}), std::invalid_argument);
}

TEST_CASE("abc: a figure with one reading is a fitted figure") {
  // Its density reaches 20: without the best of it no world would be rejected.
  AbcOptions options;
  options.population = 200;
  options.most_runs = 20000;
  std::vector<Observation> fitted = observed(0.02);
  std::vector<Observation> read = fitted;
  read[0].role = Role::reading;
  read[0].figure = read[0].name;
  const AbcResult a = run(options, fitted), b = run(options, read);
  REQUIRE(a.particles.size() == b.particles.size());
  CHECK(a.inflation == b.inflation);
  for (std::size_t i = 0; i < a.particles.size(); ++i) {
    CHECK(a.particles[i].theta == b.particles[i].theta);
    CHECK(a.particles[i].weight == b.particles[i].weight);
  }
}

}  // namespace komuna::calibration
