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

Series Series::changed(Change change, double amount, Month from, Month until) const {
  const auto apply = [&](double value) {
    switch (change) {
      case Change::set: return amount;
      case Change::scale: return value * amount;
      case Change::add: return value + amount;
    }
    return value;
  };
  // Monthly steps inside the window and one month beyond keep a linear series exact outside it.
  Series result = *this;
  if (until < from) return result;
  std::vector<Point> kept;
  for (const Point& point : points)
    if (point.month < from) kept.push_back(point);
  if (!kept.empty() || from > distant_past) kept.push_back({from - 1, at(from - 1)});
  if (reading == Reading::step) {
    kept.push_back({from, apply(at(from))});
    for (const Point& point : points)
      if (point.month > from && point.month <= until)
        kept.push_back({point.month, apply(point.value)});
  } else {
    kept.push_back({from, apply(at(from))});
    for (const Point& point : points)
      if (point.month > from && point.month < until)
        kept.push_back({point.month, apply(point.value)});
    if (until > from && until < distant_future) kept.push_back({until, apply(at(until))});
  }
  if (until < distant_future) kept.push_back({until + 1, at(until + 1)});
  for (const Point& point : points)
    if (point.month > until + 1) kept.push_back(point);
  std::vector<Point> unique;
  for (const Point& point : kept)
    if (unique.empty() || unique.back().month < point.month) unique.push_back(point);
  result.points = std::move(unique);
  return result;
}

}  // namespace komuna
