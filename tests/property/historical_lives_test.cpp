// What the shipped history says of lives and deaths, and whether its books agree.

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/measures/variable.hpp"
#include "engine/population/life_table.hpp"
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
  Scenario scenario =
      bind_scenario(document.name, document.root, document.sources, problems, document.what_ifs);
  REQUIRE(problems.report() == "");
  return scenario;
}

}  // namespace

// Published for the Czech lands: 47 and 49.6 years in 1920, 56.5 and 60.8 at the end of the
// republic; 146 of 1,000 new-born died in their first year in Czechoslovakia in 1925.
TEST_CASE("The life table of the history lies within what is published for the 1920s") {
  const Scenario scenario = historical();
  const LifeTable table = life_table(scenario.parameters.lives);
  REQUIRE(table.bands() > 6);
  const double men = life_expectancy(table, Sex::male);
  const double women = life_expectancy(table, Sex::female);
  CHECK((men > 47.0 && men < 56.5));
  CHECK((women > 49.6 && women < 60.8));
  CHECK(women > men);
  const double first_year = 0.512 * (1 - std::exp(-table.rate(0, Sex::male))) +
                            0.488 * (1 - std::exp(-table.rate(0, Sex::female)));
  CHECK(first_year == Approx(0.146).margin(0.005));
}

// Two replicates, seed 1921. The tables are written from these rows.
TEST_CASE("Exits, arrests and months of the history agree with its time series") {
  const Scenario scenario = historical();
  const Model model = make_model(scenario);
  for (const std::uint64_t replicate : {0u, 1u}) {
    const Outcome world = run_replicate(model, nullptr, 1921, replicate);
    const auto flow = [&](std::string_view name) {
      std::int64_t sum = 0;
      for (const YearRow& row : world.years) sum += row.counts[variable_index(name)];
      return sum;
    };
    std::int64_t died = 0, executed = 0, camp = 0, called_up = 0;
    double excess = 0;
    for (const ExitRow& row : world.exits) {
      if (row.to == PersonState::dead) died += row.persons;
      if (row.to == PersonState::executed) executed += row.persons;
      if (row.to == PersonState::in_camp) camp += row.persons;
      if (row.to == PersonState::in_army) called_up += row.persons;
      excess += row.excess;
      CHECK(row.excess <= row.persons + 1e-6);
    }
    CHECK(died == flow("died"));
    CHECK(executed == flow("executed"));
    CHECK(camp == flow("sent_to_camp"));
    CHECK(called_up == flow("called_up"));
    std::int64_t arrested = 0, shot = 0, died_in_camp = 0;
    for (const RepressedRow& row : world.repressed) {
      arrested += row.persons;
      if (row.sentence == Sentence::executed) shot += row.persons;
      if (row.died_in_camp) died_in_camp += row.persons;
    }
    CHECK(arrested == flow("arrested"));
    CHECK(shot == executed);
    CHECK(died_in_camp == flow("died_in_camp"));
    // The crude death rate at liberty and under arms lies between that of the life table (about
    // 0.015 for people of all ages) and that of a famine.
    const double years = static_cast<double>(flow("person_months")) / 12;
    REQUIRE(years > 10000);
    CHECK(static_cast<double>(died) / years > 0.01);
    CHECK(static_cast<double>(died) / years < 0.1);
    CHECK((excess > 0 && excess < static_cast<double>(died + executed)));
  }
}
