#pragma once
// The figures in which worlds are compared: one number of a whole world each.
//
//   departed, enrolled, died ...          a flow, summed over the whole run, all people
//   departed.ORIGIN                       the same of one origin
//   in_collective.end, ... .end.ORIGIN    a stock at the end of the run
//   in_collective.person_years            a stock summed over the months, in years
//   collectives_founded, _departed, _at_work, _at_work_agriculture, _at_work_industry, _at_end
//   works_finished, places_credited, places_used
//   money_given, provisions_given, relief, equipment_given
//   died_of.CAUSE                         deaths in the Soviet Union and on the way, by cause
//   emigrated_elsewhere.to.DESTINATION
//   target.ID                             a figure of history as measured in this world
//
// The names are permanent. No threads and no files: the page in the browser uses this too.

#include <string>
#include <vector>

#include "analysis/journeys.hpp"
#include "engine/simulation/outcome.hpp"
#include "engine/simulation/parameters.hpp"

namespace komuna {

struct Metric {
  std::string name;
  std::string unit;
  std::string help;
  bool for_all = true;  // about the whole world, not one origin, cause or target
};

// All metrics of a scenario, in a fixed order.
std::vector<Metric> metrics_of(const Parameters& parameters);

// Their values in a world of that scenario; not a number where the world has no such figure.
std::vector<double> metric_values(const Parameters& parameters, const Outcome& outcome,
                                  const DeathsByCause& deaths);

// Values in the order of other metrics: what a scenario does not have is not a number.
class MetricOrder {
 public:
  MetricOrder(const std::vector<Metric>& wanted, const Parameters& parameters);
  std::vector<double> values(const Outcome& outcome, const DeathsByCause& deaths) const;
  // Wanted, but unknown to this scenario.
  const std::vector<std::string>& missing() const { return missing_; }

 private:
  const Parameters& parameters_;
  std::vector<std::size_t> places_;
  std::vector<std::string> missing_;
};

}  // namespace komuna
