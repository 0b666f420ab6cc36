#include "analysis/sensitivity/given_data.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/calibration/sobol.hpp"
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

}  // namespace

TEST_CASE("given data: first order of Ishigami's function from a plain sample") {
  // 8,000 rows in 40 bins, seed 1. A bin hides what varies within it, width^2 / 12 x E f'^2 of the
  // variance: 0.0006, 0.0036 and 0. The estimate's sd over 20 other tables was 0.0074, 0.0084 and
  // 0.0013; 4.89 of these and the bin's part are allowed, false alarm 1e-6.
  const double allowed[] = {0.0368, 0.0447, 0.0064};
  const Table points = random_points(8000, 3, 1);
  const auto y = tests::values_at(points, tests::ishigami);
  const double exact[] = {0.313905, 0.442411, 0};
  for (std::size_t i = 0; i < 3; ++i) {
    const Estimate e = first_order(column_of(points, i), y, Chance(1, 0));
    INFO("input " << i << ": " << e.low << " .. " << e.high);
    CHECK(std::fabs(e.value - exact[i]) < allowed[i]);
    CHECK(e.n == 8000);
    CHECK(e.low < e.value);
  }
}

TEST_CASE("given data: an input without effect is 0 on average") {
  // 200 tables of 500 rows; the estimate's sd is about sqrt(2 / 15) / sqrt(500) x 4 = 0.011 ..; the
  // mean over 200 within 4.89 of its standard error.
  double sum = 0, squares = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const Table points = random_points(500, 2, seed);
    const double x = first_order(column_of(points, 0), column_of(points, 1), Chance(1, 0)).value;
    sum += x;
    squares += x * x;
  }
  const double mean = sum / 200, error = std::sqrt((squares / 200 - mean * mean) / 200);
  CHECK(std::fabs(mean) < 4.89 * error);
  CHECK(error < 0.005);
}

TEST_CASE("given data: the order of the rows means nothing, gaps are left out") {
  const Table points = random_points(400, 1, 3);
  std::vector<double> x = column_of(points, 0), y;
  for (const double u : x) y.push_back(u * u);
  const double before = first_order(x, y, Chance(1, 0)).value;
  std::vector<double> back_x(x.rbegin(), x.rend()), back_y(y.rbegin(), y.rend());
  CHECK(first_order(back_x, back_y, Chance(1, 0)).value == Approx(before).margin(1e-12));
  x.push_back(0.5);
  y.push_back(std::nan(""));
  CHECK(first_order(x, y, Chance(1, 0)).value == Approx(before).margin(1e-12));
  CHECK(first_order(x, y, Chance(1, 0)).n == 400);
  CHECK(std::isnan(first_order(x, std::vector<double>(401, 2), Chance(1, 0)).value));
}

TEST_CASE("given data: partial rank correlation of rising and falling inputs") {
  // Three normal scores; y = a - 2 b exactly: given the other, each is known: +1 and -1; c is not.
  const Table points = random_points(2000, 3, 4);
  const auto y = tests::values_at(points, [](auto u) { return u[0] - 2 * u[1]; });
  const auto found = partial_rank_correlations(points, y);
  CHECK(found[0].value > 0.95);
  CHECK(found[1].value < -0.98);
  CHECK(std::fabs(found[2].value) < 4.89 / std::sqrt(2000.0));
  CHECK(found[2].low < 0);
  CHECK(found[2].high > 0);
  // Any rising map of the output leaves ranks as they are.
  std::vector<double> bent;
  for (const double v : y) bent.push_back(std::exp(5 * v));
  CHECK(partial_rank_correlations(points, bent)[0].value == Approx(found[0].value));
}

TEST_CASE("given data: with one input it is Spearman's correlation") {
  // Ranks 1 2 3 4 5 6 and 2 1 4 3 6 5: 1 - 6 x 6 / (6 x 35) = 0.828571.
  Table points(1);
  for (int i = 1; i <= 6; ++i) points.add(Point{static_cast<double>(i)});
  const std::vector<double> y = {20, 10, 40, 30, 60, 50};
  CHECK(partial_rank_correlations(points, y)[0].value == Approx(0.828571).epsilon(1e-5));
}

TEST_CASE("given data: a constant input has no correlation, and does not spoil the others") {
  Table points(2);
  std::vector<double> y;
  for (int i = 0; i < 50; ++i) {
    points.add(Point{3, static_cast<double>(i)});
    y.push_back(i + (i % 3));
  }
  const auto found = partial_rank_correlations(points, y);
  CHECK(std::isnan(found[0].value));
  CHECK(found[1].value > 0.9);
  CHECK(std::isnan(partial_rank_correlations(points, std::vector<double>(50, 1))[1].value));
}

TEST_CASE("given data: mean output in the outer quarters") {
  std::vector<double> x, y;
  for (int i = 0; i < 8; ++i) {
    x.push_back((i * 3) % 8);
    y.push_back(10 * x.back());
  }
  const auto [low, high] = outer_quarters(x, y);
  CHECK(low.value == Approx(5));
  CHECK(high.value == Approx(65));
  CHECK(low.n == 2);
}

}  // namespace komuna::sensitivity
