#include "analysis/sensitivity/shapley.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/calibration/chance.hpp"
#include "engine/base/math.hpp"
#include "tests/support/sensitivity_problems.hpp"

namespace komuna::sensitivity {
namespace {

using calibration::Chance;
using calibration::Point;
using calibration::Purpose;
using calibration::Table;

Table random_points(std::size_t n, std::size_t k, std::uint64_t seed) {
  const Chance chance(seed, 0);
  Table points(k);
  Point point(k);
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t c = 0; c < k; ++c) point[c] = chance.uniform(Purpose::choice, 1, i, c);
    points.add(point);
  }
  return points;
}

double sum_of(const std::vector<Estimate>& effects) {
  double sum = 0;
  for (const Estimate& e : effects) sum += e.value;
  return sum;
}

}  // namespace

TEST_CASE("shapley: Ishigami's function") {
  // 0.435747, 0.442411, 0.121842. Neighbours among 8,192 rows are off a little in three dimensions:
  // over 12 other tables the means were 0.013, 0.016 and 0.004 too small, the sum 0.032; their sd
  // 0.011, 0.013, 0.013 and 0.002. That and 4.89 sd are allowed: false alarm 1e-6.
  const double allowed[] = {0.065, 0.080, 0.067};
  const Table points = random_points(8192, 3, 1);
  const auto found = shapley_effects(points, tests::values_at(points, tests::ishigami), 1500);
  const double exact[] = {0.435747, 0.442411, 0.121842};
  for (std::size_t i = 0; i < 3; ++i) {
    INFO("input " << i << ": " << found[i].low << " .. " << found[i].high);
    CHECK(std::fabs(found[i].value - exact[i]) < allowed[i]);
  }
  CHECK(std::fabs(sum_of(found) - 1) < 0.042);
}

TEST_CASE("shapley: correlated inputs share what either could tell") {
  // Normal, correlation r = 0.8, y = a + b: by symmetry a half each, though the first order of both
  // is (1 + r) / 2 = 0.9. And y = a alone: (1 + (1 - r^2)) / 2 = 0.68 to a, r^2 / 2 = 0.32 to b.
  // Over 16 other tables the means were off by at most 0.0013, the sd 0.003 of the first two and
  // 0.008 of the others; that and 4.89 sd are allowed: false alarm 1e-6.
  const Table u = random_points(4096, 2, 2);
  Table points(2);
  for (std::size_t i = 0; i < u.rows(); ++i) {
    const double a = math::normal_quantile(u[i][0]), e = math::normal_quantile(u[i][1]);
    points.add(Point{a, 0.8 * a + 0.6 * e});
  }
  const auto both =
      shapley_effects(points, tests::values_at(points, [](auto x) { return x[0] + x[1]; }), 1000);
  CHECK(both[0].value == Approx(0.5).margin(0.016));
  CHECK(both[1].value == Approx(0.5).margin(0.016));
  const auto one =
      shapley_effects(points, tests::values_at(points, [](auto x) { return x[0]; }), 1000);
  CHECK(one[0].value == Approx(0.68).margin(0.04));
  CHECK(one[1].value == Approx(0.32).margin(0.04));
}

TEST_CASE("shapley: chance is nobody's") {
  // y = x0 + noise of the same variance: the effects sum to a half; x1 has none. Sixteen tables of
  // 2,048 rows: means within 4.89 of their standard errors, and most intervals hold the truth.
  double sum[2] = {0, 0}, squares[2] = {0, 0};
  int held = 0;
  const int tables = 16;
  for (std::uint64_t seed = 1; seed <= tables; ++seed) {
    const Chance chance(seed, 0);
    const Table points = random_points(2048, 2, seed);
    std::vector<double> y;
    for (std::uint32_t i = 0; i < 2048; ++i)
      y.push_back(points[i][0] + std::sqrt(1.0 / 12) * chance.normal(Purpose::direction, 1, i));
    const auto found = shapley_effects(points, y);
    for (std::size_t i = 0; i < 2; ++i) {
      sum[i] += found[i].value;
      squares[i] += found[i].value * found[i].value;
    }
    held += found[0].low < 0.5 && 0.5 < found[0].high;
  }
  const double exact[2] = {0.5, 0};
  for (std::size_t i = 0; i < 2; ++i) {
    const double mean = sum[i] / tables;
    const double error = std::sqrt((squares[i] / tables - mean * mean) / (tables - 1));
    CHECK(std::fabs(mean - exact[i]) < 4.89 * error);
    CHECK(error < 0.04);
  }
  CHECK(held >= 9);  // of 16; at 95 in 100 fewer have a probability below 1e-6
}

TEST_CASE("shapley: what cannot be told is not") {
  Table points(2);
  for (int i = 0; i < 30; ++i) points.add(Point{static_cast<double>(i), 1});
  CHECK(std::isnan(shapley_effects(points, std::vector<double>(30, 4))[0].value));
  CHECK(std::isnan(shapley_effects(points, std::vector<double>(30, std::nan("")))[0].value));
  Table many(15);
  many.add(Point(15, 1.0));
  CHECK(std::isnan(shapley_effects(many, std::vector<double>{1})[14].value));
}

}  // namespace komuna::sensitivity
