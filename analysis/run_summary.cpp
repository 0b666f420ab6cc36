#include "analysis/run_summary.hpp"

#include <cmath>
#include <limits>

#include "analysis/quantiles.hpp"
#include "engine/base/math.hpp"
#include "engine/output/column.hpp"

namespace komuna {
namespace {

constexpr std::size_t errors_kept = 4;
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double on_scale(ErrorFamily family, double value) {
  switch (family) {
    case ErrorFamily::lognormal:
      return value > 0 ? math::log(value) : unknown;
    case ErrorFamily::sqrt_scale:
      return value >= 0 ? std::sqrt(value) : unknown;
    default:
      return value;
  }
}

RunSummary::RunSummary(const Parameters& parameters)
    : parameters_(parameters),
      places_(parameters.population.origins.size() + 2),
      targets_(parameters.targets.size()),
      fates_(parameters) {}

std::size_t RunSummary::years() const {
  return static_cast<std::size_t>(last_year() - first_year() + 1);
}
std::size_t RunSummary::months() const { return static_cast<std::size_t>(parameters_.months()); }

void RunSummary::add(const Outcome& outcome) {
  if (!outcome.error.empty()) {
    ++failed_;
    if (outcome.beyond_limits) ++beyond_limits_;
    if (errors_.size() < errors_kept)
      errors_.push_back("replicate " + std::to_string(outcome.replicate) + ": " + outcome.error);
    return;
  }
  ++completed_;
  std::vector<std::int32_t> block(places_ * years() * variable_count);
  const std::size_t place_size = years() * variable_count;
  const std::size_t everybody = places_ - 1;
  for (const YearRow& row : outcome.years) {
    const std::size_t place = row.origin == none ? places_ - 2 : row.origin;
    const auto year = static_cast<std::size_t>(row.year - first_year());
    for (std::size_t v = 0; v < variable_count; ++v) {
      add_count(block[place * place_size + year * variable_count + v], row.counts[v]);
      add_count(block[everybody * place_size + year * variable_count + v], row.counts[v]);
    }
  }
  by_year_.push_back(std::move(block));
  std::vector<std::int32_t> totals(months() * variable_count);
  for (std::size_t v = 0; v < variable_count; ++v)
    for (std::size_t m = 0; m < months(); ++m)
      add_count(totals[m * variable_count + v], outcome.months[v][m]);
  by_month_.push_back(std::move(totals));
  for (std::size_t t = 0; t < targets_.size(); ++t) targets_[t].push_back(outcome.targets[t]);
  fates_.add(outcome);
}

std::vector<double> RunSummary::yearly(std::size_t place, std::size_t year,
                                       std::size_t variable) const {
  std::vector<double> values;
  values.reserve(by_year_.size());
  for (const auto& block : by_year_)
    values.push_back(block[(place * years() + year) * variable_count + variable]);
  return values;
}

std::vector<double> RunSummary::monthly(std::size_t month, std::size_t variable) const {
  std::vector<double> values;
  values.reserve(by_month_.size());
  for (const auto& block : by_month_) values.push_back(block[month * variable_count + variable]);
  return values;
}

void RunSummary::each_row(const std::function<void(const SummaryRow&)>& row) const {
  const auto& origins = parameters_.population.origins;
  SummaryRow line;
  for (std::size_t year = 0; year < years(); ++year) {
    line.time = Month::of(first_year() + static_cast<int>(year), 1);
    for (std::size_t place = 0; place < places_; ++place) {
      line.origin = place < origins.size() ? origins[place].id
                    : place + 2 == places_ ? std::string(local_people)
                                           : std::string(all_origins);
      for (line.variable = 0; line.variable < variable_count; ++line.variable) {
        line.spread = spread_of(yearly(place, year, line.variable));
        row(line);
      }
    }
  }
  line.period = Period::month;
  line.origin = all_origins;
  for (std::size_t month = 0; month < months(); ++month) {
    line.time = parameters_.from + static_cast<int>(month);
    for (line.variable = 0; line.variable < variable_count; ++line.variable) {
      line.spread = spread_of(monthly(month, line.variable));
      row(line);
    }
  }
}

TargetResult RunSummary::target(std::size_t index) const {
  TargetResult result;
  std::vector<double> values;
  for (const Measured& measured : targets_[index]) {
    if (measured.defined) values.push_back(measured.value);
    if (!measured.defined) ++result.undefined;
  }
  result.spread = spread_of(std::move(values));
  result.z_error = result.z_total = unknown;
  if (result.spread.n == 0) return result;
  const Target& target = parameters_.targets[index];
  const double distance =
      on_scale(target.family, result.spread.q50) - on_scale(target.family, target.observed);
  const double both =
      std::sqrt(target.error * target.error + target.discrepancy * target.discrepancy);
  if (target.error > 0) result.z_error = distance / target.error;
  if (both > 0) result.z_total = distance / both;
  return result;
}

double RunSummary::median_of_year(int year, std::size_t variable) const {
  return median_of(yearly(places_ - 1, static_cast<std::size_t>(year - first_year()), variable));
}

}  // namespace komuna
