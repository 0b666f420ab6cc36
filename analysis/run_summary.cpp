#include "analysis/run_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "analysis/quantiles.hpp"
#include "analysis/spread_pass.hpp"
#include "engine/base/math.hpp"
#include "engine/output/column.hpp"

namespace komuna {
namespace {

constexpr std::size_t errors_kept = 4;
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// `values`: of the replicates whose world has the figure.
TargetResult result_of(const Target& target, std::int64_t completed, std::vector<double> values) {
  TargetResult result;
  result.undefined = completed - static_cast<std::int64_t>(values.size());
  result.spread = spread_of(std::move(values));
  result.z_error = result.z_total = unknown;
  if (result.spread.n == 0) return result;
  const double distance = on_scale(target.family, result.spread.q50) -
                          on_scale(target.family, nearest_observed(target, result.spread.q50));
  const double both =
      std::sqrt(target.error * target.error + target.discrepancy * target.discrepancy);
  if (target.error > 0) result.z_error = distance / target.error;
  if (both > 0) result.z_total = distance / both;
  return result;
}

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

std::string z_text(const TargetResult& result, double z) {
  const bool none_at_all =
      result.spread.n > 0 && result.spread.q50 <= 0 && std::isnan(result.z_total);
  if (none_at_all || z < -99.9) return "<-99";
  if (z > 99.9) return ">+99";
  return std::isnan(z) ? "-" : fmt::format("{:+.1f}", z);
}

RunSummary::RunSummary(const Parameters& parameters, const OutcomeSource& source,
                       std::size_t buffer)
    : parameters_(parameters),
      places_(parameters.population.origins.size() + 2),
      fates_(parameters) {
  count(source);
  spreads_ = spreads_of(
      source, completed_, figures(), buffer,
      [this](const Outcome& outcome, std::vector<std::int32_t>& row) { fill(outcome, row); });
  measure_targets(source, buffer);
}

std::size_t RunSummary::years() const {
  return static_cast<std::size_t>(last_year() - first_year() + 1);
}
std::size_t RunSummary::months() const { return static_cast<std::size_t>(parameters_.months()); }

std::size_t RunSummary::yearly(std::size_t place, std::size_t year, std::size_t variable) const {
  return (place * years() + year) * variable_count + variable;
}
std::size_t RunSummary::monthly(std::size_t month, std::size_t variable) const {
  return (places_ * years() + month) * variable_count + variable;
}
std::size_t RunSummary::figures() const { return monthly(months(), 0); }

void RunSummary::fill(const Outcome& outcome, std::vector<std::int32_t>& row) const {
  row.assign(figures(), 0);
  const std::size_t everybody = places_ - 1;
  for (const YearRow& counted : outcome.years) {
    const std::size_t place = counted.origin == none ? places_ - 2 : counted.origin;
    const auto year = static_cast<std::size_t>(counted.year - first_year());
    for (std::size_t v = 0; v < variable_count; ++v) {
      add_count(row[yearly(place, year, v)], counted.counts[v]);
      add_count(row[yearly(everybody, year, v)], counted.counts[v]);
    }
  }
  for (std::size_t v = 0; v < variable_count; ++v)
    for (std::size_t m = 0; m < months(); ++m) add_count(row[monthly(m, v)], outcome.months[v][m]);
}

void RunSummary::count(const OutcomeSource& source) {
  source.each([this](const Outcome& outcome) {
    if (outcome.error.empty()) {
      ++completed_;
      fates_.add(outcome);
      return;
    }
    ++failed_;
    if (outcome.beyond_limits) ++beyond_limits_;
    if (errors_.size() < errors_kept)
      errors_.push_back("replicate " + std::to_string(outcome.replicate) + ": " + outcome.error);
  });
}

void RunSummary::measure_targets(const OutcomeSource& source, std::size_t buffer) {
  const auto n = static_cast<std::size_t>(completed_);
  const std::size_t count = parameters_.targets.size();
  const std::size_t at_once =
      n == 0 ? count : std::max(buffer / (n * sizeof(double)), std::size_t{1});
  for (std::size_t first = 0; first < count; first += at_once) {
    const std::size_t width = std::min(at_once, count - first);
    std::vector<std::vector<double>> values(width);
    source.each([&](const Outcome& outcome) {
      if (!outcome.error.empty()) return;
      for (std::size_t k = 0; k < width; ++k)
        if (outcome.targets[first + k].defined)
          values[k].push_back(outcome.targets[first + k].value);
    });
    for (std::size_t k = 0; k < width; ++k)
      targets_.push_back(
          result_of(parameters_.targets[first + k], completed_, std::move(values[k])));
  }
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
        line.spread = spreads_[yearly(place, year, line.variable)];
        row(line);
      }
    }
  }
  line.period = Period::month;
  line.origin = all_origins;
  for (std::size_t month = 0; month < months(); ++month) {
    line.time = parameters_.from + static_cast<int>(month);
    for (line.variable = 0; line.variable < variable_count; ++line.variable) {
      line.spread = spreads_[monthly(month, line.variable)];
      row(line);
    }
  }
}

double RunSummary::median_of_year(int year, std::size_t variable) const {
  return spreads_[yearly(places_ - 1, static_cast<std::size_t>(year - first_year()), variable)].q50;
}

double RunSummary::mean_of_year(int year, std::size_t variable) const {
  return spreads_[yearly(places_ - 1, static_cast<std::size_t>(year - first_year()), variable)]
      .mean;
}

}  // namespace komuna
