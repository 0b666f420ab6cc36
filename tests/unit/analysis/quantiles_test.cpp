#include "analysis/quantiles.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace komuna;

// Values of R 4: quantile(c(1, 2, 4, 8, 16), p) and sd().
TEST_CASE("quantiles: as R gives them") {
  const std::vector<double> values{1, 2, 4, 8, 16};
  CHECK(quantile(values, 0) == 1);
  CHECK(quantile(values, 0.05) == Approx(1.2));
  CHECK(quantile(values, 0.25) == 2);
  CHECK(quantile(values, 0.5) == 4);
  CHECK(quantile(values, 0.95) == Approx(14.4));
  CHECK(quantile(values, 1) == 16);
}

TEST_CASE("spread: mean, standard deviation and quantiles of unsorted values") {
  const Spread spread = spread_of({8, 1, 16, 4, 2});
  CHECK(spread.n == 5);
  CHECK(spread.mean == Approx(6.2));
  CHECK(spread.sd == Approx(6.09918));
  CHECK(spread.q50 == 4);
  CHECK(spread.q75 == 8);
}

TEST_CASE("spread: of one value and of none") {
  const Spread one = spread_of({3});
  CHECK(one.mean == 3);
  CHECK(one.q05 == 3);
  CHECK(one.q95 == 3);
  CHECK(std::isnan(one.sd));
  CHECK(spread_of({}).n == 0);
  CHECK(median_of({}) == 0);
  CHECK(median_of({4, 1}) == 2.5);
}
