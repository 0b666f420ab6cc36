#include "classroom/wasm/course.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "classroom/wasm/outcome_counts.hpp"

namespace komuna::classroom {
namespace {

using Number = std::int32_t;

struct Column {
  std::string_view name;
  Number (*of)(const World& world, const Collective& collective, const CollectiveOutcome& outcome,
               Month from);
};

Number month_number(Month month, Month from) {
  return month >= distant_future || month < from ? -1 : month - from;
}

Number place_of(Index index) { return index == none ? -1 : static_cast<Number>(index); }

template <Month CollectiveOutcome::* member>
Number month_column(const World&, const Collective&, const CollectiveOutcome& outcome, Month from) {
  return month_number(outcome.*member, from);
}

// -1: founded within the model, not by history.
Number plan_column(const World&, const Collective& collective, const CollectiveOutcome&, Month) {
  return collective.from_template ? -1 : static_cast<Number>(collective.plan);
}
Number site_column(const World&, const Collective& collective, const CollectiveOutcome&, Month) {
  return place_of(collective.contract.site);
}
Number region_column(const World&, const Collective& collective, const CollectiveOutcome&, Month) {
  return place_of(collective.region);
}
Number sector_column(const World&, const Collective&, const CollectiveOutcome& outcome, Month) {
  return static_cast<Number>(outcome.sector);
}
Number stage_column(const World&, const Collective&, const CollectiveOutcome& outcome, Month) {
  return static_cast<Number>(outcome.stage);
}

using Out = CollectiveOutcome;
constexpr std::array columns{
    Column{"plan", plan_column},
    Column{"region", region_column},
    Column{"site", site_column},
    Column{"sector", sector_column},
    Column{"stage", stage_column},
    Column{"founded", month_column<&Out::founded>},
    Column{"contracted", month_column<&Out::contracted>},
    Column{"first_departed", month_column<&Out::first_departed>},
    Column{"first_arrived", month_column<&Out::first_arrived>},
    Column{"ended", month_column<&Out::ended>},
};

Number capped(std::int64_t count) {
  return static_cast<Number>(std::min<std::int64_t>(count, std::numeric_limits<Number>::max()));
}

}  // namespace

const std::vector<std::string_view>& collective_columns() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> list;
    for (const Column& column : columns) list.push_back(column.name);
    for (const OutcomeCount& count : outcome_counts) list.push_back(count.name);
    return list;
  }();
  return names;
}

std::vector<std::int32_t> course_of(const Simulation& simulation, const Outcome& outcome) {
  const World& world = simulation.world();
  const Month from = outcome.from;
  std::vector<Number> numbers{static_cast<Number>(outcome.months.size()),
                              static_cast<Number>(outcome.until - from + 1),
                              static_cast<Number>(world.collectives.size()),
                              static_cast<Number>(collective_columns().size())};
  for (const auto& variable : outcome.months)
    for (const std::int64_t count : variable) numbers.push_back(capped(count));
  for (std::size_t c = 0; c < world.collectives.size(); ++c) {
    const CollectiveOutcome& out = outcome.collectives[c];
    for (const Column& column : columns)
      numbers.push_back(column.of(world, world.collectives[c], out, from));
    for (const OutcomeCount& count : outcome_counts) numbers.push_back(out.*count.member);
  }
  return numbers;
}

}  // namespace komuna::classroom
