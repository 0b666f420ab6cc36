// How much closer two worlds are when they share their chance: the variance of a difference between
// paired worlds against the same difference between worlds with different seeds.
//
//   coupling [REPLICATES] [METRIC...]
//
// For eight what-ifs of different size: mean of the base, effect, how much the what-if changes the
// spread (s1 / s0), the gain (s1^2 + s0^2) / sd(D)^2, the bound any coupling can reach, the
// correlation as a share of the highest attainable, and the shares of pairs with more, the same and
// fewer. Figures are never asserted here; the floor is a test
// (tests/statistical/coupling_test.cpp).

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "analysis/metrics.hpp"
#include "analysis/paired_effect.hpp"
#include "analysis/pairs.hpp"
#include "benchmarks/historical.hpp"
#include "engine/simulation/ensemble.hpp"

namespace komuna {
namespace {

struct WhatIf {
  const char* name;
  std::vector<Intervention> changes;
};

Intervention change(const std::string& path, Series::Change how, double value, Month from,
                    Month until = distant_future) {
  Intervention one;
  one.path = path;
  one.change = how;
  one.value = value;
  one.from = from;
  one.until = until;
  return one;
}

std::vector<Intervention> places(const Parameters& parameters, double factor) {
  std::vector<Intervention> changes;
  for (const Regime& regime : parameters.world.gate.regimes)
    for (const char* sector : {"agriculture", "industry", "individual"})
      changes.push_back(change("gate.regimes." + regime.id + ".places_" + sector,
                               Series::Change::scale, factor, Month::of(1922, 12)));
  return changes;
}

std::vector<WhatIf> what_ifs(const Parameters& parameters) {
  constexpr auto set = Series::Change::set;
  constexpr auto scale = Series::Change::scale;
  constexpr auto add = Series::Change::add;
  const Month start = Month::of(1923, 1);
  return {
      {"places of the gate + 5 %", places(parameters, 1.05)},
      {"places of the gate + 25 %", places(parameters, 1.25)},
      {"readiness to join + 5 %", {change("decision.join_constant", add, 0.0488, start)}},
      {"readiness to join + 25 %", {change("decision.join_constant", add, 0.2231, start)}},
      {"soviet unemployment + 5 %", {change("economy.soviet_unemployed", scale, 1.05, start)}},
      {"home unemployment + 10 %",
       {change("origins.czechoslovakia.unemployment", scale, 1.1, start)}},
      {"representatives silent", {change("expectation.weight_representatives", set, 0, start)}},
      {"prague prohibits",
       {change("home_authorities.authorities.czechoslovakia.prohibited", set, 1, start)}},
  };
}

void print_effect(const char* name, const Metric& metric, const PairedEffect& effect) {
  std::printf("%-27s %-12s %8.0f %8.1f %6.2f %6.2f %7.1f %9.1f %6.3f %6.3f %5.2f %5.2f %5.2f\n",
              name, metric.name.c_str(), effect.base.mean, effect.difference.mean, effect.base.sd,
              effect.base.sd > 0 ? effect.alternative.sd / effect.base.sd : 0.0, effect.gain,
              effect.bound, effect.correlation, effect.correlation / effect.attainable,
              effect.p_less, effect.p_same, effect.p_more);
}

int tell(std::int64_t replicates, const std::vector<std::string>& names) {
  const Scenario scenario = benchmarks::load_scenario();
  const Model base = make_baseline(scenario);
  const std::vector<WhatIf> list = what_ifs(scenario.parameters);
  std::vector<Model> models;
  models.reserve(list.size());
  std::vector<PairedWorld> worlds;
  for (const WhatIf& what_if : list) {
    Scenario changed = scenario;
    changed.interventions = what_if.changes;
    models.push_back(make_model(changed));
    worlds.push_back({&models.back(), &base});
  }
  const PairPlan plan({&base, nullptr}, worlds);
  const std::vector<Metric> metrics = metrics_of(scenario.parameters);
  using Column = std::vector<double>;
  std::vector<std::vector<Column>> values(worlds.size() + 1, std::vector<Column>(metrics.size()));
  std::vector<PairedOutcome> outcomes(static_cast<std::size_t>(replicates));
  ThreadExecutor executor(0);
  executor.run(
      replicates,
      [&](std::int64_t i) {
        outcomes[static_cast<std::size_t>(i)] = run_pair(plan, 1921, static_cast<std::uint64_t>(i));
      },
      [&](std::int64_t i) {
        PairedOutcome& outcome = outcomes[static_cast<std::size_t>(i)];
        for (std::size_t w = 0; w < outcome.worlds.size(); ++w) {
          const auto row = metric_values(scenario.parameters, outcome.worlds[w], outcome.deaths[w]);
          for (std::size_t m = 0; m < row.size(); ++m) values[w][m].push_back(row[m]);
        }
        outcome = {};
      });
  std::printf("%-27s %-12s %8s %8s %6s %6s %7s %9s %6s %6s %5s %5s %5s\n", "what if", "metric",
              "base", "effect", "s0", "s1/s0", "gain", "bound", "corr", "share", "less", "same",
              "more");
  for (std::size_t a = 0; a < list.size(); ++a)
    for (std::size_t m = 0; m < metrics.size(); ++m)
      for (const std::string& name : names)
        if (metrics[m].name == name)
          print_effect(list[a].name, metrics[m], paired_effect(values[0][m], values[a + 1][m]));
  return 0;
}

}  // namespace
}  // namespace komuna

int main(int count, char** words) {
  const std::int64_t replicates = count > 1 ? std::atoll(words[1]) : 100;
  std::vector<std::string> names(words + (count > 2 ? 2 : count), words + count);
  if (names.empty()) names = {"departed"};
  return komuna::tell(replicates < 2 ? 2 : replicates, names);
}
