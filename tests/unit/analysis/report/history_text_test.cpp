#include "analysis/report/history_text.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace komuna::calibration;
using komuna::report::are_told;
using komuna::report::history_text;

TEST_CASE("report: a bound and an interval do not read as a figure") {
  Observation o = Observation::value("x", Family::normal, 2441, 1);
  CHECK(history_text(o) == "2,441");
  o.upper = HUGE_VAL;
  CHECK(history_text(o) == "at least 2,441");
  o.lower = -HUGE_VAL;
  o.upper = 12;
  CHECK(history_text(o) == "at most 12");
  o.lower = 5;
  o.upper = 40;
  CHECK(history_text(o) == "5 to 40");
}

TEST_CASE("report: readings without probabilities are not told") {
  FigureReadings figure;
  figure.readings.resize(2);
  CHECK(are_told(figure));
  figure.readings[1].posterior = std::nan("");
  CHECK_FALSE(are_told(figure));
}
