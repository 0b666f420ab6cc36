#include "engine/output/tables.hpp"

#include <array>
#include <limits>

#include "engine/measures/variable.hpp"

namespace komuna {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::string_view name_of(TargetRole role) {
  constexpr std::array<std::string_view, 3> names{"fit", "holdout", "report"};
  return names[static_cast<std::size_t>(role)];
}

std::string_view name_of(ReadAs reading) {
  constexpr std::array<std::string_view, 4> names{"value", "at_least", "at_most", "interval"};
  return names[static_cast<std::size_t>(reading)];
}

std::string_view name_of(ErrorFamily family) {
  constexpr std::array<std::string_view, 4> names{"normal", "lognormal", "sqrt_scale", "student_t"};
  return names[static_cast<std::size_t>(family)];
}

std::string_view or_token(const std::string& id, std::string_view token) {
  return id.empty() ? token : std::string_view(id);
}

std::int64_t number_of(const Outcome& outcome) {
  return static_cast<std::int64_t>(outcome.replicate);
}

// Nothing if one of them never came.
double months_between(Month first, Month second) {
  const bool both = first != distant_future && second != distant_future;
  return both ? static_cast<double>(second - first) : nothing;
}

void write_spread(RowWriter& table, const Spread& spread) {
  table.integer(spread.n);
  const bool any = spread.n > 0;
  for (const double value :
       {spread.mean, spread.sd, spread.q05, spread.q25, spread.q50, spread.q75, spread.q95})
    table.number(any ? value : nothing);
}

// Which replicate, year, origin and collective a row of the time series is about.
void write_place(RowWriter& table, const Outcome& outcome, const YearRow& row,
                 const std::vector<std::string>& origins) {
  table.integer(number_of(outcome)).date(Month::of(row.year, 1));
  table.text(row.origin == none ? local_people : std::string_view(origins[row.origin]));
  if (row.collective == none) {
    table.text(no_collective).missing();
    return;
  }
  const CollectiveOutcome& collective = outcome.collectives[row.collective];
  table.text(collective.id).text(sector_names[static_cast<std::size_t>(collective.sector)]);
}

}  // namespace

void write_timeseries(RowWriter& table, const Outcome& outcome,
                      const std::vector<std::string>& origins) {
  for (const YearRow& row : outcome.years) {
    write_place(table, outcome, row, origins);
    for (const std::int32_t count : row.counts) table.integer(count);
    table.end_row();
  }
}

void write_timeseries_long(RowWriter& table, const Outcome& outcome,
                           const std::vector<std::string>& origins) {
  for (const YearRow& row : outcome.years)
    for (std::size_t v = 0; v < variable_count; ++v) {
      write_place(table, outcome, row, origins);
      table.text(variables()[v].name).integer(row.counts[v]).text(variables()[v].unit);
      table.end_row();
    }
}

void write_collectives(RowWriter& table, const Outcome& outcome) {
  for (const CollectiveOutcome& c : outcome.collectives) {
    table.integer(number_of(outcome)).text(c.id).text(c.name).text(c.origin).text(c.region);
    table.text(c.kind).text(c.site).text(sector_names[static_cast<std::size_t>(c.sector)]);
    table.flag(c.named).flag(c.explained).text(komuna::name_of(c.stage));
    table.date(c.founded).date(c.applied).date(c.contracted).date(c.first_departed);
    table.date(c.first_arrived).date(c.ended);
    for (const int count :
         {c.trains, c.households, c.members_departed, c.admitted, c.departed, c.arrived, c.locals,
          c.born, c.died, c.returned, c.left_for_ussr, c.third_country, c.withdrawn, c.arrested,
          c.executed, c.living_there, c.votes, c.works})
      table.integer(count);
    table.number(c.mean_yield_ratio > 0 ? c.mean_yield_ratio : nothing);
    table.number(c.first_arrived != distant_future ? c.illusion : nothing);
    table.number(c.site.empty() ? nothing : c.land).text(c.land_from);
    table.integer(c.hired).integer(c.called_up).number(c.pupil_years).number(c.patients);
    table.number(c.mean_wait < 0 ? nothing : c.mean_wait);
    table.number(months_between(c.applied, c.contracted));
    table.number(months_between(c.contracted, c.first_departed));
    table.number(c.income_ratio < 0 ? nothing : c.income_ratio);
    table.end_row();
  }
}

void write_replicate_targets(RowWriter& table, const Outcome& outcome,
                             const std::vector<std::string>& targets) {
  for (std::size_t i = 0; i < outcome.targets.size(); ++i) {
    const Measured& measured = outcome.targets[i];
    table.integer(number_of(outcome)).text(targets[i]);
    table.number(measured.defined ? measured.value : nothing).end_row();
  }
}

void write_life(RowWriter& table, const Life& life) {
  table.date(life.month).text(life.household).integer(life.person).text(life.event);
  table.text(life.from).text(life.cause).text(or_token(life.origin, local_people));
  table.text(life.region).text(life.branch).text(life.stratum);
  table.text(or_token(life.collective, no_collective)).text(life.sex).text(life.role);
  table.integer(life.age).text(life.charge).end_row();
}

void write_summary(RowWriter& table, const std::string& scenario, const SummaryRow& row) {
  const Variable& variable = variables()[row.variable];
  table.text(scenario).text(row.period == Period::year ? "year" : "month").date(row.time);
  table.text(row.origin == all_origins ? "total" : "origin").text(row.origin);
  table.text(variable.name).text(variable.unit);
  write_spread(table, row.spread);
  table.end_row();
}

void write_target(RowWriter& table, const Target& target, const TargetResult& result) {
  table.text(target.id).text(target.name).text(name_of(target.role));
  table.text(name_of(target.reading)).number(target.observed);
  table.number(target.reading == ReadAs::interval ? target.upper : nothing);
  table.text(name_of(target.family)).number(target.error).number(target.discrepancy);
  const Spread& spread = result.spread;
  const bool any = spread.n > 0;
  table.integer(spread.n).integer(result.undefined);
  for (const double value : {spread.q50, spread.q05, spread.q95, spread.mean, spread.sd})
    table.number(any ? value : nothing);
  table.number(result.z_error).number(result.z_total).end_row();
}

}  // namespace komuna
