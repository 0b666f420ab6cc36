#include "analysis/tally.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "analysis/quantiles.hpp"

using namespace komuna;

TEST_CASE("tally: the median of the values, as if all were kept") {
  Tally tally;
  CHECK(tally.median() == 0);
  std::vector<double> kept;
  for (const int value : {7, -3, 7, 1924, 0, 12, 7, 5, 1924}) {
    tally.add(value);
    kept.push_back(value);
    CHECK(tally.median() == median_of(kept));
  }
  CHECK(tally.size() == 9);
  Tally even;
  even.add(3);
  even.add(4);
  CHECK(even.median() == 3.5);
}
