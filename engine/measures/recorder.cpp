#include "engine/measures/recorder.hpp"

#include <algorithm>
#include <utility>

namespace komuna {
namespace {

constexpr std::size_t no_variable = variable_count;

// Stock variable of a state, or none.
std::array<std::size_t, person_state_count> stock_variables() {
  std::array<std::size_t, person_state_count> of{};
  of.fill(no_variable);
  const auto& list = variables();
  for (std::size_t v = 0; v < list.size(); ++v)
    if (list[v].is_stock()) of[static_cast<std::size_t>(list[v].state)] = v;
  return of;
}

// The stocks that live in the Soviet Union, and the column their months are summed into.
struct MonthsLived {
  std::array<std::size_t, 4> stocks{variable_index("in_collective"), variable_index("in_ussr"),
                                    variable_index("in_camp"), variable_index("in_army")};
  std::size_t sum = variable_index("person_months");
};

std::vector<std::size_t> flow_variables() {
  std::vector<std::size_t> flows;
  for (std::size_t v = 0; v < variables().size(); ++v)
    if (!variables()[v].is_stock()) flows.push_back(v);
  return flows;
}

// Life before departure ends, a journey ends elsewhere than there, or life in the Soviet Union
// changes or ends. Departures and arrivals are no exits, nor what becomes of those who never left.
bool is_exit(const Event& event) {
  switch (event.from) {
    case PersonState::waiting:
      return event.to != PersonState::in_transit;
    case PersonState::in_transit:
      return event.to != PersonState::in_collective && event.to != PersonState::in_ussr;
    case PersonState::in_collective:
    case PersonState::in_ussr:
    case PersonState::in_camp:
    case PersonState::in_army:
      return true;
    default:
      return false;
  }
}

}  // namespace

Recorder::Recorder(const World& world, Recorded recorded) : recorded_(recorded) {
  record_.elsewhere.resize(world.destinations.size());
}

std::size_t Recorder::row_of(Index origin, Index collective) {
  const std::uint64_t key = (std::uint64_t{origin} << 32) | collective;
  const auto [place, fresh] = line_of_.try_emplace(key, lines_.size());
  if (fresh) lines_.push_back({origin, collective, Counts{}});
  return place->second;
}

void Recorder::note_leaving(const World& world, const Event& event) {
  const bool left = event.to == PersonState::in_ussr || event.to == PersonState::returned ||
                    event.to == PersonState::third_country;
  if (event.from != PersonState::in_collective || !left) return;
  if (world.people.household(event.household).head != event.person) return;
  auto& months = record_.left_collective;
  if (months.size() <= event.household) months.resize(event.household + 1, distant_future);
  months[event.household] = std::min(months[event.household], world.month);
}

// Events come in runs of the same origin and collective, and of the same sort.
std::size_t Recorder::line_for(Index origin, Index collective) {
  if (last_line_ < lines_.size() && lines_[last_line_].origin == origin &&
      lines_[last_line_].collective == collective)
    return last_line_;
  return last_line_ = row_of(origin, collective);
}

// Which variables count an event is asked once for each sort of event, of one person.
const std::vector<std::size_t>& Recorder::counting(const World& world, const Event& event) {
  const std::uint64_t sort = (static_cast<std::uint64_t>(event.kind) << 32) |
                             (static_cast<std::uint64_t>(event.from) << 24) |
                             (static_cast<std::uint64_t>(event.to) << 16) |
                             (static_cast<std::uint64_t>(event.cause) << 8) |
                             static_cast<std::uint64_t>(event.entry ? 1 : 0);
  if (sort == last_sort_) return counting_[last_counting_];
  const auto [place, fresh] = counting_of_.try_emplace(sort, counting_.size());
  if (fresh) {
    Event one = event;
    one.count = 1;
    std::vector<std::size_t> found;
    const auto& list = variables();
    for (std::size_t v = 0; v < list.size(); ++v)
      if (!list[v].is_stock() && list[v].flow(world, one) != 0) found.push_back(v);
    counting_.push_back(std::move(found));
  }
  last_sort_ = sort;
  last_counting_ = place->second;
  return counting_[last_counting_];
}

// A person leaves the stock of the row that he or she was counted in, also when living with another
// family by then.
void Recorder::move_in_stocks(const Event& event, std::size_t line) {
  static const auto stock_of = stock_variables();
  if (counted_in_.size() <= event.person) counted_in_.resize(event.person + 1, none);
  Index& counted = counted_in_[event.person];
  if (counted != none) --lines_[counted].counts[stock_of[static_cast<std::size_t>(event.from)]];
  const std::size_t entered = stock_of[static_cast<std::size_t>(event.to)];
  counted = entered == no_variable ? none : static_cast<Index>(line);
  if (entered != no_variable) ++lines_[line].counts[entered];
}

void Recorder::note_exit(const Event& event, Index origin) {
  constexpr std::uint64_t bits = 0xffff;  // 65,535 collectives are more than a scenario may found
  const auto kind = static_cast<std::uint64_t>(event.from) * 1024 +
                    static_cast<std::uint64_t>(event.to) * 64 +
                    static_cast<std::uint64_t>(event.cause);
  const int year = event.month.year();
  const std::uint64_t key = (static_cast<std::uint64_t>(year) << 48) | ((origin & bits) << 32) |
                            ((event.collective & bits) << 16) | kind;
  const auto [place, fresh] = exit_of_.try_emplace(key, record_.exits.size());
  if (fresh)
    record_.exits.push_back(
        {year, origin, event.collective, event.from, event.to, event.cause, 0, 0});
  ExitRow& row = record_.exits[place->second];
  ++row.persons;
  row.excess += event.excess;
}

void Recorder::note_settlements(const World& world) {
  for (Index c = 0; c < world.collectives.size(); ++c) {
    const Settlement& life = world.collectives[c].settlement;
    if (!life.begun) continue;
    const double wage = world.soviet.wage;
    record_.settlements.push_back({world.month.year(), c, life.persons, life.adults, life.locals,
                                   life.housing, life.food, life.health, life.schooling,
                                   life.reality.living, wage > 0.0 ? life.income / wage : 0.0});
  }
}

void Recorder::observe(const World& world) {
  const auto& list = variables();
  static const MonthsLived lived;
  static const std::vector<std::size_t> flows = flow_variables();
  for (auto& months : record_.elsewhere) months.push_back(0);
  for (const Event& event : world.events) {
    const Index origin = event.cell == none ? none : world.cells[event.cell].origin;
    const std::size_t line = line_for(origin, event.collective);
    if (event.kind == EventKind::emigrated_elsewhere)
      record_.elsewhere[event.place].back() += event.count;
    Counts& counts = lines_[line].counts;
    for (const std::size_t v : counting(world, event))
      add_count(counts[v], list[v].flow(world, event));
    if (event.kind != EventKind::moved) continue;
    note_leaving(world, event);
    move_in_stocks(event, line);
    if (recorded_ == Recorded::everything && !event.entry && is_exit(event))
      note_exit(event, origin);
  }
  if (recorded_ == Recorded::everything && world.month.month_of_year() == 12)
    note_settlements(world);
  for (Line& line : lines_) {
    for (const std::size_t stock : lived.stocks) line.counts[lived.sum] += line.counts[stock];
    const bool any = std::any_of(line.counts.begin(), line.counts.end(),
                                 [](std::int32_t count) { return count != 0; });
    if (!any) continue;
    record_.rows.push_back({world.month, line.origin, line.collective, line.counts});
    for (const std::size_t v : flows) line.counts[v] = 0;
  }
}

}  // namespace komuna
