#include "engine/simulation/outcome.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/simulation/simulation.hpp"

namespace komuna {
namespace {

Month stage_month(const Collective& collective, Stage stage) {
  for (const StageChange& change : collective.stages)
    if (change.stage == stage) return change.month;
  return distant_future;
}

double mean_yield_ratio(const Collective& collective) {
  double sum = 0;
  int counted = 0;
  for (const Harvest& harvest : collective.harvests) {
    if (harvest.neighbours <= 0) continue;
    sum += harvest.yield / harvest.neighbours;
    ++counted;
  }
  return counted > 0 ? sum / counted : 0.0;
}

double mean_illusion(const World& world, const Collective& collective) {
  double sum = 0;
  int counted = 0;
  for (const Train& train : collective.trains) {
    if (!train.arrived) continue;
    for (const Index household : train.households) {
      sum += world.people.household(household).illusion;
      ++counted;
    }
  }
  return counted > 0 ? sum / counted : 0.0;
}

// Months from joining to departure, mean of the households that left.
double mean_wait(const World& world, const Collective& collective) {
  double sum = 0;
  int counted = 0;
  for (const Train& train : collective.trains)
    for (const Index household : train.households) {
      sum += train.departed - world.people.household(household).joined;
      ++counted;
    }
  return counted > 0 ? sum / counted : -1.0;
}

double mean_income_ratio(const Record& record, Index collective) {
  double sum = 0;
  int counted = 0;
  for (const SettlementRow& row : record.settlements) {
    if (row.collective != collective) continue;
    sum += row.income_ratio;
    ++counted;
  }
  return counted > 0 ? sum / counted : -1.0;
}

void tell_place(const World& world, const Collective& collective, CollectiveOutcome& out) {
  if (collective.contract.site == none) return;
  const Site& site = world.parameters.sites[collective.contract.site];
  out.site = site.id;
  out.land = collective.contract.land > 0 ? collective.contract.land : site.land;
  out.land_from = site.land_from;
}

CollectiveOutcome outcome_of(const World& world, const Collective& collective) {
  const auto& region = world.cells.regions()[collective.region];
  CollectiveOutcome out;
  out.id = collective.id;
  out.name = collective.name;
  out.origin = world.population.origins[collective.origin].id;
  out.region = world.population.origins[collective.origin].regions[region.within_origin].id;
  out.kind = world.kind(collective).id;
  tell_place(world, collective, out);
  out.sector = collective.sector;
  out.named = !collective.from_template;
  out.explained = collective.explained;
  out.stage = collective.stage;
  out.founded = collective.founded;
  out.applied = stage_month(collective, Stage::applied);
  out.contracted = stage_month(collective, Stage::accepted);
  if (!collective.trains.empty()) out.first_departed = collective.trains.front().departed;
  out.first_arrived = collective.settlement.arrived;
  if (ended(collective.stage)) out.ended = collective.stage_since;
  out.trains = static_cast<int>(collective.trains.size());
  out.households = collective.enrolled_households;
  for (const Train& train : collective.trains)
    out.members_departed += static_cast<int>(train.households.size());
  out.admitted = collective.admitted;
  out.departed = collective.departed;
  out.arrived = collective.arrived;
  out.locals = collective.settlement.locals;
  out.born = collective.born;
  out.died = collective.died;
  out.returned = collective.returned;
  out.left_for_ussr = collective.left_for_ussr;
  out.third_country = collective.third_country;
  out.withdrawn = collective.withdrawn;
  out.arrested = collective.arrested;
  out.executed = collective.executed;
  out.living_there = ended(collective.stage) ? 0 : collective.settlement.persons;
  out.votes = static_cast<int>(collective.votes.size());
  out.works = static_cast<int>(collective.works.size());
  out.mean_yield_ratio = mean_yield_ratio(collective);
  out.illusion = mean_illusion(world, collective);
  out.hired = collective.hired;
  out.called_up = collective.called_up;
  out.pupil_years = collective.settlement.pupil_years;
  out.patients = collective.settlement.patients;
  out.mean_wait = mean_wait(world, collective);
  return out;
}

// Flows summed over the year, stocks as in its last simulated month.
std::vector<YearRow> by_year(const Record& record, Month until) {
  std::map<std::tuple<int, Index, Index>, YearRow> years;
  std::vector<std::size_t> flows, stocks;
  for (std::size_t v = 0; v < variables().size(); ++v)
    (variables()[v].is_stock() ? stocks : flows).push_back(v);
  for (const RecordRow& row : record.rows) {
    YearRow& year = years[{row.month.year(), row.origin, row.collective}];
    year.year = row.month.year();
    year.origin = row.origin;
    year.collective = row.collective;
    const bool last = row.month.month_of_year() == 12 || row.month == until;
    for (const std::size_t v : flows)
      if (row.counts[v] != 0) add_count(year.counts[v], row.counts[v]);
    if (last)
      for (const std::size_t v : stocks) year.counts[v] = row.counts[v];
  }
  std::vector<YearRow> rows;
  rows.reserve(years.size());
  for (auto& [key, row] : years)
    if (std::any_of(row.counts.begin(), row.counts.end(), [](auto n) { return n != 0; }))
      rows.push_back(row);
  return rows;
}

std::vector<std::vector<std::int64_t>> by_month(const Record& record, Month from, int months) {
  // Added up month by month, where the counts of a row lie side by side.
  std::vector<std::vector<std::int64_t>> of_month(static_cast<std::size_t>(months),
                                                  std::vector<std::int64_t>(variables().size(), 0));
  for (const RecordRow& row : record.rows) {
    std::vector<std::int64_t>& sums = of_month[static_cast<std::size_t>(row.month - from)];
    for (std::size_t v = 0; v < sums.size(); ++v) sums[v] += row.counts[v];
  }
  std::vector<std::vector<std::int64_t>> totals(
      variables().size(), std::vector<std::int64_t>(static_cast<std::size_t>(months), 0));
  for (std::size_t v = 0; v < totals.size(); ++v)
    for (std::size_t month = 0; month < of_month.size(); ++month)
      totals[v][month] = of_month[month][v];
  return totals;
}

}  // namespace

std::vector<Measured> Simulation::figures() const {
  std::vector<Measured> list;
  for (const Target& target : parameters_->targets) {
    // A figure of other months says nothing about this run.
    const bool within = target.from <= parameters_->until && target.until >= parameters_->from;
    list.push_back(within ? measure(target, world_, record()) : Measured{});
  }
  return list;
}

Outcome Simulation::outcome(std::uint64_t replicate) const {
  Outcome out;
  out.replicate = replicate;
  out.key = world_.draws.key();
  out.from = parameters_->from;
  out.until = parameters_->until;
  out.years = by_year(record(), parameters_->until);
  out.months = by_month(record(), parameters_->from, parameters_->months());
  out.elsewhere = record().elsewhere;
  out.targets = figures();
  for (Index c = 0; c < world_.collectives.size(); ++c) {
    out.collectives.push_back(outcome_of(world_, world_.collectives[c]));
    out.collectives.back().income_ratio = mean_income_ratio(record(), c);
  }
  out.totals = world_.totals;
  out.touched = world_.people.entries();
  for (const PlacesAccount& account : world_.gate.accounts) {
    out.places_credited += account.credited();
    out.places_used += account.used();
  }
  out.votes = votes_of(world_);
  out.works = works_of(world_);
  out.harvests = harvests_of(world_);
  out.settlements = record().settlements;
  out.exits = exits_of(record());
  out.repressed = repressed_of(world_, parameters_->repression);
  return out;
}

}  // namespace komuna
