// Readings of an ambiguous figure against exact answers. Seeds are fixed; the assertion on sampled
// draws has a false-alarm probability of about 1e-6 (|z| < 4.89).

#include "analysis/calibration/readings.hpp"

#include <catch2/catch.hpp>

#include "tests/support/toy_calibration.hpp"

namespace komuna::calibration {
namespace {

using tests::Luck;

Observation reading(std::string name, double observed, double error, double probability) {
  Observation o =
      Observation::value(std::move(name), Family::normal, observed, error, 0, Role::reading);
  o.figure = "figure";
  o.probability = probability;
  return o;
}

double normal_density(double x, double variance) {
  return std::exp(-0.5 * x * x / variance) / std::sqrt(2 * 3.14159265358979323846 * variance);
}

}  // namespace

TEST_CASE("readings: two weighted draws by hand") {
  const std::vector<Observation> observations{reading("a", 10, 1, 0.25), reading("b", 10, 1, 0.75)};
  Population population;
  for (const auto& [a, b] : {std::pair{10.0, 12.0}, {11.0, 10.0}}) {
    Draw draw;
    draw.figures = {a, b};
    draw.log_likelihood = log_likelihood(observations, draw.figures);
    draw.log_weight = draw.log_likelihood;  // prior and proposal are the same
    population.draws.push_back(draw);
  }
  // Densities of the standard normal at 0, 1 and 2: n0, n1, n2. Draw 1: a n0, b n2; draw 2: a n1,
  // b n0.
  const double n0 = normal_density(0, 1), n1 = normal_density(1, 1), n2 = normal_density(2, 1);
  const double w1 = 0.25 * n0 + 0.75 * n2, w2 = 0.25 * n1 + 0.75 * n0;
  const double a = 0.25 * (n0 + n1) / (w1 + w2);
  const std::vector<FigureReadings> found = readings_of(population, observations);
  REQUIRE(found.size() == 1);
  REQUIRE(found[0].readings.size() == 2);
  CHECK(found[0].figure == "figure");
  CHECK(found[0].readings[0].posterior == Approx(a).epsilon(1e-12));
  CHECK(found[0].readings[1].posterior == Approx(1 - a).epsilon(1e-12));
  CHECK(found[0].readings[0].support / found[0].readings[1].support ==
        Approx((n0 + n1) / (n2 + n0)).epsilon(1e-12));
  CHECK(found[0].readings[0].equal == Approx((n0 + n1) / (n0 + n1 + n2 + n0)).epsilon(1e-12));
  // Half the error: densities at 0, 2 and 4 standard deviations; the factor 2 of all cancels.
  const double n4 = normal_density(4, 1);
  CHECK(found[0].readings[0].half_error ==
        Approx(0.25 * (n0 + n2) / (0.25 * (n0 + n2) + 0.75 * (n4 + n0))).epsilon(1e-12));
}

TEST_CASE("readings: the calibrator finds the posterior of readings that is known") {
  // theta ~ N(0, 1). Read one way the figure is theta + 0.5 e, the other way 2 + theta + 0.5 e';
  // a second figure, theta + 0.5 e'', was seen at 0.4 with error 0.5.
  const std::vector<Observation> observations{
      reading("near", 1.5, 0.3, 0.4), reading("far", 1.5, 0.3, 0.6),
      Observation::value("other", Family::normal, 0.4, 0.5)};
  ImportanceOptions options;
  options.seed = 31;
  options.table = 4096;
  options.ensemble = 200;
  options.rounds = 3;
  options.draws_per_round = 6000;
  ThreadEvaluator evaluator(
      [](std::span<const double> theta, std::uint64_t key) {
        const Luck luck(key);
        return Point{theta[0] + 0.5 * luck.normal(0), 2 + theta[0] + 0.5 * luck.normal(1),
                     theta[0] + 0.5 * luck.normal(2)};
      },
      observations.size(), 2);
  const Population population =
      ImportanceSampler(Priors({Prior::normal("theta", 0, 1)}), observations, options)
          .run(evaluator);
  // Given the other figure theta ~ N(0.8/3, 1/3): precision 1 + 1/0.5, mean 0.4 * 2 / 3. Each
  // reading adds 0.5^2 of chance and its error.
  const double mean = 0.8 / 3, chance = 1.0 / 3 + 0.25;
  const auto posterior = [&](double p_near, double p_far, double error) {
    const double near = p_near * normal_density(1.5 - mean, chance + error * error);
    const double far = p_far * normal_density(1.5 - 2 - mean, chance + error * error);
    return near / (near + far);
  };
  const FigureReadings found = readings_of(population, observations).at(0);
  const ReadingResult& near = found.readings.at(0);
  CHECK(near.standard_error < 0.01);
  CHECK(std::fabs(near.posterior - posterior(0.4, 0.6, 0.3)) <
        tests::surprise * near.standard_error);
  // Other priors and errors use the same draws: their errors are of the same size.
  const double room = 2 * tests::surprise * near.standard_error;
  CHECK(std::fabs(near.equal - posterior(0.5, 0.5, 0.3)) < room);
  CHECK(std::fabs(near.half_error - posterior(0.4, 0.6, 0.15)) < room);
  CHECK(std::fabs(near.double_error - posterior(0.4, 0.6, 0.6)) < room);
  CHECK(found.effective_double > found.effective_half);
}

TEST_CASE("readings: probabilities must be some, and sum to 1") {
  std::vector<Observation> observations{reading("a", 10, 1, 0.25), reading("b", 10, 1, 0.7)};
  CHECK_THROWS_WITH(check(observations), "figure: the probabilities of its readings must sum to 1");
  observations[1].probability = 0;
  CHECK_THROWS_WITH(check(observations),
                    "b: the probability of a reading must be above 0 and at most 1");
  observations[1].probability = 0.75;
  CHECK_NOTHROW(check(observations));
  observations[0].figure.clear();
  CHECK_THROWS_WITH(check(observations), "a: is a reading and names no figure that is read");
}

TEST_CASE("readings: the family of a reading is no evidence for it") {
  // The same persons read as 80 times or divided by exp(0.3) and as 80 plus or minus 24. Over
  // s = 80 exp(0.3 z), z standard normal, the first has the support N(0; 0, 2 * 0.3^2) / 80 =
  // 0.011753950, the second the integral of N(80; s, 24^2), 0.011766700 by the trapezoidal rule
  // with 1,801 points: nearly equal, not 80 to 1.
  std::vector<Observation> observations;
  for (const Family family : {Family::lognormal, Family::normal}) {
    Observation o = Observation::value(family == Family::normal ? "n" : "l", family, 80,
                                       family == Family::normal ? 24 : 0.3, 0, Role::reading);
    o.figure = "people";
    o.probability = 0.5;
    observations.push_back(o);
  }
  Population population;
  for (int i = -800; i <= 800; ++i) {
    const double z = i / 100.0;
    Draw draw;
    draw.figures.assign(2, 80 * std::exp(0.3 * z));
    draw.log_likelihood = log_likelihood(observations, draw.figures);
    draw.log_weight = draw.log_likelihood - 0.5 * z * z;
    population.draws.push_back(draw);
  }
  const FigureReadings found = readings_of(population, observations).at(0);
  CHECK(found.readings[0].support / found.readings[1].support ==
        Approx(0.011753950 / 0.011766700).epsilon(1e-6));
  CHECK(found.readings[0].posterior == Approx(0.49973).margin(1e-5));
}

}  // namespace komuna::calibration
