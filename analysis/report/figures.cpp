#include "analysis/report/figures.hpp"

#include <algorithm>
#include <utility>

#include "analysis/quantiles.hpp"
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

Month median_month(const std::vector<double>& months) {
  if (months.empty()) return distant_future;
  return Month{static_cast<std::int32_t>(median_of(months))};
}

}  // namespace

ReportFigures::ReportFigures(const Parameters& parameters)
    : parameters_(parameters),
      named_(parameters.world.collectives.size()),
      targets_(parameters.targets.size()) {
  for (std::size_t i = 0; i < named_.size(); ++i)
    plans_.emplace(parameters.world.collectives[i].id, i);
  const auto& origins = parameters.population.origins;
  for (std::size_t o = 0; o < origins.size(); ++o)
    for (std::size_t r = 0; r < origins[o].regions.size(); ++r)
      regions_.emplace(std::pair(origins[o].id, origins[o].regions[r].id),
                       std::pair(static_cast<Index>(o), static_cast<Index>(r)));
  for (std::size_t s = 0; s < parameters.world.sites.size(); ++s)
    sites_.emplace(parameters.world.sites[s].id, static_cast<Index>(s));
}

ReportFigures::ReportFigures(const Parameters& parameters, const OutcomeSource& outcomes)
    : ReportFigures(parameters) {
  outcomes.each([this](const Outcome& outcome) { add(outcome); });
}

void ReportFigures::add(const Outcome& outcome) {
  if (!outcome.error.empty()) return;
  std::vector<std::int32_t> block((line_count + parameters_.population.origins.size()) * years());
  add_years(outcome, block);
  add_collectives(outcome, block);
  blocks_.push_back(std::move(block));
  for (std::size_t t = 0; t < targets_.size() && t < outcome.targets.size(); ++t)
    if (outcome.targets[t].defined) targets_[t].push_back(outcome.targets[t].value);
}

void ReportFigures::add_years(const Outcome& outcome, std::vector<std::int32_t>& block) const {
  std::array<std::size_t, parts.size()> variables{};
  for (std::size_t p = 0; p < parts.size(); ++p) variables[p] = variable_index(parts[p].variable);
  const std::size_t departed = variable_index("departed");
  for (const YearRow& row : outcome.years) {
    if (row.origin == none) continue;
    const auto year = static_cast<std::size_t>(row.year - first_year());
    const auto at = [&](std::size_t line) -> std::int32_t& { return block[line * years() + year]; };
    for (std::size_t p = 0; p < parts.size(); ++p)
      add_count(at(static_cast<std::size_t>(parts[p].line)), row.counts[variables[p]]);
    const bool alone = row.collective == none;
    add_count(at(alone ? static_cast<std::size_t>(Line::alone) : origin_line(row.origin)),
              row.counts[departed]);
  }
}

void ReportFigures::add_collectives(const Outcome& outcome, std::vector<std::int32_t>& block) {
  Counted count;
  std::map<std::tuple<Index, Index, Index>, std::int64_t> journeys;
  for (const CollectiveOutcome& collective : outcome.collectives) {
    const bool arrived = collective.first_arrived != distant_future;
    ++count.founded;
    count.departed += collective.first_departed != distant_future ? 1 : 0;
    count.arrived += arrived ? 1 : 0;
    count.standing += arrived && collective.ended == distant_future ? 1 : 0;
    if (arrived) ++ends_[static_cast<std::size_t>(collective.stage)];
    if (collective.named) add_named(collective);
    const Line line =
        collective.sector == Sector::agriculture ? Line::farms_at_work : Line::works_at_work;
    for (std::size_t y = 0; y < years(); ++y)
      block[static_cast<std::size_t>(line) * years() + y] +=
          at_work(collective, first_year() + static_cast<int>(y)) ? 1 : 0;
    const auto region = regions_.find({collective.origin, collective.region});
    if (collective.departed == 0 || region == regions_.end()) continue;
    const auto site = sites_.find(collective.site);
    journeys[{region->second.first, region->second.second,
              site == sites_.end() ? none : site->second}] += collective.departed;
  }
  counted_.push_back(count);
  for (const auto& [journey, persons] : journeys) {
    Travelled& travelled = journeys_[journey];
    travelled.persons += persons;
    ++travelled.replicates;
  }
}

void ReportFigures::add_named(const CollectiveOutcome& collective) {
  const auto plan = plans_.find(collective.id);
  if (plan == plans_.end()) return;
  Named& fate = named_[plan->second];
  ++fate.stages[static_cast<std::size_t>(collective.stage)];
  if (collective.first_departed != distant_future)
    fate.first_train.push_back(collective.first_departed.index);
  if (collective.ended != distant_future) fate.ended.push_back(collective.ended.index);
  fate.members.push_back(collective.households);
  fate.persons.push_back(collective.departed);
  fate.arrived.push_back(collective.arrived);
  fate.died.push_back(collective.died);
  fate.returned.push_back(collective.returned);
  fate.works.push_back(collective.works);
}

Spread ReportFigures::sum(std::size_t line, std::size_t from, std::size_t until) const {
  std::vector<double> values;
  values.reserve(blocks_.size());
  for (const auto& block : blocks_) {
    double value = 0;
    for (std::size_t y = from; y <= until; ++y) value += block[line * years() + y];
    values.push_back(value);
  }
  return spread_of(std::move(values));
}

Spread ReportFigures::year(Line line, int year) const {
  const auto y = static_cast<std::size_t>(year - first_year());
  return sum(static_cast<std::size_t>(line), y, y);
}

Spread ReportFigures::total(Line line) const {
  return sum(static_cast<std::size_t>(line), is_stock(line) ? years() - 1 : 0, years() - 1);
}

Spread ReportFigures::organised(std::size_t origin, int year) const {
  const auto y = static_cast<std::size_t>(year - first_year());
  return sum(origin_line(origin), y, y);
}

Spread ReportFigures::organised_until(std::size_t origin, int year) const {
  return sum(origin_line(origin), 0, static_cast<std::size_t>(year - first_year()));
}

Spread ReportFigures::organised_total() const {
  std::vector<double> values;
  for (const auto& block : blocks_) {
    double value = 0;
    for (std::size_t i = line_count * years(); i < block.size(); ++i) value += block[i];
    values.push_back(value);
  }
  return spread_of(std::move(values));
}

Spread ReportFigures::counted(std::int32_t Counted::* what) const {
  std::vector<double> values;
  for (const Counted& count : counted_) values.push_back(count.*what);
  return spread_of(std::move(values));
}
Spread ReportFigures::collectives_founded() const { return counted(&Counted::founded); }
Spread ReportFigures::collectives_departed() const { return counted(&Counted::departed); }
Spread ReportFigures::collectives_arrived() const { return counted(&Counted::arrived); }
Spread ReportFigures::collectives_standing() const { return counted(&Counted::standing); }

std::array<double, stage_count> ReportFigures::ends() const {
  std::array<double, stage_count> means{};
  for (std::size_t s = 0; s < means.size(); ++s)
    means[s] =
        completed() > 0 ? static_cast<double>(ends_[s]) / static_cast<double>(completed()) : 0.0;
  return means;
}

std::vector<double> ReportFigures::target_values(std::size_t target) const {
  return targets_[target];
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
    fate.members = median_of(counted.members);
    fate.persons = median_of(counted.persons);
    fate.arrived = median_of(counted.arrived);
    fate.died = median_of(counted.died);
    fate.returned = median_of(counted.returned);
    fate.works = median_of(counted.works);
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
