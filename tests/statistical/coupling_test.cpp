// Worlds under the same chance stay close: a floor for the correlation of departures in pairs of
// the historical scenario.
//
// n = 30 pairs, seed 1921, places of the gate 5 % more. Measured: correlation above 0.95
// (benchmarks/coupling.cpp). By Fisher's z = atanh(r), sd 1 / sqrt(n - 3), a sample of 30 from a
// law with correlation 0.95 falls below 0.7 with probability 2e-7 (5.0 standard deviations); a
// pairing that has come apart has a correlation near 0.

#include <catch2/catch.hpp>

#include "analysis/metrics.hpp"
#include "analysis/paired_effect.hpp"
#include "analysis/pairs.hpp"
#include "engine/scenario/document/scenario.hpp"
#include "engine/scenario/files/scenario_files.hpp"
#include "engine/simulation/ensemble.hpp"
#include "tests/support/places.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

Scenario historical() {
  ScenarioRequest asked;
  asked.scenario = "historical";
  asked.libraries = {std::string(source_folder) + "/scenarios"};
  Problems problems;
  const LoadedDocument document = load_document(asked, problems);
  Scenario scenario = bind_scenario(document.name, document.root, document.sources, problems);
  REQUIRE(problems.report() == "");
  return scenario;
}

Scenario with_more_places(Scenario scenario, double factor) {
  for (const Regime& regime : scenario.parameters.world.gate.regimes)
    for (const char* sector : {"agriculture", "industry", "individual"}) {
      Intervention more;
      more.path = "gate.regimes." + regime.id + ".places_" + sector;
      more.change = Series::Change::scale;
      more.value = factor;
      more.from = Month::of(1922, 12);
      scenario.interventions.push_back(more);
    }
  return scenario;
}

}  // namespace

TEST_CASE("departures of paired worlds stay correlated", "[full]") {
  const Scenario scenario = historical();
  const Model base = make_baseline(scenario);
  const Model more = make_model(with_more_places(scenario, 1.05));
  const PairPlan plan({&base, nullptr}, {{&more, &base}});
  constexpr std::size_t pairs = 30;
  std::vector<double> in_base(pairs), in_other(pairs);
  const std::size_t departed = variable_index("departed");
  const auto total = [departed](const Outcome& outcome) {
    double sum = 0;
    for (const std::int64_t month : outcome.months[departed]) sum += static_cast<double>(month);
    return sum;
  };
  ThreadExecutor(0).run(
      static_cast<std::int64_t>(pairs),
      [&](std::int64_t i) {
        const auto at = static_cast<std::size_t>(i);
        const PairedOutcome pair = run_pair(plan, 1921, at);
        in_base[at] = total(pair.worlds[0]);
        in_other[at] = total(pair.worlds[1]);
      },
      [](std::int64_t) {});
  const PairedEffect effect = paired_effect(in_base, in_other);
  CAPTURE(effect.correlation, effect.gain);
  CHECK(effect.correlation > 0.7);
  CHECK(effect.difference.mean > 0);
}
