// Statistical parts: seeds fixed, false-alarm probability 1e-6 an assertion (|z| < 4.89).

#include "analysis/calibration/regression_adjustment.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/calibration/chance.hpp"
#include "analysis/calibration/weights.hpp"

namespace komuna::calibration {
namespace {

constexpr double observed = 1.2;

struct Accepted {
  Table phi{1}, figures{1};
  std::vector<double> distances;
  std::vector<double> equal() const { return std::vector<double>(distances.size(), 1.0); }
};

// theta ~ N(0, 1), x ~ N(theta, 0.5^2), accepted where |x - 1.2| <= eps, until there are n.
Accepted accepted(double eps, std::size_t n, std::uint64_t seed) {
  const Chance chance(seed, 0);
  Accepted a;
  for (std::uint32_t i = 0; a.distances.size() < n; ++i) {
    const double theta = chance.normal(Purpose::from_prior, 0, i);
    const double x = theta + 0.5 * chance.normal(Purpose::choice, 0, i);
    if (std::fabs(x - observed) > eps) continue;
    a.phi.add(Point{theta});
    a.figures.add(Point{x});
    a.distances.push_back(std::fabs(x - observed));
  }
  return a;
}

}  // namespace

TEST_CASE("regression adjustment: exact at any tolerance where all is linear and normal") {
  // n = 20,000. Given x, theta ~ N(0.8 x, 0.2): adjusted draws are N(0.96, 0.20), slope 0.8.
  for (const double eps : {0.2, 0.8, 3.0}) {
    const Accepted a = accepted(eps, 20000, 5);
    const Adjusted adjusted = regression_adjustment(a.phi, a.figures, std::vector<double>{observed},
                                                    a.distances, a.equal());
    INFO("eps " << eps);
    REQUIRE(adjusted.done);
    CHECK(adjusted.left_out.empty());
    const double worth = effective_size(adjusted.weights);
    const double mean = weighted_mean(adjusted.phi.values(), adjusted.weights);
    const double variance = weighted_variance(adjusted.phi.values(), adjusted.weights);
    CHECK(std::fabs(mean - 0.96) < 4.89 * std::sqrt(0.2 / worth));
    CHECK(std::fabs(variance - 0.20) < 4.89 * 0.2 * std::sqrt(2 / worth));
    // phi - phi* = slope (x - o) in every draw; the slope's error is sqrt(0.2 / (n var x)).
    const double shift = a.phi[0][0] - adjusted.phi[0][0];
    const double slope = shift / (a.figures[0][0] - observed);
    const double spread = weighted_variance(a.figures.values(), adjusted.weights);
    CHECK(std::fabs(slope - 0.8) < 4.89 * std::sqrt(0.2 / (worth * spread)));
    for (std::size_t i = 1; i < 50; ++i)
      CHECK(a.phi[i][0] - adjusted.phi[i][0] ==
            Approx(slope * (a.figures[i][0] - observed)).margin(1e-9));
  }
}

TEST_CASE("regression adjustment: nearer draws count more, 1 - (d / d_max)^2") {
  Accepted a = accepted(1, 100, 6);
  a.distances.assign(100, 0.5);
  a.distances[3] = 1;
  a.distances[4] = 0;
  const Adjusted adjusted = regression_adjustment(a.phi, a.figures, std::vector<double>{observed},
                                                  a.distances, a.equal());
  CHECK(adjusted.weights[3] == 0);
  CHECK(adjusted.weights[4] / adjusted.weights[0] == Approx(1 / 0.75));
}

TEST_CASE("regression adjustment: a spread that depends on the figure is brought to the observed") {
  // phi = 2 s + exp(0.7 s) e with s uniform on (0, 2), observed at s = 0: N(0, 1) there. n =
  // 80,000, seed 7, |z| < 4.89, false alarm 1e-6.
  constexpr std::uint32_t n = 80000;
  const Chance chance(7, 0);
  Table phi(1), figures(1);
  for (std::uint32_t i = 0; i < n; ++i) {
    const double s = 2 * chance.uniform(Purpose::choice, 0, i);
    phi.add(Point{2 * s + std::exp(0.7 * s) * chance.normal(Purpose::direction, 0, i)});
    figures.add(Point{s});
  }
  const std::vector<double> distances(n, 0.0), equal(n, 1.0);
  const auto run = [&](bool heteroscedastic) {
    const Adjusted a = regression_adjustment(phi, figures, std::vector<double>{0}, distances, equal,
                                             heteroscedastic);
    return weighted_variance(a.phi.values(), a.weights);
  };
  // Without it the mean of exp(1.4 s), (e^2.8 - 1) / 2.8 = 5.5159; the squares have the variance
  // 3 (e^5.6 - 1) / 5.6 - 5.5159^2 = 114.
  CHECK(std::fabs(run(false) - 5.5159) < 4.89 * std::sqrt(114.0 / n));
  // With it exactly 1. The slope of log e^2 (variance pi^2 / 2) over s (variance 1/3) is off by
  // sqrt(4.93 x 3 / n), which moves the variance by as much times the mean of s, 1; its own error
  // is sqrt(2 / n).
  CHECK(std::fabs(run(true) - 1) < 4.89 * std::sqrt((4.93 * 3 + 2) / n));
}

TEST_CASE("regression adjustment: figures without variance are left out, too few draws untouched") {
  const Accepted a = accepted(1, 200, 8);
  Table with_constant(2);
  for (std::size_t i = 0; i < 200; ++i) with_constant.add(Point{7, a.figures[i][0]});
  const Adjusted both = regression_adjustment(
      a.phi, with_constant, std::vector<double>{9, observed}, a.distances, a.equal());
  const Adjusted one = regression_adjustment(a.phi, a.figures, std::vector<double>{observed},
                                             a.distances, a.equal());
  REQUIRE(both.left_out == std::vector<std::size_t>{0});
  for (std::size_t i = 0; i < 200; ++i) CHECK(both.phi[i][0] == Approx(one.phi[i][0]));
  // Two coefficients need ten draws of weight; nine accepted ones, the farthest without weight.
  const Accepted few = accepted(1, 10, 9);
  const Adjusted none = regression_adjustment(few.phi, few.figures, std::vector<double>{observed},
                                              few.distances, few.equal());
  CHECK_FALSE(none.done);
  CHECK(none.phi.values() == few.phi.values());
  CHECK_FALSE(regression_adjustment(Table(1), Table(1), std::vector<double>{1}, {}, {}).done);
}

}  // namespace komuna::calibration
