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

TEST_CASE("wording: one thing and several") {
  CHECK(counted(1, "pair") == "1 pair");
  CHECK(counted(0, "pair") == "0 pairs");
  CHECK(counted(1078, "person") == "1,078 persons");
}

TEST_CASE("wording: what is known of a figure of history") {
  Target target;
  target.observed = 2441;
  CHECK(observed_text(target) == "2,441");
  target.reading = ReadAs::at_least;
  CHECK(observed_text(target) == ">= 2,441");
  target.reading = ReadAs::at_most;
  CHECK(observed_text(target) == "<= 2,441");
  target.reading = ReadAs::interval;
  target.upper = 3000;
  CHECK(observed_text(target) == "2,441 to 3,000");
  target.measure = MeasureKind::ended_in;
  target.observed = 1926.54;
  target.upper = 1928;
  CHECK(observed_text(target) == "1926.5 to 1928.0");
}
