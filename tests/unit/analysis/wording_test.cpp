#include "analysis/wording.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace komuna;

TEST_CASE("wording: figures beside each other have equally many decimals") {
  const std::vector<double> mixed{7, -3.19, 17.2};
  const int decimals = decimals_of(mixed);
  CHECK(figure_like(7, decimals) == "7.0");
  CHECK(figure_like(-3.19, decimals) == "-3.2");
  CHECK(figure_like(17.2, decimals) == "17.2");
  CHECK(decimals_of({7, -3}) == 0);
  CHECK(decimals_of({1234.5, 0.25}) == 0);
  CHECK(figure_like(1234.5, 0) == "1,234");
  CHECK(decimals_of({0.25, -1.5}) == 2);
  CHECK(decimals_of({0.25}) == 3);
  CHECK(figure_like(-0.0004, 3) == "0.000");
  CHECK(figure_like(std::nan(""), 2) == "-");
}

TEST_CASE("wording: figures") {
  CHECK(with_commas(0) == "0");
  CHECK(with_commas(999) == "999");
  CHECK(with_commas(1000) == "1,000");
  CHECK(with_commas(-1234567.4) == "-1,234,567");
  CHECK(with_commas(-0.2) == "0");
  CHECK(with_commas(std::numeric_limits<double>::quiet_NaN()) == "-");
  CHECK(figure(5503) == "5,503");
  CHECK(figure(12.34) == "12.3");
  CHECK(figure(1.234) == "1.23");
  CHECK(figure(0.30421) == "0.304");
  CHECK(figure(3) == "3");
  CHECK(percent(0.256) == "26 %");
}
