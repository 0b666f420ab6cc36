#include "analysis/metrics.hpp"

#include <array>
#include <limits>
#include <unordered_map>

#include "engine/measures/variable.hpp"

namespace komuna {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t not_there = static_cast<std::size_t>(-1);

// What people in the Soviet Union or on the way can die of.
constexpr std::array causes_of_death{Cause::hunger,   Cause::infancy, Cause::disease, Cause::age,
                                     Cause::accident, Cause::journey, Cause::war};

struct Sums {
  std::vector<double> all;        // by variable: flows summed, stocks at the end
  std::vector<double> by_origin;  // [origin][variable]
  std::vector<double> person_months;
};

Sums sums_of(const Parameters& parameters, const Outcome& outcome) {
  const auto& list = variables();
  const std::size_t origins = parameters.population.origins.size();
  Sums sums;
  sums.all.assign(list.size(), 0);
  sums.by_origin.assign(origins * list.size(), 0);
  sums.person_months.assign(list.size(), 0);
  const int last = outcome.until.year();
  for (const YearRow& row : outcome.years)
    for (std::size_t v = 0; v < list.size(); ++v) {
      if (list[v].is_stock() && row.year != last) continue;
      sums.all[v] += row.counts[v];
      if (row.origin != none) sums.by_origin[row.origin * list.size() + v] += row.counts[v];
    }
  for (std::size_t v = 0; v < list.size(); ++v)
    for (const std::int64_t month : outcome.months[v])
      sums.person_months[v] += static_cast<double>(month);
  return sums;
}

struct Groups {
  double founded = 0, departed = 0, at_work = 0, farms = 0, works_at_work = 0, at_end = 0;
  double works = 0;
};

Groups groups_of(const Outcome& outcome) {
  Groups groups;
  for (const CollectiveOutcome& collective : outcome.collectives) {
    const bool arrived = collective.first_arrived != distant_future;
    groups.founded += 1;
    groups.departed += collective.trains > 0 ? 1 : 0;
    groups.at_work += arrived ? 1 : 0;
    groups.farms += arrived && collective.sector == Sector::agriculture ? 1 : 0;
    groups.works_at_work += arrived && collective.sector == Sector::industry ? 1 : 0;
    groups.at_end += arrived && collective.ended == distant_future ? 1 : 0;
    groups.works += collective.works;
  }
  return groups;
}

// Describes a metric, or appends its value: the order stands in one place.
class Visitor {
 public:
  virtual ~Visitor() = default;
  virtual void metric(Metric about, double value) = 0;
};

// "Persons in camps at the end of the period." as what is summed over the run.
std::string years_of(std::string_view help) {
  std::string text(help);
  for (const char* end : {" at the end of the period.", " at its end."})
    if (const std::size_t at = text.find(end); at != std::string::npos) text.resize(at);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] += 'a' - 'A';
  return "Years lived by " + text + ", over the whole run.";
}

// "Persons who arrived." of one origin.
std::string help_from(std::string help, const std::string& origin) {
  if (!help.empty() && help.back() == '.') help.pop_back();
  return help + ", from " + origin + '.';
}

void visit_variables(const Parameters& parameters, const Sums& sums, Visitor& visitor) {
  const auto& list = variables();
  const auto& origins = parameters.population.origins;
  for (std::size_t v = 0; v < list.size(); ++v) {
    const std::string name(list[v].name);
    const std::string unit(list[v].unit);
    const std::string help(list[v].help);
    const std::string end = list[v].is_stock() ? ".end" : "";
    visitor.metric({name + end, unit, help, true}, sums.all[v]);
    if (list[v].is_stock())
      visitor.metric({name + ".person_years", "person-years", years_of(help), true},
                     sums.person_months[v] / 12.0);
    for (std::size_t o = 0; o < origins.size(); ++o)
      visitor.metric(
          {name + end + '.' + origins[o].id, unit, help_from(help, origins[o].name), false},
          sums.by_origin[o * list.size() + v]);
  }
}

void visit_groups(const Outcome& outcome, Visitor& visitor) {
  const Groups groups = groups_of(outcome);
  const auto count = [&](const char* name, const char* help, double value) {
    visitor.metric({name, "collectives", help, true}, value);
  };
  count("collectives_founded", "Collectives that came into being.", groups.founded);
  count("collectives_departed", "Collectives of which at least one train left.", groups.departed);
  count("collectives_at_work", "Collectives that reached their place.", groups.at_work);
  count("collectives_at_work_agriculture", "Farms among them.", groups.farms);
  count("collectives_at_work_industry", "Works among them.", groups.works_at_work);
  count("collectives_at_end", "Collectives still there when the run ended.", groups.at_end);
  visitor.metric({"works_finished", "works", "Works that collectives finished.", true},
                 groups.works);
}

