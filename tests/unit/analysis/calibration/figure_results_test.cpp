#include "analysis/calibration/figure_results.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <tuple>

#include "tests/support/toy_calibration.hpp"

namespace komuna::calibration {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double grid(std::size_t i, std::size_t n) {
  return math::normal_quantile((static_cast<double>(i) + 0.5) / static_cast<double>(n));
}

// Prior draws at the quantiles of N(0, 1); the figure is the parameter.
Population normal_prior(std::size_t n) {
  Population population;
  for (std::size_t i = 0; i < n; ++i) {
    Draw draw;
    draw.key = i;
    draw.theta = draw.phi = draw.figures = {grid(i, n)};
    population.draws.push_back(draw);
  }
  return population;
}

Observation at(double value, double error, double discrepancy = 0) {
  return Observation::value("x", Family::normal, value, error, discrepancy);
}

FigureResult result_of(const Population& population, const Observation& o) {
  return figure_results(population, std::span(&o, 1), population.weights()).at(0);
}

}  // namespace

TEST_CASE("figure results: both z of a normal figure, its spread and its noise") {
  // Figures N(0, 1) in the posterior, observed 3, error 1, discrepancy 2.
  const FigureResult r = result_of(normal_prior(4000), at(3, 1, 2));
  CHECK(r.observed == 3);
  CHECK(r.mean == Approx(0).margin(1e-9));
  CHECK(r.sd == Approx(1).epsilon(1e-3));
  CHECK(r.z_error == Approx(-3 / std::sqrt(2.0)).epsilon(1e-3));
  CHECK(r.z_total == Approx(-3 / std::sqrt(6.0)).epsilon(1e-3));
  CHECK(r.discrepancy_ratio == Approx(4));
  CHECK(r.q05 == Approx(-1.644854).epsilon(1e-2));
  CHECK(r.q75 == Approx(0.674490).epsilon(1e-2));
  CHECK(r.prior_q95 == Approx(1.644854).epsilon(1e-2));
  CHECK(r.undefined == Approx(0).margin(1e-12));
}

TEST_CASE("figure results: what two worlds of the same parameters differ by is chance") {
  // Pairs at theta -+ 0.5: variance of chance (1)^2 / 2, sigma 0.5.
  Population population = normal_prior(60);
  for (std::size_t i = 0; i < 60; ++i)
    for (const double luck : {-0.5, 0.5})
      population.predictions.push_back({i, 1000 + i, {grid(i, 60) + luck}});
  const FigureResult r = result_of(population, at(0, 0.3, 0.4));
  CHECK(r.noise_ratio == Approx(std::sqrt(0.5) / 0.5));
  CHECK(r.sd == Approx(std::sqrt(0.25 + 1)).epsilon(0.05));  // of grid: a little less than 1
  // Held out: what the weighted worlds say.
  Observation held = at(0, 0.3, 0.4);
  held.role = Role::holdout;
  CHECK(result_of(population, held).sd == Approx(1).epsilon(0.05));
  population.predictions.resize(18);
  CHECK(std::isnan(result_of(population, at(0, 0.3, 0.4)).noise_ratio));
}

TEST_CASE("figure results: inside an interval z is 0, outside it counts from the nearer end") {
  Observation band = at(0, 1);
  band.lower = -0.5;
  band.upper = 0.5;
  CHECK(result_of(normal_prior(1000), band).z_total == 0);
  band.lower = 2;
  band.upper = infinity;
  CHECK(result_of(normal_prior(1000), band).z_total == Approx(-2 / std::sqrt(2.0)).epsilon(1e-2));
}

TEST_CASE("figure results: z is taken on the figure's scale, quantiles in its own unit") {
  Population population = normal_prior(2000);
  for (Draw& draw : population.draws) draw.figures[0] = std::exp(draw.figures[0]);
  const auto o = Observation::value("x", Family::lognormal, std::exp(2.0), 1);
  const FigureResult r = result_of(population, o);
  CHECK(r.z_error == Approx(-2 / std::sqrt(2.0)).epsilon(1e-3));
  CHECK(r.q50 == Approx(1).epsilon(1e-2));
  CHECK(r.sd == Approx(1).epsilon(1e-2));
  CHECK(r.mean == Approx(std::exp(0.5)).epsilon(2e-2));
}

TEST_CASE("figure results: worlds without the figure are told, and do not count") {
  Population population = normal_prior(1000);
  for (std::size_t i = 0; i < 1000; i += 4) population.draws[i].figures[0] = std::nan("");
  CHECK(result_of(population, at(0, 1)).undefined == Approx(0.25));
  for (Draw& draw : population.draws) draw.figures[0] = std::nan("");
  const FigureResult none = result_of(population, at(0, 1));
  CHECK(none.undefined == Approx(1));
  CHECK(std::isnan(none.z_total));
  CHECK(std::isnan(none.q50));
}

