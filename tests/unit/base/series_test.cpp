#include "engine/base/series.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace komuna;
using Reading = Series::Reading;
using Change = Series::Change;

namespace {

const Month t = Month::of(1923, 1);

// Points with values that no sum of halves makes, so that a rounding would show.
Series jagged(Reading reading) {
  return Series(reading, {{t, 0.1}, {t + 7, 0.7}, {t + 8, 0.3}, {t + 31, 1.9}, {t + 50, 0.2}});
}

double by_hand(Change change, double value, double amount) {
  if (change == Change::set) return amount;
  return change == Change::scale ? value * amount : value + amount;
}

}  // namespace

TEST_CASE("a series of steps holds each value until the next") {
  const Series series = jagged(Reading::step);
  CHECK(series.at(t - 100) == 0.1);
  CHECK(series.at(t) == 0.1);
  CHECK(series.at(t + 6) == 0.1);
  CHECK(series.at(t + 7) == 0.7);
  CHECK(series.at(t + 30) == 0.3);
  CHECK(series.at(t + 500) == 0.2);
  CHECK(series.minimum() == 0.1);
  CHECK(series.maximum() == 1.9);
}

TEST_CASE("a linear series goes straight from point to point") {
  const Series series(Reading::linear, {{t, 10.0}, {t + 4, 20.0}, {t + 6, 0.0}});
  const std::vector<double> expected{10, 12.5, 15, 17.5, 20, 10, 0, 0};
  for (int m = 0; m < 8; ++m) CHECK(series.at(t + m) == expected[static_cast<std::size_t>(m)]);
  CHECK(series.at(t - 1) == 10.0);
}

TEST_CASE("a series without points is zero, one of one point constant") {
  const Series nothing(Reading::linear, {});
  CHECK(nothing.at(t) == 0.0);
  CHECK(nothing.minimum() == 0.0);
  CHECK(nothing.maximum() == 0.0);
  CHECK(nothing.changed(Change::add, 2.0, t, t + 2).at(t + 2) == 2.0);
  CHECK(nothing.changed(Change::add, 2.0, t, t + 2).at(t + 3) == 0.0);
  const Series constant(0.25);
  CHECK(constant.at(distant_past) == 0.25);
  CHECK(constant.at(distant_future) == 0.25);
}

// Every window over and around the points, compared month by month with the definition: inside the
// changed value, outside the very same bits as before.
TEST_CASE("a change acts in its window and nowhere else, to the last bit") {
  const std::vector<int> starts{-20, -1, 0, 1, 6, 7, 8, 9, 20, 31, 49, 50, 51, 70};
  for (const Reading reading : {Reading::step, Reading::linear}) {
    const Series before = jagged(reading);
    for (const Change change : {Change::set, Change::scale, Change::add}) {
      for (const int first : starts) {
        for (const int length : {1, 2, 5, 23, 200}) {
          const int last = first + length - 1;
          const Series after = before.changed(change, 1.7, t + first, t + last);
          CHECK(after.reading == reading);
          for (std::size_t i = 1; i < after.points.size(); ++i)
            REQUIRE(after.points[i - 1].month < after.points[i].month);
          for (int m = -30; m < 120; ++m) {
            const double old = before.at(t + m);
            INFO(first << ".." << last << " at " << m);
            if (m < first || m > last)
              REQUIRE(after.at(t + m) == old);
            else
              REQUIRE(after.at(t + m) == Approx(by_hand(change, old, 1.7)).epsilon(1e-14));
          }
        }
      }
    }
  }
}

TEST_CASE("a change that changes nothing leaves every month as it was, to the last bit") {
  for (const Reading reading : {Reading::step, Reading::linear}) {
    const Series before = jagged(reading);
    for (int first = -3; first < 60; ++first) {
      const Series scaled = before.changed(Change::scale, 1.0, t + first, t + first + 11);
      const Series added = before.changed(Change::add, 0.0, t + first, distant_future);
      for (int m = -10; m < 80; ++m) {
        REQUIRE(scaled.at(t + m) == before.at(t + m));
        REQUIRE(added.at(t + m) == before.at(t + m));
      }
    }
  }
}

TEST_CASE("a change may hold for ever, from the beginning, or never") {
  for (const Reading reading : {Reading::step, Reading::linear}) {
    const Series before = jagged(reading);
    const Series always = before.changed(Change::scale, 2.0, distant_past, distant_future);
    const Series never = before.changed(Change::set, 9.0, t + 5, t + 4);
    for (int m = -10; m < 80; ++m) {
      CHECK(always.at(t + m) == Approx(2.0 * before.at(t + m)).epsilon(1e-14));
      CHECK(never.at(t + m) == before.at(t + m));
    }
    CHECK(always.at(distant_past) == 0.2);
    CHECK(always.at(distant_future) == 0.4);
  }
  // A point in the last month of all.
  const Series long_line(Reading::linear, {{t, 0.0}, {distant_future, 1.0}});
  CHECK(long_line.changed(Change::add, 1.0, t + 1, distant_future).at(distant_future) == 2.0);
}