void visit_goods(const Outcome& outcome, Visitor& visitor) {
  const auto add = [&](const char* name, const char* unit, const char* help, double value) {
    visitor.metric({name, unit, help, true}, value);
  };
  add("places_credited", "persons", "Places the gate offered.", outcome.places_credited);
  add("places_used", "persons", "Places of the gate that were used.", outcome.places_used);
  add("money_given", "dollars", "Money given in collections.", outcome.totals.money_given);
  add("provisions_given", "dollars", "Provisions given in collections.",
      outcome.totals.provisions_given);
  add("relief", "dollars", "Relief that reached the hungry.", outcome.totals.relief);
  add("equipment_given", "dollars", "Equipment given to no collective in particular.",
      outcome.totals.equipment);
}

void visit_parts(const Parameters& parameters, const Outcome& outcome, const DeathsByCause& deaths,
                 Visitor& visitor) {
  for (const Cause cause : causes_of_death)
    visitor.metric({"died_of." + std::string(name_of(cause)), "persons",
                    "Deaths at the destination and on the way, of this cause.", false},
                   static_cast<double>(deaths[static_cast<std::size_t>(cause)]));
  for (std::size_t d = 0; d < parameters.world.destinations.size(); ++d) {
    double sum = 0;
    if (d < outcome.elsewhere.size())
      for (const std::int64_t month : outcome.elsewhere[d]) sum += static_cast<double>(month);
    const Destination& destination = parameters.world.destinations[d];
    visitor.metric({"emigrated_elsewhere.to." + destination.id, "persons",
                    "Counted emigrants to " + destination.name, false},
                   sum);
  }
  for (std::size_t t = 0; t < parameters.targets.size(); ++t) {
    const bool there = t < outcome.targets.size() && outcome.targets[t].defined;
    visitor.metric(
        {"target." + parameters.targets[t].id, "as the target", parameters.targets[t].name, false},
        there ? outcome.targets[t].value : unknown);
  }
}

void visit_metrics(const Parameters& parameters, const Outcome& outcome,
                   const DeathsByCause& deaths, Visitor& visitor) {
  visit_variables(parameters, sums_of(parameters, outcome), visitor);
  visit_groups(outcome, visitor);
  visit_goods(outcome, visitor);
  visit_parts(parameters, outcome, deaths, visitor);
}

class Describe final : public Visitor {
 public:
  std::vector<Metric> list;
  void metric(Metric about, double /*value*/) override { list.push_back(std::move(about)); }
};

class Read final : public Visitor {
 public:
  std::vector<double> values;
  void metric(Metric /*about*/, double value) override { values.push_back(value); }
};

}  // namespace

std::vector<Metric> metrics_of(const Parameters& parameters) {
  Outcome nothing;
  nothing.months.assign(variables().size(), {});
  Describe describe;
  visit_metrics(parameters, nothing, DeathsByCause{}, describe);
  return describe.list;
}

std::vector<double> metric_values(const Parameters& parameters, const Outcome& outcome,
                                  const DeathsByCause& deaths) {
  Read read;
  visit_metrics(parameters, outcome, deaths, read);
  return read.values;
}

MetricOrder::MetricOrder(const std::vector<Metric>& wanted, const Parameters& parameters)
    : parameters_(parameters) {
  std::unordered_map<std::string, std::size_t> known;
  const std::vector<Metric> own = metrics_of(parameters);
  for (std::size_t i = 0; i < own.size(); ++i) known.emplace(own[i].name, i);
  for (const Metric& metric : wanted) {
    const auto at = known.find(metric.name);
    places_.push_back(at == known.end() ? not_there : at->second);
    if (at == known.end()) missing_.push_back(metric.name);
  }
}

std::vector<double> MetricOrder::values(const Outcome& outcome, const DeathsByCause& deaths) const {
  const std::vector<double> own = metric_values(parameters_, outcome, deaths);
  std::vector<double> values;
  values.reserve(places_.size());
  for (const std::size_t place : places_)
    values.push_back(place == not_there ? unknown : own[place]);
  return values;
}

}  // namespace komuna
