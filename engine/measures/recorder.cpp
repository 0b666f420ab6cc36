#include "engine/measures/recorder.hpp"

#include <algorithm>

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

}  // namespace

Recorder::Recorder(const World& world) { record_.elsewhere.resize(world.destinations.size()); }

std::size_t Recorder::row_of(Index origin, Index collective) {
  const std::uint64_t key = (std::uint64_t{origin} << 32) | collective;
  const auto [place, fresh] = line_of_.emplace(key, lines_.size());
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

void Recorder::observe(const World& world) {
  const auto& list = variables();
  for (auto& months : record_.elsewhere) months.push_back(0);
  for (const Event& event : world.events) {
    const Index origin = event.cell == none ? none : world.cells[event.cell].origin;
    const std::size_t line = row_of(origin, event.collective);
    if (event.kind == EventKind::emigrated_elsewhere)
      record_.elsewhere[event.place].back() += event.count;
    Counts& counts = lines_[line].counts;
    for (std::size_t v = 0; v < list.size(); ++v) {
      if (list[v].is_stock()) continue;
      const std::int64_t more = list[v].flow(world, event);
      if (more != 0) add_count(counts[v], more);
    }
    if (event.kind != EventKind::moved) continue;
    note_leaving(world, event);
    move_in_stocks(event, line);
  }
  for (Line& line : lines_) {
    const bool any = std::any_of(line.counts.begin(), line.counts.end(),
                                 [](std::int32_t count) { return count != 0; });
    if (!any) continue;
    record_.rows.push_back({world.month, line.origin, line.collective, line.counts});
    for (std::size_t v = 0; v < list.size(); ++v)
      if (!list[v].is_stock()) line.counts[v] = 0;
  }
}

}  // namespace komuna
