#pragma once
// Axes of the small charts: years or values below, a plain scale at the left, events on top.

#include <string>
#include <string_view>
#include <vector>

#include "analysis/report/chart.hpp"

namespace komuna::report {

struct Frame {
  int width = 440;  // pixels of the drawing; the page scales it
  double from = 0;
  double until = 1;
  double bottom = 0;  // smallest value to be shown; 0 or below
  double top = 0;     // largest
  std::string vertical;
};

// Both open the script. Numbered events stand in one lane above the chart.
std::string axes_over_years(const Frame& frame, const std::vector<EventMark>& events);
std::string axes_over_values(const Frame& frame, double step);
// A figure of history: a line, and its error as a band of dashes.
std::string history_band(double low, double observed, double high);

// The number of an event, or of several that are too close together: "7", "12-15".
struct EventLabel {
  double year = 0;  // where it begins
  std::string text;
};

// One lane of labels, from left to right, none on another and none beyond `until`. `years`: how
// much of the axis a pixel is.
std::vector<EventLabel> labels_of(const std::vector<EventMark>& events, double years, double until);

}  // namespace komuna::report
