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

// Both open the script. Numbered events stand in rows above the chart, each in the lowest row where
// it fits.
std::string axes_over_years(const Frame& frame, const std::vector<EventMark>& events);
std::string axes_over_values(const Frame& frame, double step);
// A figure of history: a line, and its error as a band of dashes.
std::string history_band(double low, double observed, double high);

// Rows of labels that are `width` wide, so that none lies on another; 0 = the lowest.
std::vector<std::size_t> rows_of(const std::vector<EventMark>& events, double width);

}  // namespace komuna::report
