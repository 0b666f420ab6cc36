#include "analysis/report/figures.hpp"

#include <algorithm>
#include <utility>

#include "analysis/spread_pass.hpp"
#include "engine/measures/variable.hpp"

namespace komuna::report {
namespace {

struct Part {
  Line line;
  const char* variable;
};

// Stocks that add up to people living there; the others one to one.
constexpr std::array<Part, 19> parts{{{Line::requests, "requests"},
                                      {Line::admitted, "admitted"},
                                      {Line::refused, "refused"},
                                      {Line::withdrew, "withdrew"},
                                      {Line::departed, "departed"},
                                      {Line::arrived, "arrived"},
                                      {Line::born, "born"},
                                      {Line::returned, "returned"},
                                      {Line::third_country, "third_country"},
                                      {Line::expelled, "expelled"},
                                      {Line::died, "died"},
                                      {Line::died_in_camp, "died_in_camp"},
                                      {Line::executed, "executed"},
                                      {Line::arrested, "arrested"},
                                      {Line::living_there, "in_collective"},
                                      {Line::living_there, "in_ussr"},
                                      {Line::living_there, "in_camp"},
                                      {Line::in_collectives, "in_collective"},
                                      {Line::in_camp, "in_camp"}}};

// Arrived by the end of the year and not ended by then.
bool at_work(const CollectiveOutcome& collective, int year) {
  const Month last = Month::of(year, 12);
  return collective.first_arrived <= last && collective.ended > last;
}

Month median_month(const Tally& months) {
  if (months.size() == 0) return distant_future;
  return Month{static_cast<std::int32_t>(months.median())};
}

bool counts_a_movement(const Target& target) {
  return target.measure == MeasureKind::largest_collectives ||
         target.measure == MeasureKind::departures || target.measure == MeasureKind::admitted;
}

}  // namespace

ReportFigures::ReportFigures(const Parameters& parameters, const OutcomeSource& source,
                             std::size_t buffer)
    : parameters_(parameters),
      named_(parameters.world.collectives.size()),
      targets_(parameters.targets.size()),
      aftermath_(parameters) {
  for (std::size_t i = 0; i < named_.size(); ++i)
    plans_.emplace(parameters.world.collectives[i].id, i);
  const auto& list = parameters.population.origins;
  for (std::size_t o = 0; o < list.size(); ++o)
    for (std::size_t r = 0; r < list[o].regions.size(); ++r)
      regions_.emplace(std::pair(list[o].id, list[o].regions[r].id),
                       std::pair(static_cast<Index>(o), static_cast<Index>(r)));
  for (std::size_t s = 0; s < parameters.world.sites.size(); ++s)
    sites_.emplace(parameters.world.sites[s].id, static_cast<Index>(s));
  source.each([this](const Outcome& outcome) {
    if (outcome.error.empty()) count(outcome);
  });
  spreads_ = spreads_of(
      source, completed_, row_size(), buffer,
      [this](const Outcome& outcome, std::vector<std::int32_t>& row) { fill(outcome, row); });
}

void ReportFigures::fill(const Outcome& outcome, std::vector<std::int32_t>& row) const {
  row.assign(row_size(), 0);
  fill_years(outcome, row);
  fill_collectives(outcome, row);
  fill_sums(row);
}

void ReportFigures::fill_years(const Outcome& outcome, std::vector<std::int32_t>& row) const {
  std::array<std::size_t, parts.size()> variables{};
  for (std::size_t p = 0; p < parts.size(); ++p) variables[p] = variable_index(parts[p].variable);
  const std::size_t departed = variable_index("departed");
  for (const YearRow& counted : outcome.years) {
    if (counted.origin == none) continue;
    const std::size_t year = year_index(counted.year);
    for (std::size_t p = 0; p < parts.size(); ++p)
      add_count(row[of_year(parts[p].line, year)], counted.counts[variables[p]]);
    const bool alone = counted.collective == none;
    add_count(row[alone ? of_year(Line::alone, year) : of_origin(counted.origin, year)],
              counted.counts[departed]);
  }
}

void ReportFigures::fill_collectives(const Outcome& outcome, std::vector<std::int32_t>& row) const {
  for (const CollectiveOutcome& collective : outcome.collectives) {
    const bool arrived = collective.first_arrived != distant_future;
    ++row[of_single(Single::founded)];
    row[of_single(Single::departed)] += collective.first_departed != distant_future ? 1 : 0;
    row[of_single(Single::arrived)] += arrived ? 1 : 0;
    row[of_single(Single::standing)] += arrived && collective.ended == distant_future ? 1 : 0;
    const Line line =
        collective.sector == Sector::agriculture ? Line::farms_at_work : Line::works_at_work;
    for (std::size_t y = 0; y < years(); ++y)
      row[of_year(line, y)] += at_work(collective, first_year() + static_cast<int>(y)) ? 1 : 0;
  }
}

void ReportFigures::fill_sums(std::vector<std::int32_t>& row) const {
  for (std::size_t l = 0; l < line_count; ++l) {
    const auto line = static_cast<Line>(l);
    for (std::size_t y = is_stock(line) ? years() - 1 : 0; y < years(); ++y)
      add_count(row[of_total(line)], row[of_year(line, y)]);
  }
  for (std::size_t o = 0; o < origins(); ++o) {
    std::int32_t so_far = 0;
    for (std::size_t y = 0; y < years(); ++y) {
      add_count(so_far, row[of_origin(o, y)]);
      row[of_origin_until(o, y)] = so_far;
    }
    add_count(row[of_single(Single::organised)], so_far);
  }
}

void ReportFigures::count(const Outcome& outcome) {
  ++completed_;
  aftermath_.add(outcome);
  count_journeys(outcome);
  for (const CollectiveOutcome& collective : outcome.collectives) {
    if (collective.first_arrived != distant_future)
      ++ends_[static_cast<std::size_t>(collective.stage)];
    if (collective.named) count_named(collective);
  }
  for (std::size_t t = 0; t < targets_.size() && t < outcome.targets.size(); ++t)
    if (outcome.targets[t].defined && counts_a_movement(parameters_.targets[t]))
      ++targets_[t][outcome.targets[t].value];
}

void ReportFigures::count_journeys(const Outcome& outcome) {
  std::map<std::tuple<Index, Index, Index>, std::int64_t> journeys;
  for (const CollectiveOutcome& collective : outcome.collectives) {
    const auto region = regions_.find({collective.origin, collective.region});
    if (collective.departed == 0 || region == regions_.end()) continue;
    const auto site = sites_.find(collective.site);
    journeys[{region->second.first, region->second.second,
              site == sites_.end() ? none : site->second}] += collective.departed;
  }
  for (const auto& [journey, persons] : journeys) {
    Travelled& travelled = journeys_[journey];
    travelled.persons += persons;
    ++travelled.replicates;
  }
}

void ReportFigures::count_named(const CollectiveOutcome& collective) {
  const auto plan = plans_.find(collective.id);
  if (plan == plans_.end()) return;
  Named& fate = named_[plan->second];
  ++fate.stages[static_cast<std::size_t>(collective.stage)];
  if (collective.first_departed != distant_future)
    fate.first_train.add(collective.first_departed.index);
  if (collective.ended != distant_future) fate.ended.add(collective.ended.index);
  fate.members.add(collective.households);
  fate.persons.add(collective.departed);
  fate.arrived.add(collective.arrived);
  fate.died.add(collective.died);
  fate.returned.add(collective.returned);
  fate.works.add(collective.works);
}

const Spread& ReportFigures::year(Line line, int year) const {
  return spreads_[of_year(line, year_index(year))];
}

const Spread& ReportFigures::total(Line line) const { return spreads_[of_total(line)]; }

const Spread& ReportFigures::organised(std::size_t origin, int year) const {
  return spreads_[of_origin(origin, year_index(year))];
}

const Spread& ReportFigures::organised_until(std::size_t origin, int year) const {
  return spreads_[of_origin_until(origin, year_index(year))];
}

std::array<double, stage_count> ReportFigures::ends() const {
  std::array<double, stage_count> means{};
  for (std::size_t s = 0; s < means.size(); ++s)
    means[s] =
        completed() > 0 ? static_cast<double>(ends_[s]) / static_cast<double>(completed()) : 0.0;
  return means;
}

std::vector<double> ReportFigures::target_values(std::size_t target) const {
  std::vector<double> values;
  for (const auto& [value, replicates] : targets_[target])
    values.insert(values.end(), static_cast<std::size_t>(replicates), value);
  return values;
}

std::vector<CollectiveFate> ReportFigures::named() const {
  std::vector<CollectiveFate> fates;
  const auto all = static_cast<double>(completed());
  for (const Named& counted : named_) {
    CollectiveFate fate;
    const auto founded = static_cast<double>(counted.members.size());
    if (all > 0) {
      fate.founded = founded / all;
      fate.departed = static_cast<double>(counted.first_train.size()) / all;
    }
    fate.first_train = median_month(counted.first_train);
    fate.ended = median_month(counted.ended);
    fate.members = counted.members.median();
    fate.persons = counted.persons.median();
    fate.arrived = counted.arrived.median();
    fate.died = counted.died.median();
    fate.returned = counted.returned.median();
    fate.works = counted.works.median();
    const auto most = std::max_element(counted.stages.begin(), counted.stages.end());
    fate.stage = static_cast<Stage>(most - counted.stages.begin());
    if (founded > 0) fate.stage_share = static_cast<double>(*most) / founded;
    fates.push_back(fate);
  }
  return fates;
}

std::vector<Journey> ReportFigures::journeys() const {
  std::vector<Journey> list;
  const auto all = static_cast<double>(completed());
  for (const auto& [journey, travelled] : journeys_) {
    const auto& [origin, region, site] = journey;
    list.push_back({origin, region, site, static_cast<double>(travelled.persons) / all,
                    static_cast<double>(travelled.replicates) / all});
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const Journey& a, const Journey& b) { return a.persons > b.persons; });
  return list;
}

}  // namespace komuna::report
