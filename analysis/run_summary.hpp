#pragma once
// What an ensemble says as a whole, gathered while its replicates come in.
//
// Of each replicate only what quantiles need is kept: yearly figures by origin, monthly totals, the
// targets, and of the named collectives four numbers each, about 50 kB a replicate of the
// historical scenario. Life histories, single years of collectives and the like are gone when the
// next replicate comes; they are in the tables.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "analysis/fates.hpp"
#include "engine/output/spread.hpp"
#include "engine/simulation/outcome.hpp"
#include "engine/simulation/parameters.hpp"

namespace komuna {

class RunSummary {
 public:
  // `parameters` must outlive the summary.
  explicit RunSummary(const Parameters& parameters);

  // In the order of replicates.
  void add(const Outcome& outcome);

  std::int64_t completed() const { return completed_; }
  std::int64_t failed() const { return failed_; }
  // Of the failed: those whose scenario asks for more than the simulator can do.
  std::int64_t beyond_limits() const { return beyond_limits_; }
  const std::vector<std::string>& errors() const { return errors_; }  // the first few

  // Yearly by origin, yearly in total, monthly in total; in this order, by time.
  void each_row(const std::function<void(const SummaryRow&)>& row) const;
  TargetResult target(std::size_t index) const;
  int first_year() const { return parameters_.from.year(); }
  int last_year() const { return parameters_.until.year(); }
  // Median over the replicates of a variable of a year, all people.
  double median_of_year(int year, std::size_t variable) const;
  const Fates& fates() const { return fates_; }

 private:
  std::size_t years() const;
  std::size_t months() const;
  // Values of one figure, a replicate after the other.
  std::vector<double> yearly(std::size_t place, std::size_t year, std::size_t variable) const;
  std::vector<double> monthly(std::size_t month, std::size_t variable) const;

  const Parameters& parameters_;
  std::size_t places_;  // origins, the people of the place, all
  std::int64_t completed_ = 0;
  std::int64_t failed_ = 0;
  std::int64_t beyond_limits_ = 0;
  std::vector<std::string> errors_;
  // One block a replicate: [place][year][variable] and [month][variable].
  std::vector<std::vector<std::int32_t>> by_year_;
  std::vector<std::vector<std::int32_t>> by_month_;
  std::vector<std::vector<Measured>> targets_;
  Fates fates_;
};

// On the scale of the family's errors. Not a number where the scale does not reach (logarithm of
// 0).
double on_scale(ErrorFamily family, double value);

}  // namespace komuna
