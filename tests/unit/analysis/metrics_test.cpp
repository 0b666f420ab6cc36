#include "analysis/metrics.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "analysis/pairs.hpp"
#include "engine/simulation/ensemble.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/unit/simulation/small_scenario.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

double value_of(const std::vector<Metric>& metrics, const std::vector<double>& values,
                const std::string& name) {
  for (std::size_t m = 0; m < metrics.size(); ++m)
    if (metrics[m].name == name) return values[m];
  FAIL("no metric " << name);
  return 0;
}

PairedOutcome alone(const Model& model, std::uint64_t replicate) {
  return run_pair(PairPlan({&model, nullptr}, {}), 6, replicate);
}

}  // namespace

TEST_CASE("metrics have names of their own, in the letters of column names and points") {
  const auto metrics = metrics_of(random_scenario(3));
  std::set<std::string> names;
  for (const Metric& metric : metrics) {
    CHECK(names.insert(metric.name).second);
    CHECK(metric.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.-") ==
          std::string::npos);
    CHECK_FALSE(metric.help.empty());
  }
  CHECK(metrics.size() > 60);
}

TEST_CASE("totals are sums over the years, origins add up, and causes of death too") {
  std::int64_t dead = 0;
  for (std::uint32_t n = 0; n < 25; ++n) {
    INFO("scenario " << n);
    const Parameters parameters = random_scenario(n);
    const Model model(parameters, {});
    const PairedOutcome world = alone(model, n);
    const auto metrics = metrics_of(parameters);
    const auto values = metric_values(parameters, world.worlds[0], world.deaths[0]);
    REQUIRE(values.size() == metrics.size());
    const auto of = [&](const std::string& name) { return value_of(metrics, values, name); };
    double departed = 0, by_cause = 0, waited = 0;
    for (const Origin& origin : parameters.population.origins)
      departed += of("departed." + origin.id);
    CHECK(of("departed") == departed);
    for (std::size_t m = 0; m < metrics.size(); ++m)
      if (metrics[m].name.rfind("died_of.", 0) == 0) by_cause += values[m];
    CHECK(of("died") == by_cause);
    for (const std::int64_t month : world.worlds[0].months[variable_index("waiting")])
      waited += static_cast<double>(month) / 12;
    CHECK(of("waiting.person_years") == Approx(waited));
    CHECK(of("collectives_founded") == static_cast<double>(world.worlds[0].collectives.size()));
    CHECK(of("collectives_at_work") >= of("collectives_at_end"));
    dead += static_cast<std::int64_t>(of("died"));
  }
  CHECK(dead > 20);
}

TEST_CASE("a stock counts where people are when the run ends") {
  const Model model(small_scenario(), {});
  Simulation simulation(model, 6, 1);
  simulation.run();
  const auto metrics = metrics_of(model.parameters);
  const auto values = metric_values(model.parameters, simulation.outcome(1), DeathsByCause{});
  const auto& states = simulation.world().people.in_state();
  CHECK(value_of(metrics, values, "waiting.end") ==
        static_cast<double>(states[static_cast<std::size_t>(PersonState::waiting)]));
  CHECK(value_of(metrics, values, "in_collective.end") ==
        static_cast<double>(states[static_cast<std::size_t>(PersonState::in_collective)]));
}

TEST_CASE("a world without an origin or target says so, and keeps the order of the other") {
  const Parameters parameters = small_scenario();
  Parameters other = parameters;
  other.population.origins[0].id = "elsewhere";
  for (auto* plans : {&other.world.collectives, &other.world.templates})
    for (CollectivePlan& plan : *plans) plan.origin = "elsewhere";
  const MetricOrder order(metrics_of(parameters), other);
  CHECK_FALSE(order.missing().empty());
  const Model model(other, {});
  const PairedOutcome world = alone(model, 0);
  const auto values = order.values(world.worlds[0], world.deaths[0]);
  const auto metrics = metrics_of(parameters);
  CHECK(std::isnan(value_of(metrics, values, "departed.arcadia")));
  CHECK(value_of(metrics, values, "enrolled") > 0);
}
