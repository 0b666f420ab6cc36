// Pairs of worlds of the historical scenario, many enough for what three cannot show.
//
// Worlds under the same chance stay close: a floor for the correlation of departures.
// n = 30 pairs, seed 1921, places of the gate 5 % more. Measured: correlation above 0.95
// (benchmarks/coupling.cpp). By Fisher's z = atanh(r), sd 1 / sqrt(n - 3), a sample of 30 from a
// law with correlation 0.95 falls below 0.7 with probability 2e-7 (5.0 standard deviations); a
// pairing that has come apart has a correlation near 0.
//
// Open gates: without a limit of places more are admitted over the whole run. n = 100 pairs, seed
// 1921; measured: 170 more a world, 5.8 standard errors, so that a mean below 0 has probability
// 4e-9.

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

Scenario historical(const std::vector<std::string>& what_ifs = {}) {
  ScenarioRequest asked;
  asked.scenario = "historical";
  asked.what_ifs = what_ifs;
  asked.libraries = {std::string(source_folder) + "/scenarios"};
  Problems problems;
  const LoadedDocument document = load_document(asked, problems);
  Scenario scenario =
      bind_scenario(document.name, document.root, document.sources, problems, document.what_ifs);
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

// Totals of a monthly figure in `pairs` pairs, compared.
PairedEffect effect_on(const char* variable, const Model& base, const Model& other,
                       std::size_t pairs) {
  const PairPlan plan({&base, nullptr}, {{&other, &base}});
  std::vector<double> in_base(pairs), in_other(pairs);
  const std::size_t index = variable_index(variable);
  const auto total = [index](const Outcome& outcome) {
    double sum = 0;
    for (const std::int64_t month : outcome.months[index]) sum += static_cast<double>(month);
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
  return paired_effect(in_base, in_other);
}

}  // namespace

TEST_CASE("departures of paired worlds stay correlated", "[full]") {
  const Scenario scenario = historical();
  const Model base = make_baseline(scenario);
  const Model more = make_model(with_more_places(scenario, 1.05));
  const PairedEffect effect = effect_on("departed", base, more, 30);
  CAPTURE(effect.correlation, effect.gain);
  CHECK(effect.correlation > 0.7);
  CHECK(effect.difference.mean > 0);
}

TEST_CASE("through open gates more are let in and leave over the whole run", "[full]") {
  const Model base = make_baseline(historical());
  const Model open = make_model(historical({"open_gates"}));
  for (const char* variable : {"admitted", "departed"}) {
    const PairedEffect effect = effect_on(variable, base, open, 150);
    CAPTURE(variable, effect.difference.mean, effect.half_width());
    CHECK(effect.difference.mean > 0);
  }
}
