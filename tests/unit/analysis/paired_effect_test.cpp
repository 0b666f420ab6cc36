#include "analysis/paired_effect.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace komuna;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
using Values = std::vector<double>;

}  // namespace

TEST_CASE("the figures of a paired comparison, worked by hand") {
  // D = 1, -1, 0, 4: mean 1, squared deviations 0 + 4 + 1 + 9 = 14, sd = sqrt(14/3).
  const PairedEffect effect = paired_effect({10, 12, 14, 16}, {11, 11, 14, 20});
  CHECK(effect.n == 4);
  CHECK(effect.base.mean == 13);
  CHECK(effect.alternative.mean == 14);
  CHECK(effect.difference.mean == 1);
  CHECK(effect.difference.sd == Approx(std::sqrt(14.0 / 3.0)));
  const double half = 3.1824463 * std::sqrt(14.0 / 3.0) / 2.0;  // t(3) sd / sqrt(4)
  CHECK(effect.mean_low == Approx(1 - half).epsilon(1e-7));
  CHECK(effect.mean_high == Approx(1 + half).epsilon(1e-7));
  CHECK(effect.half_width() == Approx(half).epsilon(1e-7));
  CHECK(effect.p_more == 0.5);
  CHECK(effect.p_same == 0.25);
  CHECK(effect.p_less == 0.25);
  // Base: squares 9 + 1 + 1 + 9 = 20; other: 9 + 9 + 0 + 36 = 54; products 9 + 3 + 0 + 18 = 30.
  CHECK(effect.correlation == Approx(30 / std::sqrt(20.0 * 54.0)));
  CHECK(effect.attainable == Approx(30 / std::sqrt(20.0 * 54.0)));  // already largest with largest
  CHECK(effect.gain == Approx((20.0 + 54.0) / 14.0));
  CHECK(effect.bound == Approx((20.0 + 54.0) / std::pow(std::sqrt(54.0) - std::sqrt(20.0), 2)));
  CHECK(effect.draws == 0);
  CHECK(std::isnan(effect.parameter_variance));
}

TEST_CASE("the attainable correlation pairs the largest with the largest") {
  const PairedEffect effect = paired_effect({1, 2, 3}, {30, 20, 10});
  CHECK(effect.correlation == Approx(-1));
  CHECK(effect.attainable == Approx(1));
}

TEST_CASE("worlds that are the same differ by exactly nought, with certainty") {
  const PairedEffect effect = paired_effect({3, 5, 9}, {3, 5, 9});
  CHECK(effect.difference.mean == 0);
  CHECK(effect.mean_low == 0);
  CHECK(effect.mean_high == 0);
  CHECK(effect.p_same == 1);
  CHECK(narrow_enough(effect, 0.01, 5));
}

TEST_CASE("a pair in which a world has no such figure is left out") {
  const PairedEffect effect = paired_effect({1, unknown, 3, 4}, {2, 2, unknown, 6});
  CHECK(effect.n == 2);
  CHECK(effect.base.mean == 2.5);
  CHECK(effect.difference.mean == 1.5);
}

TEST_CASE("nothing and a single pair say what they can") {
  const PairedEffect none_at_all = paired_effect({}, {});
  CHECK(none_at_all.n == 0);
  CHECK(std::isnan(none_at_all.mean_low));
  CHECK_FALSE(narrow_enough(none_at_all, 1.0, 1e9));
  const PairedEffect one = paired_effect({4}, {7});
  CHECK(one.difference.mean == 3);
  CHECK(one.p_more == 1);
  CHECK(std::isnan(one.mean_high));
  CHECK_FALSE(narrow_enough(one, 1.0, 1e9));
}

TEST_CASE("the variance of the differences splits into parameters and chance") {
  // K = 3 draws of R = 2 pairs, D = a_k + e: draw means 1, 4, 7; within each +-1.
  // MSB = 2 (9 + 0 + 9) / 2 = 18, MSW = 6 / 3 = 2, parameters (18 - 2) / 2 = 8,
  // SE(mean) = sqrt(18 / 6) with t(2).
  const Values base(6, 100.0), differences{0, 2, 3, 5, 6, 8};
  Values other;
  for (const double d : differences) other.push_back(100 + d);
  const PairedEffect effect = paired_effect(base, other, {7, 7, 2, 2, 5, 5});
  CHECK(effect.draws == 3);
  CHECK(effect.chance_variance == Approx(2));
  CHECK(effect.parameter_variance == Approx(8));
  CHECK(effect.half_width() == Approx(4.3026527 * std::sqrt(3.0)).epsilon(1e-7));
}

TEST_CASE("draws of different size are weighted by their pairs") {
  // Means 1 (one pair) and 4 (three pairs), overall 3.25: MSB = 5.0625 + 3 * 0.5625 = 6.75;
  // within 0 + (1 + 0 + 1) over 4 - 2; size (4 - (1 + 9) / 4) / 1 = 1.5.
  const PairedEffect effect = paired_effect({0, 0, 0, 0}, {1, 3, 4, 5}, {1, 2, 2, 2});
  CHECK(effect.chance_variance == Approx(1));
  CHECK(effect.parameter_variance == Approx((6.75 - 1) / 1.5));
}

TEST_CASE("enough pairs: within a share of the base, or within some persons") {
  const PairedEffect effect = paired_effect({1000, 1000, 1000, 1000}, {1001, 999, 1000, 1004});
  const double half = effect.half_width();  // 3.44
  CHECK(narrow_enough(effect, 0.01, 0));    // 10 of 1,000
  CHECK_FALSE(narrow_enough(effect, 0.001, 0));
  CHECK(narrow_enough(effect, 0.001, half + 0.01));
  CHECK_FALSE(narrow_enough(effect, 0.001, half - 0.01));
}
