#pragma once
// What a chart of the report holds: the drawing's script, its words, and the table behind it.

#include <string>
#include <utility>
#include <vector>

#include "analysis/report/html.hpp"
#include "engine/output/spread.hpp"
#include "engine/simulation/parameters.hpp"

namespace komuna::report {

struct Chart {
  std::string id;     // unique in the page
  std::string title;  // what and in which unit
  std::string description;
  std::string caption;  // how to read it and where the figures come from
  std::string script;
  Table table;
  bool wide = false;  // needs the whole width of the page
};

// An event of history, numbered as in the list of events.
struct EventMark {
  double year = 0;  // with fraction
  std::size_t number = 0;
};

// A quantity over the years as a fan: half of the histories within the dark band, nine in ten
// within the light one.
struct Fan {
  std::string id;
  std::string title;
  std::string unit;  // "persons a year"
  std::string note;  // for the caption
  bool stock = false;
  int first_year = 0;
  std::vector<Spread> years;
  std::size_t drawn = 0;  // the first so many years are drawn, 0 = all; the table has all
  std::vector<EventMark> events;
};
Chart fan_chart(const Fan& fan);

// An input of the model over time, without spread, dashed.
struct InputLine {
  std::string id;
  std::string title;
  std::string unit;
  std::string note;
  std::vector<std::pair<double, double>> points;  // year with fraction, value
  Table table;
  std::vector<EventMark> events;
};
Chart input_chart(const InputLine& line, double from, double until);

// How a figure falls in the histories, beside the figure of history.
struct Distribution {
  std::string id;
  std::string title;
  std::string unit;
  std::string note;
  std::vector<double> values;
  double observed = 0;
  double low = 0;  // observed, one standard error of the figure to each side
  double high = 0;
};
Chart distribution_chart(const Distribution& distribution);

// Steps for an axis from 0 (or below) to `most`: about four, at 1, 2 or 5 times a power of ten.
double step_of_axis(double most);

}  // namespace komuna::report
