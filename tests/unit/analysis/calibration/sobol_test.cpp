#include "analysis/calibration/sobol.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

namespace komuna::calibration {

TEST_CASE("sobol: every interval of length 1/n holds one of n points, in every coordinate") {
  const std::size_t n = 1024, dimensions = 24;
  const Table points = scrambled_sobol(n, dimensions, Chance(5, 0));
  REQUIRE(points.rows() == n);
  for (std::size_t d = 0; d < dimensions; ++d) {
    std::set<int> intervals;
    for (std::size_t i = 0; i < n; ++i) {
      REQUIRE(points[i][d] > 0);
      REQUIRE(points[i][d] < 1);
      intervals.insert(static_cast<int>(points[i][d] * static_cast<double>(n)));
    }
    CHECK(intervals.size() == n);
  }
}

TEST_CASE("sobol: the first two coordinates are a (0, m, 2)-net, scrambled or not") {
  const int m = 8, n = 1 << m;
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    const Table points = scrambled_sobol(n, 2, Chance(seed, 0));
    for (int j = 0; j <= m; ++j) {  // boxes 2^-j by 2^-(m-j)
      std::set<int> boxes;
      for (std::size_t i = 0; i < points.rows(); ++i)
        boxes.insert(static_cast<int>(points[i][0] * (1 << j)) * n +
                     static_cast<int>(points[i][1] * (1 << (m - j))));
      CHECK(boxes.size() == static_cast<std::size_t>(n));
    }
  }
}

TEST_CASE("sobol: a smooth mean is found far better than by chance") {
  // E prod (1 + (u - 1/2)) = 1; sd of one point sqrt((13/12)^5 - 1) = 0.70. 4096 random points
  // would be off by 0.011; these by less than a tenth of it, for every one of ten seeds.
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Table points = scrambled_sobol(4096, 5, Chance(seed, 0));
    double mean = 0;
    for (std::size_t i = 0; i < points.rows(); ++i) {
      double product = 1;
      for (const double u : points[i]) product *= 0.5 + u;
      mean += product / 4096;
    }
    CHECK(std::fabs(mean - 1) < 0.0011);
  }
}

TEST_CASE("sobol: other seeds, other points; the same seed, the same") {
  const Table a = scrambled_sobol(16, 3, Chance(1, 0)), b = scrambled_sobol(16, 3, Chance(1, 0)),
              c = scrambled_sobol(16, 3, Chance(1, 1));
  CHECK(a.values() == b.values());
  CHECK(a.values() != c.values());
}

}  // namespace komuna::calibration