TEST_CASE("figure results: reach of a normal prior is the chi-square one") {
  // o^2 / (1 + sigma^2) against 10.8276: out of reach beyond 3.32 at sigma = 0.1. The cloud's outer
  // tenth is not used, yet its width is that of the whole: 10 in 100 hold that up to 1 in 50.
  const Population population = normal_prior(20000);
  for (const double o : {1.0, 3.0, 4.0}) {
    const Observation observed = at(o, 0.1);
    const PriorReach reach = prior_reach(population, std::span(&observed, 1));
    CHECK(reach.limit == Approx(10.8276).epsilon(1e-4));
    CHECK(reach.distance == Approx(o * o / 1.01).epsilon(0.02));
    CHECK(reach.farthest_z == Approx(o / std::sqrt(1.01)).epsilon(0.01));
  }
}

TEST_CASE("figure results: two figures each within reach may be out of it together") {
  // x = y in every world; (2, -2) is far from the line. And the farthest is named.
  Population population = normal_prior(2000);
  for (std::size_t i = 0; i < 2000; ++i)
    population.draws[i].figures.push_back(population.draws[i].figures[0] +
                                          0.1 * grid((i * 777) % 2000, 2000));
  std::vector<Observation> both = {at(2, 0.1), at(-2, 0.1)};
  both[1].name = "y";
  const PriorReach apart = prior_reach(population, both);
  CHECK(apart.farthest_z < 3);
  CHECK(apart.distance > 100);
  both[1].lower = both[1].upper = 9;
  CHECK(prior_reach(population, both).farthest == "y");
  // Wild draws of a wide prior do not hide it: a twentieth of them a hundred times as far.
  for (std::size_t i = 0; i < 2000; i += 20) population.draws[i].figures = {100, 100};
  CHECK(prior_reach(population, both).distance > prior_reach(population, both).limit);
}

TEST_CASE(
    "figure results: where all is readings, the nearest reading of the farthest figure counts") {
  // Each figure by itself as above: 25 / (1 + 4) for 5 with error 2, 9 / (1 + 8) for 3 with error
  // sqrt 8, 16 / (1 + 15) for 4 with error sqrt 15.
  std::vector<Observation> read;
  for (const auto& [figure, value, error] :
       {std::tuple{"f", 5.0, 2.0}, {"f", 3.0, std::sqrt(8.0)}, {"g", 5.0, 2.0}}) {
    read.push_back(at(value, error));
    read.back().role = Role::reading;
    read.back().figure = figure;
    read.back().name = figure + std::to_string(read.size());
  }
  Population population = normal_prior(4000);
  for (Draw& draw : population.draws) draw.figures.assign(3, draw.figures[0]);
  const PriorReach all = prior_reach(population, read);
  CHECK(all.farthest == "g3");
  CHECK(all.distance == Approx(5).epsilon(0.01));
  CHECK(all.limit == Approx(10.8276).epsilon(1e-4));  // chi-square of one figure, 0.999
  read.pop_back();
  const PriorReach one = prior_reach(population, read);
  CHECK(one.farthest == "f2");
  CHECK(one.distance == Approx(1).epsilon(0.01));
}

TEST_CASE("figure results: a figure no world has is out of reach, by name") {
  Population population = normal_prior(100);
  for (Draw& draw : population.draws) draw.figures = {draw.theta[0], std::nan("")};
  std::vector<Observation> both = {at(0, 1), at(0, 1)};
  both[1].name = "never";
  const PriorReach reach = prior_reach(population, both);
  CHECK(std::isinf(reach.distance));
  CHECK(reach.farthest == "never");
}

TEST_CASE("figure results: the nearest world is as near as to the model's own histories, or not") {
  // Two figures x = theta and y = theta, error 0.1: a history on the line is as near as any, one
  // five errors off it is not.
  Population population = normal_prior(3000);
  for (Draw& draw : population.draws) draw.figures.push_back(draw.figures[0]);
  std::vector<Observation> both = {at(0.5, 0.1), at(0.6, 0.1)};
  CHECK(best_distance_p(population, both, population.weights(), 3) > 0.05);
  both[1].lower = both[1].upper = 1.2;
  CHECK(best_distance_p(population, both, population.weights(), 3) < 0.01);
  // A bound that is kept, however widely, is no distance.
  both[1] = at(-500, 0.1);
  both[1].upper = infinity;
  CHECK(best_distance_p(population, both, population.weights(), 3) > 0.05);
  CHECK(best_distance_p(population, std::span(&both[1], 1), population.weights(), 3) == 1);
}

}  // namespace komuna::calibration
