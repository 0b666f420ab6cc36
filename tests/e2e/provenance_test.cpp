// Where the numbers of the shipped scenarios come from: from a source, an assumption with its
// reason, or a calibration; a default of the program has its reason beside it in the list of
// fields.

#include <catch2/catch.hpp>

#include "cli/scenario_choice.hpp"
#include "cli/wording.hpp"
#include "engine/scenario/files/scenario_files.hpp"
#include "tests/support/places.hpp"
#include "tests/support/process.hpp"

using namespace komuna;

namespace {

std::string shipped_folder() { return std::string(tests::source_folder) + "/scenarios"; }

ChosenScenario load(const std::string& name) {
  ScenarioChoice choice;
  choice.scenario = shipped_folder() + "/" + name;
  Problems problems;
  ChosenScenario chosen = load_scenario(choice, problems);
  INFO(problems.report());
  REQUIRE(problems.empty());
  return chosen;
}

}  // namespace

TEST_CASE("provenance: no number of a shipped scenario stands without a word") {
  const auto names = shipped_scenarios({shipped_folder()});
  REQUIRE(!names.empty());
  for (const std::string& name : names) {
    const ChosenScenario chosen = load(name);
    const NumberCounts counts = count_numbers(chosen.scenario);
    CHECK(counts.numbers == counts.sourced + counts.assumed + counts.calibrated +
                                counts.by_default + counts.unstated);
    for (const Provenance& entry : chosen.scenario.provenance) {
      if (entry.leaf == Provenance::Leaf::other) continue;
      INFO(name << ": " << entry.path);
      CHECK(entry.how != Provenance::How::unstated);
      if (entry.how == Provenance::How::sourced) CHECK_FALSE(entry.sources.empty());
      if (entry.how == Provenance::How::assumed) CHECK(entry.text.size() > 5);
    }
  }
}

TEST_CASE("provenance: a bare number laid over a shipped scenario is found") {
  ScenarioChoice choice;
  choice.scenario = shipped_folder() + "/historical";
  Problems problems;
  const NumberCounts before = count_numbers(load_scenario(choice, problems).scenario);
  const tests::TemporaryFolder folder;
  choice.scenario = folder / "bare.yaml";
  tests::write_text(choice.scenario,
                    "extends: historical\n"
                    "title: One number without a word\n"
                    "settlement: {wear: 0.004}\n");
  const ChosenScenario bare = load_scenario(choice, problems);
  REQUIRE(problems.empty());
  const NumberCounts counts = count_numbers(bare.scenario);
  CHECK(before.unstated == 0);
  CHECK(counts.unstated == 1);
  CHECK(counts.numbers == before.numbers);
  CHECK(counts.sourced_share() == before.sourced_share());
  CHECK(counts_text(counts).find("1 without a word") != std::string::npos);
}

TEST_CASE("provenance: what only says what a figure counts is no number about the world") {
  const ChosenScenario chosen = load("historical");
  std::size_t of_figures = 0, others = 0;
  for (const Provenance& entry : chosen.scenario.provenance) {
    if (entry.leaf == Provenance::Leaf::other) continue;
    if (entry.path.rfind("targets.", 0) != 0) {
      ++others;
      continue;
    }
    const std::string key = entry.path.substr(entry.path.rfind('.') + 1);
    of_figures += key == "observed" || key == "error" || key == "discrepancy" ? 1U : 0U;
    of_figures += key == "upper" && entry.how != Provenance::How::by_default ? 1U : 0U;
  }
  CHECK(of_figures >= 3 * chosen.scenario.parameters.targets.size());
  CHECK(count_numbers(chosen.scenario).numbers == others + of_figures);
}

TEST_CASE("provenance: describe prints the share of numbers with a source") {
  const tests::Ended ended = tests::call_komuna({"describe", shipped_folder() + "/historical"});
  REQUIRE(ended.code == 0);
  const NumberCounts counts = count_numbers(load("historical").scenario);
  CHECK(counts.sourced > 0);
  CHECK(ended.out.find(counts_text(counts)) != std::string::npos);
  CHECK(counts_text(counts).find(percent(counts.sourced_share())) != std::string::npos);
  CHECK(counts.recalled > 0);
  CHECK(counts.low_confidence > 0);
  CHECK(counts_text(counts).find("recalled, not seen") != std::string::npos);
}
