#include "analysis/sensitivity/variance.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/sensitivity_problems.hpp"

namespace komuna::sensitivity {
namespace {

using calibration::Chance;
using calibration::Purpose;
using calibration::Table;

template <class Function>
std::vector<VarianceIndex> indices_of(const Function& function, std::size_t k, std::size_t blocks,
                                      std::uint64_t seed) {
  const Chance chance(seed, 0);
  return variance_indices(tests::values_at(variance_design(blocks, k, chance), function), k,
                          chance);
}

}  // namespace

TEST_CASE("variance: the design mixes one coordinate of B into A at a time") {
  const Table points = variance_design(4, 3, Chance(1, 0));
  REQUIRE(points.rows() == 20);
  for (std::size_t j = 0; j < 4; ++j)
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t c = 0; c < 3; ++c)
        CHECK(points[5 * j + 2 + i][c] == points[5 * j + (c == i ? 1 : 0)][c]);
}

TEST_CASE("variance: indices of Ishigami's function") {
  // A19 with 4,096 blocks: a block's f_B (f_AB - f_A) / V has a standard deviation of about 0.6, so
  // a random sample would be off by 0.009, and by 0.045 once in a million.
  const auto found = indices_of(tests::ishigami, 3, 4096, 1);
  const double first[] = {0.313905, 0.442411, 0}, total[] = {0.557589, 0.442411, 0.243684};
  for (std::size_t i = 0; i < 3; ++i) {
    INFO("input " << i);
    CHECK(found[i].first.value == Approx(first[i]).margin(0.045));
    CHECK(found[i].total.value == Approx(total[i]).margin(0.045));
    CHECK(found[i].first.n == 4096);
    CHECK(found[i].first.low < first[i]);
    CHECK(found[i].first.high > first[i]);
    CHECK(found[i].total.low < total[i]);
    CHECK(found[i].total.high > total[i]);
  }
}

TEST_CASE("variance: indices of Sobol's G") {
  // A20. 30 scrambled samples of 4,096 blocks, seeds 1 to 30: the mean of each index within 6.17 of
  // its standard error over the samples, Student's t with 29 degrees: false alarm 1e-6 each. The
  // last four inputs have the same indices and are taken together. Every error is so small that an
  // estimator which gives 0 would be found out.
  constexpr std::size_t samples = 30;
  constexpr double surprise = 6.17;
  const double exact[][2] = {{0.716192, 0.787144},
                             {0.179048, 0.242198},
                             {0.023676, 0.034317},
                             {0.007162, 0.010460},
                             {0.000072, 0.000105}};
  double sum[5][2] = {}, squares[5][2] = {};
  for (std::uint64_t seed = 1; seed <= samples; ++seed) {
    const auto found = indices_of(tests::sobol_g, 8, 4096, seed);
    double one[5][2] = {};
    for (std::size_t i = 0; i < 8; ++i) {
      const double share = i < 4 ? 1 : 0.25;
      one[std::min<std::size_t>(i, 4)][0] += share * found[i].first.value;
      one[std::min<std::size_t>(i, 4)][1] += share * found[i].total.value;
    }
    for (std::size_t i = 0; i < 5; ++i)
      for (std::size_t order = 0; order < 2; ++order) {
        sum[i][order] += one[i][order];
        squares[i][order] += one[i][order] * one[i][order];
      }
  }
  for (std::size_t i = 0; i < 5; ++i)
    for (std::size_t order = 0; order < 2; ++order) {
      INFO("input " << i << (order == 0 ? ", first order" : ", total"));
      const double mean = sum[i][order] / samples;
      const double error = std::sqrt((squares[i][order] / samples - mean * mean) / (samples - 1));
      CHECK(std::fabs(mean - exact[i][order]) < surprise * error);
      CHECK(surprise * error < exact[i][order]);
    }
}

TEST_CASE("variance: a true zero is estimated on both sides of it") {
  int below = 0, above = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const double value = indices_of(tests::ishigami, 3, 128, seed)[2].first.value;
    below += value < 0;
    above += value > 0;
  }
  CHECK(below >= 3);
  CHECK(above >= 3);
}

TEST_CASE("variance: the intervals hold the truth as often as they say, and are not idle") {
  // y = 3 x0 + 2 x1 + x2 + 4 x1 x2 - ..: a product makes first and total differ. With x = u - 1/2,
  // y = 3 x0 + 2 x1 + 6 x0 x1: variances 9/12, 4/12, 36/144. 100 seeds, 256 blocks; a coverage of
  // 95 in 100 gives fewer than 80 with a probability below 1e-7.
  const auto y = [](std::span<const double> u) {
    const double a = u[0] - 0.5, b = u[1] - 0.5;
    return 3 * a + 2 * b + 6 * a * b;
  };
  const double all = 9 / 12.0 + 4 / 12.0 + 0.25;
  int first = 0, total = 0;
  double width = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const VarianceIndex index = indices_of(y, 2, 256, seed)[0];
    first += index.first.low < 0.75 / all && 0.75 / all < index.first.high;
    total += index.total.low < 1.0 / all && 1.0 / all < index.total.high;
    width += (index.first.high - index.first.low) / 100;
  }
  CHECK(first >= 80);
  CHECK(total >= 80);
  CHECK(width < 0.4);
}

