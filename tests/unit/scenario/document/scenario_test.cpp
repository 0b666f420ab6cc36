#include "engine/scenario/document/scenario.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "engine/scenario/files/scenario_files.hpp"
#include "tests/support/places.hpp"
#include "tests/unit/scenario/temporary_folder.hpp"

using namespace komuna;

namespace {

// What is wrong with a scenario laid over the tiny one.
std::string complaint(const std::string& text) {
  const tests::ScenarioFolder folder;
  folder.write("asked/scenario.yaml", text);
  ScenarioRequest request;
  request.scenario = folder.path("asked");
  request.libraries = {std::string(tests::source_folder) + "/tests/support/scenarios"};
  Problems problems;
  const LoadedDocument document = load_document(request, problems);
  bind_scenario(document.name, document.root, document.sources, problems);
  return problems.report();
}

bool says(const std::string& report, const std::string& words) {
  return report.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("scenario: the horizon cannot be an intervention") {
  CHECK(complaint("extends: tiny\n") == "");
  for (const std::string key : {"from", "until"}) {
    const std::string report =
        complaint("extends: tiny\ninterventions: [{change: " + key + ", set: 1922-06}]\n");
    CAPTURE(report);
    CHECK(says(report, "scenario.yaml:2:"));
    CHECK(says(report, "the months simulated cannot be an intervention"));
  }
}

TEST_CASE("scenario: interventions keep the rules between fields in every month") {
  const std::string both = "machines_share and roofs_share together must not exceed 1";
  const auto shares = [](const std::string& window) {
    return complaint("extends: tiny\ninterventions: [{change: harvest.machines_share, set: 1" +
                     window + "}]\n");
  };
  CHECK(says(shares(""), both));
  CHECK(says(shares(", from: 1922-03, until: 1922-05"), both));
  // The place is that of the change which breaks the rule, not of the first of the list.
  const std::string later = complaint(
      "extends: tiny\n"
      "interventions:\n"
      "  - {change: harvest.machines_share, set: 0.3, from: 1922-03}\n"
      "  - {change: harvest.roofs_share, set: 0.8, from: 1922-04, until: 1922-06}\n");
  CAPTURE(later);
  CHECK(says(later, "scenario.yaml:4:"));
  CHECK(says(later, both + "; broken from 1922-04 on"));
  // What would be broken only after the last month breaks nothing.
  CHECK(complaint("extends: tiny\n"
                  "interventions: [{change: harvest.machines_share, set: 1, from: 1990-01}]\n") ==
        "");
  CHECK(says(complaint("extends: tiny\n"
                       "interventions: [{change: economy.living_high, set: 0.2}]\n"),
             "living_low"));
  CHECK(complaint("extends: tiny\n"
                  "interventions: [{change: harvest.machines_share, set: 0.1, from: 1922-03}]\n") ==
        "");
}

TEST_CASE("scenario: a failing extends is not drowned in what is missing because of it") {
  const std::string report = complaint("extends: nowhere\ntitle: T\nunheard: 1\n");
  CAPTURE(report);
  CHECK(says(report, "there is no scenario \"nowhere\""));
  CHECK(says(report, "unheard"));
  CHECK_FALSE(says(report, "is missing"));
}
