#include <algorithm>
#include <functional>

#include "engine/measures/target.hpp"

namespace komuna {
namespace {

constexpr int under_three_months = 36;

bool listed(const World& world, const std::vector<std::string>& origins, Index origin) {
  if (origins.empty()) return true;
  if (origin == none) return false;
  const std::string& id = world.population.origins[origin].id;
  return std::find(origins.begin(), origins.end(), id) != origins.end();
}

bool of_sector(const Target& target, Sector sector) {
  return target.sector.empty() || sector_names[static_cast<std::size_t>(sector)] == target.sector;
}

Measured number(double value) { return {true, value}; }

// Hired teams are bound by a contract of their own and are no communes or cooperatives.
bool counts(const Target& target, const World& world, const Collective& collective) {
  return world.kind(collective).votes && listed(world, target.origins, collective.origin) &&
         of_sector(target, collective.sector);
}

double as_year(Month month) { return month.year() + (month.month_of_year() - 0.5) / 12.0; }

// Persons, or households, that left with each collective within the window.
std::vector<double> departed_by_collective(const Target& target, const World& world) {
  std::vector<double> sizes(world.collectives.size(), 0.0);
  for (std::size_t c = 0; c < sizes.size(); ++c)
    for (const Train& train : world.collectives[c].trains)
      if (train.departed >= target.from && train.departed <= target.until)
        sizes[c] += target.members_only ? static_cast<double>(train.households.size())
                                        : train.adults + train.children;
  return sizes;
}

// The same of those that enrolled, whether they left or withdrew.
std::vector<double> enrolled_by_collective(const Target& target, const World& world,
                                           const Record& record) {
  std::vector<double> sizes(world.collectives.size(), 0.0);
  if (target.members_only) {
    for (const Household& household : world.people.households())
      if (household.collective != none && household.cell != none && !household.hired &&
          household.joined >= target.from && household.joined <= target.until)
        ++sizes[household.collective];
    return sizes;
  }
  const std::size_t enrolled = variable_index("enrolled");
  for (const RecordRow& row : record.rows)
    if (row.collective != none && row.month >= target.from && row.month <= target.until)
      sizes[row.collective] += static_cast<double>(row.counts[enrolled]);
  return sizes;
}

Measured largest(const Target& target, const World& world, const Record& record) {
  const std::vector<double> of_all = target.counted_by == CountedBy::enrolment
                                         ? enrolled_by_collective(target, world, record)
                                         : departed_by_collective(target, world);
  std::vector<double> sizes;
  for (std::size_t c = 0; c < of_all.size(); ++c)
    if (counts(target, world, world.collectives[c])) sizes.push_back(of_all[c]);
  std::sort(sizes.begin(), sizes.end(), std::greater<>());
  double sum = 0;
  for (std::size_t i = 0; i < sizes.size() && i < static_cast<std::size_t>(target.count); ++i)
    sum += sizes[i];
  return number(sum);
}

// Settled by the end of the window and not yet ended at its beginning.
bool worked_within(const Target& target, const Collective& collective) {
  const Month arrived = collective.settlement.arrived;
  if (arrived == distant_future || arrived > target.until) return false;
  return !ended(collective.stage) || collective.stage_since >= target.from;
}

Measured at_work(const Target& target, const World& world) {
  double found = 0;
  for (const Collective& collective : world.collectives)
    if (counts(target, world, collective) && worked_within(target, collective)) ++found;
  return number(found);
}

Measured flow(const Target& target, const World& world, const Record& record,
              std::string_view variable) {
  const std::int64_t sum =
      record.sum(variable_index(variable), target.from, target.until, [&](const RecordRow& row) {
        if (!listed(world, target.origins, row.origin)) return false;
        const bool organised = row.collective != none;
        if (target.organised == Organised::collectives && !organised) return false;
        if (target.organised == Organised::alone && organised) return false;
        return target.sector.empty() ||
               (organised && of_sector(target, world.collectives[row.collective].sector));
      });
  return number(static_cast<double>(sum));
}

Measured elsewhere(const Target& target, const World& world, const Record& record) {
  // Rows of counted emigrants carry no destination; the record keeps them by destination.
  const auto d = find_entry(world.parameters.destinations, target.destination);
  if (!d) return flow(target, world, record, "emigrated_elsewhere");
  const auto& months = record.elsewhere[*d];
  const Month first = world.month - (static_cast<int>(months.size()) - 1);
  double sum = 0;
  for (std::size_t m = 0; m < months.size(); ++m) {
    const Month month = first + static_cast<int>(m);
    if (month >= target.from && month <= target.until) sum += static_cast<double>(months[m]);
  }
  return number(sum);
}

const Collective* named(const Target& target, const World& world) {
  for (const Collective& collective : world.collectives)
    if (collective.id == target.collective) return &collective;
  return nullptr;
}

// Whether a person of a household of the train travelled with it: left behind families follow
// later.
bool on_board(const Person& person, const Train& train) {
  if (person.born > train.departed) return false;
  if (person.arrived != distant_future) return person.arrived == train.arrives;
  if (!train.arrived) return person.state == PersonState::in_transit;
  return person.state == PersonState::dead && person.since == train.arrives;  // on the way
}

// Persons of a train with a property.
template <class Keep>
double count_on(const World& world, const Train& train, const Keep& keep) {
  double found = 0;
  for (const Index household : train.households)
    world.people.each_member(household, [&](Index p) {
      const Person& person = world.people.person(p);
      if (on_board(person, train) && keep(person)) ++found;
    });
  return found;
}

Measured first_train(const Target& target, const World& world, const Train& train) {
  switch (target.measure) {
    case MeasureKind::first_train_members:
      return number(static_cast<double>(train.households.size()));
    case MeasureKind::first_train_children:
      return number(train.children);
    case MeasureKind::first_train_under_three:
      return number(count_on(world, train, [&](const Person& person) {
        return person.age_months(train.departed) < under_three_months;
      }));
    case MeasureKind::died_within:
      return number(count_on(world, train, [&](const Person& person) {
        return person.state == PersonState::dead &&
               person.since <= train.arrives + static_cast<int>(target.months);
      }));
    default:
      return number(train.adults + train.children);
  }
}

Measured signed_in(const Target& target, const World& world) {
  const Collective* collective = named(target, world);
  if (collective == nullptr || collective->contract.signed_in == distant_future) return {};
  return number(as_year(collective->contract.signed_in));
}

Measured end_of(const Target& target, const World& world) {
  const Collective* collective = named(target, world);
  if (collective == nullptr || !ended(collective->stage) || collective->trains.empty()) return {};
  return number(as_year(collective->stage_since));
}

std::int64_t sum_of(const Target& target, const World& world, const Record& record,
                    std::string_view variable) {
  return record.sum(variable_index(variable), target.from, target.until, [&](const RecordRow& row) {
    return row.collective != none && world.collectives[row.collective].id == target.collective;
  });
}

Measured back_from(const Target& target, const World& world, const Record& record) {
  const Collective* collective = named(target, world);
  if (collective == nullptr || collective->arrived == 0) return {};
  return number(static_cast<double>(sum_of(target, world, record, "returned") +
                                    sum_of(target, world, record, "third_country")));
}

// Deaths beyond the life table a person and year, of those who came with the collective or were
// born to it; by whole calendar years.
Measured excess_rate(const Target& target, const World& world, const Record& record) {
  const double months = static_cast<double>(sum_of(target, world, record, "person_months"));
  if (months <= 0) return {};
  double excess = 0;
  for (const ExitRow& row : record.exits)
    if (row.collective != none && world.collectives[row.collective].id == target.collective &&
        row.to == PersonState::dead && row.year >= target.from.year() &&
        row.year <= target.until.year())
      excess += row.excess;
  return number(12.0 * excess / months);
}

Measured committed(const Target& target, const World& world) {
  double all = 0, of_the_cause = 0;
  for (const Collective& collective : world.collectives) {
    if (!counts(target, world, collective)) continue;
    for (const Train& train : collective.trains) {
      if (train.departed < target.from || train.departed > target.until) continue;
      for (const Index h : train.households) {
        ++all;
        if (world.people.household(h).stratum != Stratum::indifferent) ++of_the_cause;
      }
    }
  }
  return all > 0 ? number(of_the_cause / all) : Measured{};
}

Measured rank_in_works(const Target& target, const World& world) {
  const Collective* collective = named(target, world);
  if (collective == nullptr || collective->trains.empty()) return {};
  double rank = 1;
  for (const Collective& other : world.collectives)
    if (other.works.size() > collective->works.size()) ++rank;
  return number(rank);
}

// Departures of the origins together over those of the largest single origin behind them (of those
// named, or of all others). 0 behind counts as 1.
Measured lead_of(const Target& target, const World& world, const Record& record) {
  Target one = target;
  const double ahead = flow(one, world, record, "departed").value;
  double behind = 1;
  for (Index o = 0; o < world.population.origins.size(); ++o) {
    const bool compared =
        target.behind.empty() ? !listed(world, target.origins, o) : listed(world, target.behind, o);
    if (!compared) continue;
    one.origins = {world.population.origins[o].id};
    behind = std::max(behind, flow(one, world, record, "departed").value);
  }
  return number(ahead / behind);
}

Measured of_collective(const Target& target, const World& world, const Record& record) {
  const Collective* collective = named(target, world);
  if (collective == nullptr || collective->trains.empty()) return {};
  const Train& first = collective->trains.front();
  double households = 0;
  double persons = 0;
  double arrived = 0;
  for (const Train& train : collective->trains) {
    if (train.arrived) arrived += static_cast<double>(train.households.size());
    households += static_cast<double>(train.households.size());
    persons += train.adults + train.children;
  }
  switch (target.measure) {
    case MeasureKind::members_per_person:
      return persons > 0 ? number(households / persons) : Measured{};
    case MeasureKind::arrived_persons:
      return number(collective->arrived);
    case MeasureKind::founding_to_train:
      return number(first.departed - collective->founded);
    case MeasureKind::work_finished: {
      const auto& works = world.plan(*collective).works;
      for (const FinishedWork& work : collective->works)
        if (works[work.work].id == target.work) return number(as_year(work.month));
      return {};
    }
    case MeasureKind::left_within: {
      double left = 0;
      for (const Train& train : collective->trains)
        for (const Index household : train.households)
          if (train.arrived && household < record.left_collective.size() &&
              record.left_collective[household] <= train.arrives + static_cast<int>(target.months))
            ++left;
      return arrived > 0 ? number(left / arrived) : Measured{};
    }
    default:
      return first_train(target, world, first);
  }
}

// Arrested or executed within the window, relative to those in the Soviet Union at its start.
Measured share_of_settlers(const Target& target, const World& world, const Record& record,
                           std::string_view variable) {
  Target start = target;
  start.from = start.until = target.from - 1;
  double present = 0;
  for (const std::string_view stock : {"in_collective", "in_ussr"})
    present += flow(start, world, record, stock).value;
  if (present <= 0) return {};
  return number(flow(target, world, record, variable).value / present);
}

}  // namespace

Measured measure(const Target& target, const World& world, const Record& record) {
  switch (target.measure) {
    case MeasureKind::largest_collectives:
      return largest(target, world, record);
    case MeasureKind::collectives_at_work:
      return at_work(target, world);
    case MeasureKind::departures:
      return flow(target, world, record, "departed");
    case MeasureKind::requests:
      return flow(target, world, record, "requests");
    case MeasureKind::admitted:
      return flow(target, world, record, "admitted");
    case MeasureKind::enrolled:
      return flow(target, world, record, "enrolled");
    case MeasureKind::emigrated_elsewhere:
      return elsewhere(target, world, record);
    case MeasureKind::arrested_share:
      return share_of_settlers(target, world, record, "arrested");
    case MeasureKind::executed_share:
      return share_of_settlers(target, world, record, "executed");
    case MeasureKind::contract_signed:
      return signed_in(target, world);
    case MeasureKind::ended_in:
      return end_of(target, world);
    case MeasureKind::returned_persons:
      return back_from(target, world, record);
    case MeasureKind::excess_death_rate:
      return excess_rate(target, world, record);
    case MeasureKind::committed_share:
      return committed(target, world);
    case MeasureKind::works_rank:
      return rank_in_works(target, world);
    case MeasureKind::lead:
      return lead_of(target, world, record);
    default:
      return of_collective(target, world, record);
  }
}

}  // namespace komuna