TEST_CASE("variance: an added constant changes nothing, a constant output says nothing") {
  const auto shifted = [](std::span<const double> u) { return 1e6 + tests::ishigami(u); };
  const auto plain = indices_of(tests::ishigami, 3, 512, 3), moved = indices_of(shifted, 3, 512, 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(moved[i].first.value == Approx(plain[i].first.value).margin(1e-6));
    CHECK(moved[i].total.value == Approx(plain[i].total.value).margin(1e-6));
  }
  const auto none = indices_of([](auto) { return 7.0; }, 3, 64, 3);
  CHECK(std::isnan(none[0].first.value));
  CHECK(std::isnan(none[0].total.value));
}

TEST_CASE("variance: a block with a gap is left out, the others stay") {
  const Chance chance(5, 0);
  auto outputs = tests::values_at(variance_design(256, 3, chance), tests::ishigami);
  const double before = variance_indices(outputs, 3, chance)[0].total.value;
  outputs[7] = std::nan("");
  const auto after = variance_indices(outputs, 3, chance);
  CHECK(after[0].total.n == 255);
  CHECK(after[0].total.value == Approx(before).margin(0.05));
  CHECK(variance_indices(std::vector<double>(25, std::nan("")), 3, chance)[0].first.n == 0);
}

TEST_CASE("variance: the share of chance of a two-way table") {
  // y = 3 x + e + 2 c_key + x d with x, e, c, d of sd 1, 0.5, and 1: within a row (over keys) the
  // variance is 0.25 + 4 + x^2, on average 5.25; between rows 9. Share 5.25 / 14.25 = 0.368421.
  // 20,000 rows, 60 keys: what is common to a row's keys does not count as between.
  const Chance chance(6, 0);
  const std::uint32_t keys = 60, rows = 20000;
  Table worlds(keys);
  double common_variance = 0, common_mean = 0;
  std::vector<double> common, twist;
  for (std::uint32_t j = 0; j < keys; ++j) {
    common.push_back(chance.normal(Purpose::direction, 1, j));
    twist.push_back(chance.normal(Purpose::direction, 2, j));
    common_mean += common.back() / keys;
  }
  for (const double c : common)
    common_variance += (c - common_mean) * (c - common_mean) / (keys - 1);
  double twist_mean = 0, twist_variance = 0;
  for (const double d : twist) twist_mean += d / keys;
  for (const double d : twist) twist_variance += (d - twist_mean) * (d - twist_mean) / (keys - 1);
  calibration::Point row(keys);
  for (std::uint32_t i = 0; i < rows; ++i) {
    const double x = chance.normal(Purpose::direction, 3, i);
    for (std::uint32_t j = 0; j < keys; ++j)
      row[j] =
          3 * x + 0.5 * chance.normal(Purpose::direction, 4, i, j) + 2 * common[j] + x * twist[j];
    worlds.add(row);
  }
  const Estimate share = noise_share(worlds, chance);
  // Given these 60 keys: within = 0.25 + 4 var(c) + var(d); between = (3 + mean d)^2 less the share
  // of the keys' twist that is no more than luck, var(d) / 60.
  const double within = 0.25 + 4 * common_variance + twist_variance;
  const double between = (3 + twist_mean) * (3 + twist_mean) - twist_variance / keys;
  // The covariance of c and d moves rows against each other too: x (c d) averages to 0 over x.
  CHECK(share.value == Approx(within / (within + between)).epsilon(0.03));
  CHECK(share.low < share.value);
  CHECK(share.n == rows);
}

TEST_CASE("variance: no chance, only chance, nothing at all") {
  Table sure(2), luck(2), same(2);
  const Chance chance(7, 0);
  for (std::uint32_t i = 0; i < 400; ++i) {
    const double x = chance.uniform(Purpose::choice, 1, i);
    sure.add(calibration::Point{x, x});
    luck.add(calibration::Point{chance.normal(Purpose::direction, 1, i, 0),
                                chance.normal(Purpose::direction, 1, i, 1)});
    same.add(calibration::Point{3, 3});
  }
  CHECK(noise_share(sure, chance).value == Approx(0).margin(1e-12));
  CHECK(noise_share(luck, chance).value > 0.85);
  CHECK(std::isnan(noise_share(same, chance).value));
  CHECK(std::isnan(noise_share(Table(1), chance).value));
}

}  // namespace komuna::sensitivity
