#include "analysis/wording.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace komuna;

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
