#include "engine/scenario/document/scenario_record.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/scenario_choice.hpp"
#include "tests/support/outcome_text.hpp"
#include "tests/support/places.hpp"

using namespace komuna;

namespace {

Scenario shipped(const std::string& name) {
  ScenarioChoice choice;
  choice.scenario = std::string(tests::source_folder) + name;
  Problems problems;
  ChosenScenario chosen = load_scenario(choice, problems);
  INFO(problems.report());
  REQUIRE(problems.empty());
  return std::move(chosen.scenario);
}

}  // namespace

TEST_CASE("scenario record: what is read back says the same, whole and to the last digit") {
  for (const char* name : {"/tests/support/scenarios/tiny", "/tests/support/scenarios/tiny_what_if",
                           "/scenarios/historical"}) {
    INFO(name);
    const Scenario scenario = shipped(name);
    const ScenarioRecord record = record_of(scenario);
    Problems problems;
    const Scenario again = scenario_of(record, problems);
    INFO(problems.report());
    REQUIRE(problems.empty());
    const ScenarioRecord second = record_of(again);
    CHECK(second.name == record.name);
    CHECK(second.resolved == record.resolved);
    CHECK(second.interventions == record.interventions);
    CHECK(second.provenance == record.provenance);
    CHECK(second.sources == record.sources);
    CHECK(again.provenance.size() == scenario.provenance.size());
    CHECK(again.sources.sources().size() == scenario.sources.sources().size());
    const NumberCounts counted = count_numbers(scenario), recounted = count_numbers(again);
    CHECK(recounted.sourced == counted.sourced);
    CHECK(recounted.assumed == counted.assumed);
    CHECK(recounted.numbers == counted.numbers);
  }
}

TEST_CASE("scenario record: what is read back simulates the same world") {
  const Scenario scenario = shipped("/tests/support/scenarios/tiny_what_if");
  Problems problems;
  const Scenario again = scenario_of(record_of(scenario), problems);
  REQUIRE(problems.empty());
  REQUIRE(!again.interventions.empty());
  const auto lines = [](const Scenario& each) {
    const Model model = make_model(each), baseline = make_baseline(each);
    return tests::world_text(model, &baseline, 7, 3);
  };
  CHECK(tests::difference(lines(scenario), lines(again)).empty());
}

TEST_CASE("scenario record: texts that do not fit are problems, not crashes") {
  const ScenarioRecord good = record_of(shipped("/tests/support/scenarios/tiny"));
  std::vector<ScenarioRecord> broken(6, good);
  broken[0].resolved = "{";
  broken[1].resolved.replace(broken[1].resolved.find("\"title\""), 7, "\"tilte\"");
  broken[2].interventions = R"([{"change": "nothing.at.all", "set": 1}])";
  broken[3].provenance = R"([{"path": "a", "leaf": "leaf", "how": "guessed"}])";
  broken[4].sources = "[1]";
  broken[5].interventions = "";
  for (const ScenarioRecord& record : broken) {
    Problems problems;
    scenario_of(record, problems);
    CHECK(!problems.empty());
  }
}

TEST_CASE("interventions: as JSON") {
  Intervention scaled;
  scaled.path = "gate.places";
  scaled.change = Series::Change::scale;
  scaled.value = 0.5;
  scaled.from = Month::of(1922, 1);
  scaled.because = "a \"reason\"";
  Intervention flagged;
  flagged.path = "home.licence";
  flagged.value = false;
  const auto json = nlohmann::json::parse(interventions_json({scaled, flagged}));
  REQUIRE(json.size() == 2);
  CHECK(json[0]["change"] == "gate.places");
  CHECK(json[0]["scale"] == 0.5);
  CHECK(json[0]["from"] == "1922-01");
  CHECK(!json[0].contains("until"));
  CHECK(json[0]["because"] == "a \"reason\"");
  CHECK(json[1]["set"] == false);
  CHECK(interventions_json({}) == "[]\n");
}
