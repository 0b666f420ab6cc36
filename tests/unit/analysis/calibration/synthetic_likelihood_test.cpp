// Statistical parts: seeds fixed, false-alarm probability 1e-6 an assertion (|z| < 4.89).

#include "analysis/calibration/synthetic_likelihood.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "analysis/calibration/chance.hpp"

namespace komuna::calibration {
namespace {

struct Average {
  double sum = 0, squares = 0, n = 0;
  void add(double x) {
    sum += x;
    squares += x * x;
    ++n;
  }
  double mean() const { return sum / n; }
  double error() const { return std::sqrt((squares / n - mean() * mean()) / n); }
};

Table worlds(const Chance& chance, std::uint32_t number, std::size_t n, std::size_t d) {
  Table figures(d);
  Point x(d);
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t k = 0; k < d; ++k) x[k] = chance.normal(Purpose::choice, number, i, k);
    figures.add(x);
  }
  return figures;
}

}  // namespace

TEST_CASE("synthetic likelihood: the unbiased form is unbiased, the plug-in is not") {
  // Twelve worlds of N(0, 1), observed 0.7: N(0.7; 0, 1) = 0.312254; the plug-in gives 0.30676 on
  // average. 100,000 repetitions, seed 3.
  const Chance chance(3, 0);
  const std::vector<double> observed = {0.7}, none = {0.0};
  Average unbiased, plug_in;
  for (std::uint32_t i = 0; i < 100000; ++i) {
    const Table figures = worlds(chance, i, 12, 1);
    unbiased.add(std::exp(unbiased_log_likelihood(figures, observed)));
    plug_in.add(std::exp(plug_in_log_likelihood(figures, observed, none)));
  }
  CHECK(unbiased.error() < 0.0005);
  CHECK(std::fabs(unbiased.mean() - 0.312254) < 4.89 * unbiased.error());
  CHECK(std::fabs(plug_in.mean() - 0.30676) < 4.89 * plug_in.error() + 0.5e-5);
  CHECK(std::fabs(plug_in.mean() - 0.312254) > 4.89 * plug_in.error());
}

TEST_CASE("synthetic likelihood: unbiased in three dimensions too") {
  // N(o; 0, I) at o = (0.5, -0.5, 1): exp(-0.75) / (2 pi)^1.5. 20,000 repetitions of 12 worlds.
  const Chance chance(4, 0);
  const std::vector<double> observed = {0.5, -0.5, 1};
  Average unbiased;
  for (std::uint32_t i = 0; i < 20000; ++i)
    unbiased.add(std::exp(unbiased_log_likelihood(worlds(chance, i, 12, 3), observed)));
  CHECK(std::fabs(unbiased.mean() - 0.029992) < 4.89 * unbiased.error() + 1e-6);
}

TEST_CASE("synthetic likelihood: by hand") {
  // Figures -1, 0, 1, observed 2: mean 0, variance 1; with an error variance of 3, N(2; 0, 4).
  Table figures(1);
  for (const double x : {-1.0, 0.0, 1.0}) figures.add(Point{x});
  CHECK(std::exp(plug_in_log_likelihood(figures, std::vector<double>{2}, std::vector<double>{3})) ==
        Approx(std::exp(-0.5) / (2 * 2.50662827463100050242)));
  // Two independent figures: the product.
  Table two(2);
  for (const double x : {-1.0, 1.0})
    for (const double y : {-2.0, 2.0}) two.add(Point{x, y});
  // n - 1 = 3: variances 4/3 and 16/3.
  const double a = std::exp(-0.5 / (4.0 / 3)) / std::sqrt(2 * 3.14159265358979323846 * 4 / 3);
  const double b = 1 / std::sqrt(2 * 3.14159265358979323846 * 16 / 3);
  CHECK(std::exp(plug_in_log_likelihood(two, std::vector<double>{1, 0},
                                        std::vector<double>{0, 0})) == Approx(a * b));
}

TEST_CASE("synthetic likelihood: impossible figures and too few worlds") {
  const double impossible = -std::numeric_limits<double>::infinity();
  Table same(1);
  for (int i = 0; i < 8; ++i) same.add(Point{3});
  CHECK(plug_in_log_likelihood(same, std::vector<double>{3}, std::vector<double>{0}) == impossible);
  CHECK(unbiased_log_likelihood(same, std::vector<double>{3}) == impossible);
  // M - (o - mean)^2 / (1 - 1/n) is negative for a figure far away: the estimate is 0.
  Table spread(1);
  for (int i = 0; i < 8; ++i) spread.add(Point{i - 3.5});
  CHECK(unbiased_log_likelihood(spread, std::vector<double>{90}) == impossible);
  CHECK(std::isfinite(unbiased_log_likelihood(spread, std::vector<double>{1})));
  Table four(1);
  for (int i = 0; i < 4; ++i) four.add(Point{static_cast<double>(i)});
  CHECK_THROWS_AS(unbiased_log_likelihood(four, std::vector<double>{1}), std::invalid_argument);
}

}  // namespace komuna::calibration
