#pragma once
// How a figure is spread over the replicates: what the tables and the printed summary show of it.
//
// Computed in analysis/; this room only writes it.

#include <cstdint>
#include <string>

#include "engine/base/month.hpp"
#include "engine/measures/target.hpp"

namespace komuna {

struct Spread {
  std::int64_t n = 0;  // replicates in which the figure exists; the others are left out
  double mean = 0;
  double sd = 0;  // of the replicates (divided by n - 1); not a number when n < 2
  double q05 = 0, q25 = 0, q50 = 0, q75 = 0, q95 = 0;
};

enum class Period { year, month };

// One line of summary.csv.
struct SummaryRow {
  Period period = Period::year;
  Month time;          // first month of the period
  std::string origin;  // an id, or all_origins
  std::size_t variable = 0;
  Spread spread;
};

// One line of targets.csv: a figure of history beside the model.
struct TargetResult {
  std::int64_t undefined = 0;  // replicates whose world did not produce the figure
  Spread spread;
  // (model's median - figure) on the scale of the errors, in standard errors of the figure alone,
  // and of figure and model together. Not a number when it cannot be said.
  double z_error = 0;
  double z_total = 0;
};

}  // namespace komuna
