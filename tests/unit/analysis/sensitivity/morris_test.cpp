#include "analysis/sensitivity/morris.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "tests/support/sensitivity_problems.hpp"

namespace komuna::sensitivity {
namespace {

using calibration::Chance;

const std::vector<std::size_t> three{0, 1, 2};

MorrisIndex of_ishigami(int levels, std::size_t trajectories, std::size_t parameter) {
  const MorrisDesign design = morris_design(three, trajectories, levels, Chance(4, 0));
  return morris_indices(design, tests::values_at(design.points, tests::ishigami)).at(parameter);
}

}  // namespace

TEST_CASE("morris: trajectories stay on the grid and change each parameter once by half") {
  const int levels = GENERATE(2, 4, 8);
  const MorrisDesign design = morris_design(three, 40, levels, Chance(1, 0));
  REQUIRE(design.points.rows() == 160);
  REQUIRE(design.steps.size() == 120);
  std::set<double> seen;
  for (const double u : design.points.values()) {
    CHECK(u >= 0);
    CHECK(u <= 1 + 1e-12);
    CHECK(u * (levels - 1) == Approx(std::round(u * (levels - 1))).margin(1e-9));
    seen.insert(std::round(u * (levels - 1)));
  }
  CHECK(seen.size() == static_cast<std::size_t>(levels));  // every level is used
  for (std::size_t t = 0; t < 40; ++t) {
    std::set<std::size_t> groups;
    for (std::size_t s = 0; s < 3; ++s) {
      const auto& step = design.steps[3 * t + s];
      groups.insert(step.group);
      for (std::size_t i = 0; i < 3; ++i)
        CHECK(design.points[step.after][i] - design.points[step.before][i] ==
              Approx(i == step.group ? step.change : 0).margin(1e-12));
      CHECK(std::fabs(step.change) == Approx(levels / (2.0 * (levels - 1))));
    }
    CHECK(groups.size() == 3);
  }
}

TEST_CASE("morris: a linear function has its coefficients, without spread") {
  const MorrisDesign design = morris_design(three, 20, 4, Chance(2, 0));
  const auto indices = morris_indices(
      design, tests::values_at(design.points, [](auto u) { return 5 + 3 * u[0] - 2 * u[1]; }));
  CHECK(indices[0].mu_star.value == Approx(3));
  CHECK(indices[0].mu.value == Approx(3));
  CHECK(indices[1].mu_star.value == Approx(2));
  CHECK(indices[1].mu.value == Approx(-2));
  CHECK(indices[1].sigma == Approx(0).margin(1e-7));
  CHECK(indices[2].mu_star.value == Approx(0).margin(1e-12));
  CHECK(indices[0].mu_star.n == 20);
}

TEST_CASE("morris: long steps on many levels miss what repeats itself within the range") {
  // A21. A step goes from level i to i + p/2: the mean of |f(i + p/2) - f(i)| / D over i = 0 .. p/2
  // - 1, f = 7 sin^2, is 7.875 at every i for p = 4; 3.230809 with sd 0.924685 at 8; 0.430932 with
  // sd 0.215719 at 64. 3,000 trajectories, seed 4, |z| < 4.89: false alarm 1e-6.
  const Estimate four = of_ishigami(4, 30, 1).mu_star;
  CHECK(four.value == Approx(7.875).epsilon(1e-9));
  const double root = std::sqrt(3000.0);
  CHECK(std::fabs(of_ishigami(8, 3000, 1).mu_star.value - 3.230809) < 4.89 * 0.924685 / root);
  CHECK(std::fabs(of_ishigami(64, 3000, 1).mu_star.value - 0.430932) < 4.89 * 0.215719 / root);
}

TEST_CASE("morris: mu can cancel where mu* does not, and the interval holds the mean") {
  // y = x0 (2 x1 - 1): the effect of x0 is 2 x1 - 1, on levels 0, 1/3, 2/3, 1 that is -1, -1/3,
  // 1/3, 1: mu 0, mu* 2/3, sd sqrt(5)/3.
  const MorrisDesign design = morris_design(three, 4000, 4, Chance(3, 0));
  const auto x0 = morris_indices(
      design, tests::values_at(design.points, [](auto u) { return u[0] * (2 * u[1] - 1); }))[0];
  // n = 4000, |z| < 4.89: 0.745 / 63 and 0.333 / 63.
  CHECK(std::fabs(x0.mu.value) < 4.89 * 0.745 / 63);
  CHECK(std::fabs(x0.mu_star.value - 2.0 / 3) < 4.89 * 0.3333 / 63);
  CHECK(x0.sigma == Approx(std::sqrt(5.0) / 3).epsilon(0.05));
  CHECK(x0.mu_star.high - x0.mu_star.value ==
        Approx(1.96 * 0.3333 / std::sqrt(4000.0)).epsilon(0.05));
}

TEST_CASE("morris: a group moves together and has only mu*") {
  const std::vector<std::size_t> groups{0, 0, 1};
  const MorrisDesign design = morris_design(groups, 200, 4, Chance(5, 0));
  REQUIRE(design.points.rows() == 600);
  const auto indices = morris_indices(
      design, tests::values_at(design.points, [](auto u) { return 3 * u[0] + 3 * u[1] + u[2]; }));
  REQUIRE(indices.size() == 2);
  CHECK(std::isnan(indices[0].mu.value));
  CHECK(std::isnan(indices[0].sigma));
  // Both ways alike: 6 or 0 by chance; n = 200, sd 3.
  CHECK(std::fabs(indices[0].mu_star.value - 3) < 4.89 * 3 / std::sqrt(200.0));
  CHECK(indices[1].mu.value == Approx(1));
}

TEST_CASE("morris: rows without output cost their steps only") {
  const MorrisDesign design = morris_design(three, 10, 4, Chance(6, 0));
  auto outputs = tests::values_at(design.points, [](auto u) { return u[0]; });
  outputs[0] = std::nan("");
  const auto indices = morris_indices(design, outputs);
  CHECK(indices[0].mu_star.n + indices[1].mu_star.n + indices[2].mu_star.n == 29);
  const auto nothing = morris_indices(design, std::vector<double>(40, std::nan("")));
  CHECK(std::isnan(nothing[0].mu_star.value));
  CHECK(nothing[0].mu_star.n == 0);
}

}  // namespace komuna::sensitivity
