#include "engine/base/series.hpp"

#include <algorithm>

namespace komuna {

double Series::at(Month month) const {
  if (points.empty()) return 0.0;
  const auto next = std::upper_bound(points.begin(), points.end(), month,
                                     [](Month m, const Point& point) { return m < point.month; });
  if (next == points.begin()) return points.front().value;
  const Point& before = *(next - 1);
  if (next == points.end() || reading == Reading::step) return before.value;
  const double share = static_cast<double>(month - before.month) / (next->month - before.month);
  return before.value + share * (next->value - before.value);
}

double Series::minimum() const {
  double least = points.empty() ? 0.0 : points.front().value;
  for (const Point& point : points) least = std::min(least, point.value);
  return least;
}

double Series::maximum() const {
  double most = points.empty() ? 0.0 : points.front().value;
  for (const Point& point : points) most = std::max(most, point.value);
  return most;
}

namespace {

// A window that begins or ends between two points of a linear series cuts their line. The months of
// that line become points of their own, so that no month is read from another line than before.
std::vector<Series::Point> cut_at(const Series& series, Month from, Month until) {
  if (series.reading == Series::Reading::step) return series.points;
  std::vector<Series::Point> points;
  for (const Series::Point& next : series.points) {
    const auto cuts = [&](Month last) {
      return points.back().month < last + 1 && last < next.month;
    };
    if (!points.empty() && (cuts(from - 1) || cuts(until)))
      for (Month m = points.back().month + 1; m < next.month; m = m + 1)
        points.push_back({m, series.at(m)});
    points.push_back(next);
  }
  return points;
}

}  // namespace

Series Series::changed(Change change, double amount, Month from, Month until) const {
  const auto apply = [&](double value) {
    switch (change) {
      case Change::set:
        return amount;
      case Change::scale:
        return value * amount;
      case Change::add:
        return value + amount;
    }
    return value;
  };
  if (until < from) return *this;
  const std::vector<Point> old = cut_at(*this, from, until);
  Series result(reading, {});
  std::vector<Point>& points_now = result.points;
  for (const Point& point : old)
    if (point.month < from) points_now.push_back(point);
  if (from > distant_past && (points_now.empty() || points_now.back().month < from - 1))
    points_now.push_back({from - 1, at(from - 1)});
  points_now.push_back({from, apply(at(from))});
  for (const Point& point : old)
    if (point.month > from && point.month <= until)
      points_now.push_back({point.month, apply(point.value)});
  if (until >= distant_future) return result;
  if (points_now.back().month < until) points_now.push_back({until, apply(at(until))});
  points_now.push_back({until + 1, at(until + 1)});
  for (const Point& point : old)
    if (point.month > until + 1) points_now.push_back(point);
  return result;
}

}  // namespace komuna
