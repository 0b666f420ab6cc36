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

Recorder::Recorder(const World& world) {
  record_.elsewhere.resize(world.destinations.size());
}

std::size_t Recorder::row_of(Index origin, Index collective) {
  const std::uint64_t key = (std::uint64_t{origin} << 32) | collective;
  const auto [place, fresh] = line_of_.emplace(key, lines_.size());
  if (fresh) lines_.push_back({origin, collective, Counts{}});
  return place->second;
}

Month& Recorder::left_in(Index household) {
  if (record_.left_collective.size() <= household)
    record_.left_collective.resize(household + 1, distant_future);
  return record_.left_collective[household];
}

void Recorder::observe(const World& world) {
  static const auto stock_of = stock_variables();
  const auto& list = variables();
  for (auto& months : record_.elsewhere) months.push_back(0);
  for (const Event& event : world.events) {
    const Index origin = event.cell == none ? none : world.cells[event.cell].origin;
    Counts& counts = lines_[row_of(origin, event.collective)].counts;
    if (event.kind == EventKind::emigrated_elsewhere)
      record_.elsewhere[event.place].back() += event.count;
    for (std::size_t v = 0; v < list.size(); ++v) {
      if (list[v].is_stock()) continue;
      counts[v] += static_cast<std::int32_t>(list[v].flow(world, event));
    }
    if (event.kind != EventKind::moved) continue;
    if (event.from == PersonState::in_collective && event.to != PersonState::in_collective &&
        world.people.person(event.person).role == Role::head)
      left_in(event.household) = world.month;
    const std::size_t left = stock_of[static_cast<std::size_t>(event.from)];
    const std::size_t entered = stock_of[static_cast<std::size_t>(event.to)];
    if (!event.entry && left != no_variable) --counts[left];
    if (entered != no_variable) ++counts[entered];
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
