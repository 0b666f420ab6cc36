// Worlds that are not the history, made without a line of C++: an invented emigration in which
// every process has something to do, and the smallest world that tells the whole story.

#include <array>
#include <catch2/catch.hpp>
#include <set>

#include "engine/measures/variable.hpp"
#include "engine/scenario/document/listing.hpp"
#include "engine/scenario/document/scenario.hpp"
#include "engine/scenario/files/scenario_files.hpp"
#include "engine/simulation/ensemble.hpp"
#include "tests/support/places.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

const std::vector<std::string> own_worlds{"invented", "teaching"};

Scenario load(const std::string& name, const std::vector<std::string>& what_ifs = {}) {
  ScenarioRequest asked;
  asked.scenario = name;
  asked.libraries = {std::string(source_folder) + "/scenarios"};
  asked.what_ifs = what_ifs;
  Problems problems;
  const LoadedDocument document = load_document(asked, problems);
  Scenario scenario =
      bind_scenario(document.name, document.root, document.sources, problems, document.what_ifs);
  REQUIRE(problems.report() == "");
  return scenario;
}

bool books_balance(const World& world, std::int64_t entries) {
  std::array<std::int64_t, person_state_count> states{};
  for (const Person& person : world.people.persons())
    ++states[static_cast<std::size_t>(person.state)];
  return states == world.people.in_state() && world.people.entries() == entries;
}

}  // namespace

TEST_CASE("generality: own worlds say where every number comes from") {
  for (const std::string& name : own_worlds) {
    INFO(name);
    Scenario scenario = load(name);
    for (const Provenance& number : scenario.provenance) {
      INFO(number.path);
      if (number.leaf != Provenance::Leaf::other) CHECK(number.how != Provenance::How::unstated);
    }
    CHECK(scenario.parameters.caption.find("invented") != std::string::npos);
  }
}

TEST_CASE("generality: in the invented world every process has something to do") {
  const Scenario scenario = load("invented");
  CHECK(scenario.parameters.population.origins.size() == 3);
  CHECK(scenario.parameters.world.destinations.size() == 1);  // the second gate
  const Model model = make_model(scenario);
  std::vector<std::int64_t> total(variables().size(), 0);
  std::set<Stage> ends;
  int works = 0, votes = 0, harvests = 0, founded = 0;
  double money = 0, provisions = 0, equipment = 0;
  for (std::uint64_t r = 0; r < 6; ++r) {
    const Outcome outcome = run_replicate(model, nullptr, 1921, r);
    REQUIRE(outcome.error == "");
    for (std::size_t v = 0; v < total.size(); ++v)
      for (const std::int64_t month : outcome.months[v]) total[v] += month;
    for (const CollectiveOutcome& collective : outcome.collectives) {
      ends.insert(collective.stage);
      works += collective.works;
      votes += collective.votes;
      harvests += collective.mean_yield_ratio > 0 ? 1 : 0;
      founded += collective.named ? 0 : 1;
    }
    money += outcome.totals.money_given;
    provisions += outcome.totals.provisions_given;
    equipment += outcome.totals.equipment;
  }
  for (std::size_t v = 0; v < total.size(); ++v) {
    INFO(variables()[v].name);
    CHECK(total[v] > 0);
  }
  for (const Stage end : {Stage::merged, Stage::nationalised, Stage::dissolved, Stage::liquidated})
    CHECK(ends.count(end) == 1);
  CHECK(works > 0);
  CHECK(votes > 0);
  CHECK(harvests > 0);
  CHECK(founded > 0);
  CHECK(money > 0);
  CHECK(provisions > 0);
  CHECK(equipment > 0);
}

TEST_CASE("generality: the books of own worlds balance every month") {
  for (const std::string& name : own_worlds)
    for (std::uint64_t r = 0; r < 3; ++r) {
      INFO(name << ", replicate " << r);
      const Model model = make_model(load(name));
      Simulation simulation(model, 7, r);
      std::int64_t entries = 0;
      while (!simulation.done()) {
        simulation.step();
        for (const Event& event : simulation.world().events)
          entries += event.kind == EventKind::moved && event.entry ? 1 : 0;
        REQUIRE(books_balance(simulation.world(), entries));
      }
      CHECK(entries > 0);
    }
}

TEST_CASE("generality: what-ifs with general levers fit worlds of their own") {
  for (const std::string what_if :
       {"open_gates", "soviet_work_for_all", "no_agitation", "no_collections", "no_letters",
        "no_terror", "citizenship_free", "honest_delegates", "no_votes", "gates_shut_1922"}) {
    INFO(what_if);
    CHECK(load("invented", {what_if}).what_ifs.size() == 1);
  }
  const Model model = make_model(load("invented", {"no_votes", "no_letters"}));
  const Outcome outcome = run_replicate(model, nullptr, 1921, 0);
  CHECK(outcome.error == "");
  for (const CollectiveOutcome& collective : outcome.collectives) CHECK(collective.votes == 0);
}

TEST_CASE("generality: each rival variant keeps one class of motives, and says so") {
  for (const std::string name : {"ideology_led", "material_led", "ties_led"}) {
    INFO(name);
    const Scenario scenario = load("variants/" + name);
    const DecisionParameters& d = scenario.parameters.decision;
    const bool ideology = d.conviction != 0 || d.say != 0 || d.rival_say != 0;
    const bool material = d.unemployed != 0 || d.wage_gap != 0 || d.affordability != 0;
    const bool ties = d.born_there != 0 || d.colleagues != 0 || d.kin != 0 || d.contacts != 0;
    CHECK(ideology == (name == "ideology_led"));
    CHECK(material == (name == "material_led"));
    CHECK(ties == (name == "ties_led"));
    CHECK(scenario.interventions.empty());
    CHECK(scenario.parameters.caption.find("variant") != std::string::npos);
    for (const Provenance& number : scenario.provenance)
      if (number.path.rfind("decision.", 0) == 0) CHECK(number.how != Provenance::How::unstated);
    const Model model = make_model(scenario);
    CHECK(run_replicate(model, nullptr, 1921, 0).error == "");
  }
}
