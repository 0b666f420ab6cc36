#include "engine/simulation/simulation.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <utility>
#include <vector>

#include "engine/base/error.hpp"
#include "tests/unit/simulation/small_scenario.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

std::vector<std::int64_t> flow_by_month(const Record& record, const char* name, Month from,
                                        int months) {
  std::vector<std::int64_t> found;
  for (int m = 0; m < months; ++m)
    found.push_back(record.sum(variable_index(name), from + m, from + m,
                               [](const RecordRow&) { return true; }));
  return found;
}

// Sets the log hazard of joining to `value` from a month on.
BindChanges join_constant_from(Month from, double value) {
  return [=](Parameters& own) -> SetMonth {
    const double base = own.decision.join_constant;
    return [&own, from, value, base](Month month) {
      own.decision.join_constant = month >= from ? value : base;
    };
  };
}

}  // namespace

TEST_CASE("a world goes through all its months, from the first to the last") {
  const Model model(small_scenario(), {});
  Simulation simulation(model, 5, 0);
  CHECK(simulation.month() == Month::of(1923, 1));
  int steps = 0;
  while (!simulation.done()) {
    const Month month = simulation.month();
    simulation.step();
    CHECK(simulation.world().month == month);
    ++steps;
  }
  CHECK(steps == 36);
  CHECK(simulation.world().month == Month::of(1925, 12));
  CHECK_THROWS_AS(simulation.step(), InternalError);
  CHECK(simulation.world().people.entries() > 50);
  CHECK(simulation.world().people.ledger_balances());
}

TEST_CASE("the same seed and replicate give the same world, another gives another") {
  const Model model(small_scenario(), {});
  const auto enrolled = [&](std::uint64_t seed, std::uint64_t replicate) {
    Simulation simulation(model, seed, replicate);
    simulation.run();
    return flow_by_month(simulation.record(), "enrolled", model.parameters.from, 36);
  };
  const auto one = enrolled(5, 3);
  CHECK(one == enrolled(5, 3));
  CHECK(one != enrolled(5, 4));
  CHECK(one != enrolled(6, 3));
}

TEST_CASE("watching lives changes nothing, and every step is told in its month") {
  const Model model(small_scenario(), {});
  Simulation plain(model, 5, 0);
  plain.run();
  std::int64_t steps = 0;
  Month last = distant_past;
  bool in_order = true;
  SimulationOptions options;
  options.watch_life = [&](const Life& life) {
    ++steps;
    in_order = in_order && last <= life.month;
    last = life.month;
  };
  Simulation watched(model, 5, 0, std::move(options));
  while (!watched.done()) {
    const Month month = watched.month();
    watched.step();
    in_order = in_order && last <= month;
  }
  CHECK(in_order);
  CHECK(steps > plain.world().people.entries());
  CHECK(plain.world().people.entries() == watched.world().people.entries());
  CHECK(plain.record().rows.size() == watched.record().rows.size());
}

TEST_CASE("a change of parameters acts from its month on and not before") {
  const Month from = Month::of(1924, 6);
  const Model plain(small_scenario(), {});
  const Model changed(small_scenario(), join_constant_from(from, -30));
  const Model unchanged(small_scenario(), join_constant_from(from, -5));
  const auto enrolled = [&](const Model& model) {
    Simulation simulation(model, 5, 1);
    simulation.run();
    return flow_by_month(simulation.record(), "enrolled", model.parameters.from, 36);
  };
  const auto before = enrolled(plain), after = enrolled(changed);
  CHECK(enrolled(unchanged) == before);
  std::int64_t late = 0;
  for (int m = 0; m < 36; ++m) {
    const auto at = static_cast<std::size_t>(m);
    if (m < from - plain.parameters.from)
      CHECK(after[at] == before[at]);
    else
      late += before[at] - after[at];
  }
  CHECK(late > 0);
  CHECK(changed.parameters.decision.join_constant == -5);  // shared by all replicates
}

TEST_CASE("as far as the named foundings, and no further") {
  Model model(small_scenario(), {});
  Simulation simulation(model, 5, 0);
  simulation.run_until_foundings();
  CHECK(simulation.world().month == Month::of(1923, 5));
  REQUIRE(simulation.founding_hazards().size() == 1);
  CHECK(simulation.founding_hazards()[0] > 0);
}

TEST_CASE("its own hazards as baseline give the very same world") {
  const Model model(small_scenario(), {});
  Simulation baseline(model, 5, 2);
  baseline.run();
  SimulationOptions options;
  options.baseline = baseline.founding_hazards();
  Simulation again(model, 5, 2, std::move(options));
  again.run();
  CHECK(again.world().collectives.size() == baseline.world().collectives.size());
  CHECK(again.world().people.entries() == baseline.world().people.entries());
}

TEST_CASE("one month, one head, no collectives, no party, nobody let in: a world all the same") {
  const auto run = [](const Parameters& parameters) {
    const Model model(parameters, {});
    auto simulation = std::make_unique<Simulation>(model, 5, 0);
    simulation->run();
    const Outcome outcome = simulation->outcome(0);
    CHECK(outcome.error.empty());
    CHECK(outcome.months.front().size() == static_cast<std::size_t>(parameters.months()));
    return outcome.touched;
  };
  Parameters parameters = small_scenario();
  parameters.until = parameters.from;
  run(parameters);

  parameters = small_scenario();
  for (Region& region : parameters.population.origins[0].regions) region.heads = 1;
  CHECK(run(parameters) < 50);

  parameters = small_scenario();
  parameters.world.collectives.clear();
  parameters.world.templates.clear();
  CHECK(run(parameters) == 0);

  parameters = small_scenario();
  parameters.population.origins[0].party_members = Series(0.0);
  run(parameters);

  parameters = small_scenario();
  parameters.world.gate.regimes.clear();
  run(parameters);

  parameters = small_scenario();
  parameters.population.origins[0].closed_from = parameters.from;
  CHECK(run(parameters) == 0);
}
