#include "engine/simulation/outcome.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "tests/unit/simulation/small_scenario.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

struct Run {
  Model model;
  Simulation simulation;
  Outcome outcome;

  explicit Run(const Parameters& parameters) : model(parameters, {}), simulation(model, 5, 7) {
    simulation.run();
    outcome = simulation.outcome(7);
  }
};

const Parameters& until_may() {
  static const Parameters parameters = [] {
    Parameters given = small_scenario();
    given.until = Month::of(1925, 5);  // the last year is not whole
    Target departures;
    departures.id = "departures";
    given.targets.push_back(departures);
    Target never = departures;
    never.measure = MeasureKind::founding_to_train;
    never.collective = "winter";
    given.targets.push_back(never);
    return given;
  }();
  return parameters;
}

}  // namespace

TEST_CASE("years are sums of their months and show the stocks of their last month") {
  const Run run(until_may());
  using Key = std::tuple<int, Index, Index>;
  std::map<Key, Counts> expected;
  for (const RecordRow& row : run.simulation.record().rows) {
    Counts& counts = expected[{row.month.year(), row.origin, row.collective}];
    const bool last =
        row.month == Month::of(row.month.year(), 12) || row.month == Month::of(1925, 5);
    for (std::size_t v = 0; v < variable_count; ++v) {
      if (!variables()[v].is_stock()) counts[v] += row.counts[v];
      if (variables()[v].is_stock() && last) counts[v] = row.counts[v];
    }
  }
  std::map<Key, Counts> found;
  for (const YearRow& row : run.outcome.years)
    CHECK(found.emplace(Key{row.year, row.origin, row.collective}, row.counts).second);
  std::int64_t stocks_at_end = 0;
  for (const auto& [key, counts] : expected) {
    if (counts == Counts{}) continue;
    REQUIRE(found.count(key) == 1);
    CHECK(found.at(key) == counts);
    if (std::get<0>(key) == 1925) stocks_at_end += counts[variable_index("waiting")];
  }
  CHECK(stocks_at_end ==
        run.simulation.world().people.in_state()[static_cast<std::size_t>(PersonState::waiting)]);
  REQUIRE(stocks_at_end > 0);
}

TEST_CASE("months are totals over all rows, each variable for every month") {
  const Run run(until_may());
  REQUIRE(run.outcome.months.size() == variable_count);
  const std::size_t enrolled = variable_index("enrolled");
  std::int64_t total = 0;
  for (const auto& series : run.outcome.months) CHECK(series.size() == 29);
  for (const std::int64_t count : run.outcome.months[enrolled]) total += count;
  std::int64_t by_year = 0;
  for (const YearRow& row : run.outcome.years) by_year += row.counts[enrolled];
  CHECK(total == by_year);
  CHECK(run.outcome.elsewhere.size() == 1);
  CHECK(run.outcome.elsewhere[0].size() == 29);
}

TEST_CASE("targets stand in the order of the scenario; what did not happen is not defined") {
  const Run run(until_may());
  REQUIRE(run.outcome.targets.size() == 2);
  CHECK(run.outcome.targets[0].defined);
  CHECK_FALSE(run.outcome.targets[1].defined);
}

TEST_CASE("every collective is told with its dates, and its numbers fit together") {
  const Run run(small_scenario());
  REQUIRE(run.outcome.collectives.size() == run.simulation.world().collectives.size());
  std::set<std::string> ids;
  bool spring = false;
  for (const CollectiveOutcome& one : run.outcome.collectives) {
    ids.insert(one.id);
    CHECK(one.origin == "arcadia");
    CHECK((one.region == "hills" || one.region == "plain"));
    CHECK(one.kind == "commune");
    CHECK(one.departed >= one.arrived);
    CHECK(one.households >= one.members_departed);
    CHECK((one.first_departed == distant_future) == (one.trains == 0));
    if (one.first_arrived != distant_future) CHECK(one.first_arrived > one.first_departed);
    if (one.id == "spring") {
      spring = true;
      CHECK(one.named);
      CHECK(one.founded == Month::of(1923, 5));
    } else {
      CHECK_FALSE(one.named);
    }
  }
  CHECK(spring);
  CHECK(ids.size() == run.outcome.collectives.size());
}

TEST_CASE("a world in which nothing happened leaves empty tables") {
  Parameters parameters = small_scenario();
  parameters.population.origins[0].closed_from = parameters.from;
  parameters.world.collectives.clear();
  parameters.world.templates.clear();
  const Run run(parameters);
  CHECK(run.outcome.collectives.empty());
  CHECK(run.outcome.years.empty());
  CHECK(run.outcome.touched == 0);
  CHECK(run.outcome.places_used == 0);
  CHECK(run.outcome.replicate == 7);
}
