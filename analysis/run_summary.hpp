#pragma once
// What an ensemble says as a whole: the spread of every figure over its replicates, the targets,
// the fates of the collectives.
//
// Quantiles need all values of a figure at once. So that the memory does not grow with the number
// of replicates, outcomes are read several times, each time for as many figures as fit into the
// buffer: of the historical scenario (about 14,000 figures) once up to 1,200 replicates, ten times
// for 10,000. The numbers do not depend on the buffer.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "analysis/fates.hpp"
#include "engine/output/outcome_source.hpp"
#include "engine/output/spread.hpp"
#include "engine/simulation/outcome.hpp"
#include "engine/simulation/parameters.hpp"

namespace komuna {

class RunSummary {
 public:
  // Reads all outcomes. `parameters` must outlive the summary; `source` need not. `buffer`: bytes.
  RunSummary(const Parameters& parameters, const OutcomeSource& source,
             std::size_t buffer = std::size_t{64} << 20U);

  std::int64_t completed() const { return completed_; }
  std::int64_t failed() const { return failed_; }
  // Of the failed: those whose scenario asks for more than the simulator can do.
  std::int64_t beyond_limits() const { return beyond_limits_; }
  const std::vector<std::string>& errors() const { return errors_; }  // the first few

  // Yearly by origin, yearly in total, monthly in total; in this order, by time.
  void each_row(const std::function<void(const SummaryRow&)>& row) const;
  const TargetResult& target(std::size_t index) const { return targets_[index]; }
  int first_year() const { return parameters_.from.year(); }
  int last_year() const { return parameters_.until.year(); }
  // Median over the replicates of a variable of a year, all people.
  double median_of_year(int year, std::size_t variable) const;
  double mean_of_year(int year, std::size_t variable) const;
  const Fates& fates() const { return fates_; }

 private:
  // Figures in one row: [place][year][variable], then [month][variable].
  std::size_t years() const;
  std::size_t months() const;
  std::size_t yearly(std::size_t place, std::size_t year, std::size_t variable) const;
  std::size_t monthly(std::size_t month, std::size_t variable) const;
  std::size_t figures() const;
  void fill(const Outcome& outcome, std::vector<std::int32_t>& row) const;

  void count(const OutcomeSource& source);
  void measure_targets(const OutcomeSource& source, std::size_t buffer);

  const Parameters& parameters_;
  std::size_t places_;  // origins, the people of the place, all
  std::int64_t completed_ = 0;
  std::int64_t failed_ = 0;
  std::int64_t beyond_limits_ = 0;
  std::vector<std::string> errors_;
  std::vector<Spread> spreads_;  // by figure
  std::vector<TargetResult> targets_;
  Fates fates_;
};

// z_error or z_total in words, one decimal. A count of 0 against a figure on a logarithmic scale is
// beyond any number: "<-99". "-" = not known.
std::string z_text(const TargetResult& result, double z);

// On the scale of the family's errors. Not a number where the scale does not reach (logarithm of
// 0).
double on_scale(ErrorFamily family, double value);

}  // namespace komuna
