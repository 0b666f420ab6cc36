#include "analysis/report/axes.hpp"

#include <catch2/catch.hpp>

using namespace komuna::report;

TEST_CASE("axes: steps are round and few") {
  CHECK(step_of_axis(4) == 1);
  CHECK(step_of_axis(5) == 2);
  CHECK(step_of_axis(1.75) == Approx(0.5));
  CHECK(step_of_axis(2600) == 1000);
  CHECK(step_of_axis(160000) == 50000);
  for (double most = 0.3; most < 1e6; most *= 1.37) {
    const double steps = most / step_of_axis(most);
    CHECK(steps > 1.5);
    CHECK(steps <= 4.0001);
  }
}

TEST_CASE("axes: labels of events never lie on each other") {
  const std::vector<EventMark> events{{1921.2, 1}, {1921.4, 2}, {1921.9, 3},
                                      {1922.3, 4}, {1922.4, 5}, {1930.0, 6}};
  CHECK(rows_of(events, 1.0) == std::vector<std::size_t>{0, 1, 2, 0, 1, 0});
  CHECK(rows_of({}, 1.0).empty());
  CHECK(rows_of({{1921, 1}, {1922, 2}}, 1.0) == std::vector<std::size_t>{0, 0});
}
