#pragma once
// A quantity that changes with the calendar: unemployment, party strength, a rule's intensity.
//
// A series holds dated points and says how to read between them: as steps (a value holds until the
// next point) or linearly. Before the first point the first value holds, after the last the last.
// An annual figure is a point in the middle of its year when read linearly and in January when
// read as a step.

#include <vector>

#include "engine/base/month.hpp"

namespace komuna {

struct Series {
  enum class Reading { step, linear };
  struct Point {
    Month month;
    double value = 0;
  };

  Reading reading = Reading::step;
  std::vector<Point> points;  // strictly increasing months, at least one

  Series() = default;
  explicit Series(double constant) : points{{distant_past, constant}} {}
  Series(Reading how, std::vector<Point> given) : reading(how), points(std::move(given)) {}

  // Value in a month; 0 for a series without points. O(log points).
  double at(Month month) const;
  double minimum() const;
  double maximum() const;

  enum class Change { set, scale, add };
  // The same series with `change` applied to the months from..until (both included).
  Series changed(Change change, double amount, Month from, Month until) const;
};

}  // namespace komuna
