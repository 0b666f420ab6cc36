#include "analysis/free_parameters.hpp"

#include <catch2/catch.hpp>

#include "analysis/target_simulator.hpp"
#include "engine/scenario/files/scenario_files.hpp"
#include "engine/simulation/ensemble.hpp"
#include "tests/support/places.hpp"

using namespace komuna;

namespace {

Scenario tiny(const std::vector<std::string>& overrides = {}) {
  ScenarioRequest request;
  request.scenario = std::string(tests::source_folder) + "/tests/support/scenarios/tiny";
  request.overrides = overrides;
  Problems problems;
  const LoadedDocument document = load_document(request, problems);
  Scenario scenario = bind_scenario(document.name, document.root, document.sources, problems);
  INFO(problems.report());
  REQUIRE(problems.empty());
  return scenario;
}

}  // namespace

TEST_CASE("free parameters: numbers reach their places and no other, and always from the start") {
  const Scenario scenario = tiny();
  const FreeParameters free(
      scenario,
      {{"join", {"decision.join_constant"}, Series::Change::set},
       {"pay", {"population.origins.arcadia.wage", "origins.arcadia.wage"}, Series::Change::scale},
       {"group", {"assembly.charter_minimum"}, Series::Change::add}});
  const Month month = Month::of(1923, 5);
  const double wage = scenario.parameters.population.origins[0].wage.at(month);
  const auto least = scenario.parameters.assembly.charter_minimum;
  for (const double factor : {3.0, 2.0}) {  // the second time from the scenario's own, too
    const Parameters changed = free.changed(std::vector<double>{-9.5, factor, 1.6});
    CHECK(changed.decision.join_constant == -9.5);
    CHECK(changed.population.origins[0].wage.at(month) == Approx(factor * wage));
    CHECK(changed.assembly.charter_minimum == least + 2);  // to the nearest whole number
    CHECK(changed.decision.alone_constant == scenario.parameters.decision.alone_constant);
  }
  CHECK(scenario.parameters.assembly.charter_minimum == least);
}

TEST_CASE("free parameters: the same world as with --set") {
  const FreeParameters free(tiny(), {{"write", {"decision.alone_constant"}, Series::Change::set},
                                     {"births", {"household.fertility"}, Series::Change::set}});
  const Model whole = make_model(tiny({"decision.alone_constant=-6", "household.fertility=0.5"}));
  const Outcome expected = run_replicate(whole, nullptr, 7, 3);
  const FreeParameters::World world = free.world(std::vector<double>{-6, 0.5});
  const Outcome found = run_replicate(world.model, world.baseline(), 7, 3);
  CHECK(found.key == expected.key);
  CHECK(found.months == expected.months);

  // Figures alone are those of the whole outcome.
  const TargetSimulator simulate(free, 7);
  const std::vector<double> figures = simulate(std::vector<double>{-6, 0.5}, 3);
  REQUIRE(figures.size() == expected.targets.size());
  for (std::size_t k = 0; k < figures.size(); ++k) {
    CHECK(std::isnan(figures[k]) == !expected.targets[k].defined);
    if (expected.targets[k].defined) CHECK(figures[k] == expected.targets[k].value);
  }
}

TEST_CASE("free parameters: what a number cannot be is said") {
  const FreeParameters free(tiny(), {{"births", {"household.fertility"}, Series::Change::set},
                                     {"vote", {"assembly.members_vote"}, Series::Change::set},
                                     {"begin", {"from"}, Series::Change::add},
                                     {"lost", {"decision.nothing"}, Series::Change::set},
                                     {"words", {"title"}, Series::Change::set}});
  CHECK(free.why_not(0, 0.3) == "");
  CHECK(free.why_not(0, 1.3).find("household.fertility would become 1.3") == 0);
  CHECK(free.why_not(1, 1).find("allowed") != std::string::npos);
  CHECK(free.why_not(2, 1).find("is a month") != std::string::npos);
  CHECK(free.why_not(3, 1).find("there is no nothing") != std::string::npos);
  CHECK(free.why_not(4, 1) == "title is not a number; allowed: numbers and series of numbers");
  CHECK(free.why_no_number(0).empty());
  for (const std::size_t i : {1u, 2u, 3u, 4u}) CHECK_FALSE(free.why_no_number(i).empty());
}
