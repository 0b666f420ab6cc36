// Questions laid over a scenario: `komuna run SCENARIO --what-if NAME`.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/process.hpp"

using namespace komuna::tests;
using Json = nlohmann::json;

namespace {

Ended run_tiny(const std::string& out, const std::vector<std::string>& more) {
  std::vector<std::string> words{"run", "tiny", "--replicates", "3", "--out", out};
  words.insert(words.end(), more.begin(), more.end());
  return komuna::tests::call_komuna(words);
}

bool says(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

// With the name of the scenario taken out, which a what-if changes.
std::string table(const std::string& folder, const std::string& name) {
  std::string text = read_text(folder + '/' + name);
  const std::string addition = "_nothing_changes";
  for (std::size_t at = text.find(addition); at != std::string::npos; at = text.find(addition, at))
    text.erase(at, addition.size());
  return text;
}

}  // namespace

TEST_CASE("what-if: one that changes nothing gives every table byte for byte") {
  const TemporaryFolder folder;
  REQUIRE(run_tiny(folder / "a", {"--quiet"}).code == 0);
  const Ended null = run_tiny(folder / "b", {"--what-if", "nothing_changes"});
  INFO(null.err);
  REQUIRE(null.code == 0);
  int tables = 0;
  for (const std::string& name : names_in(folder / "a")) {
    if (name.size() < 4 || name.substr(name.size() - 4) != ".csv") continue;
    INFO(name);
    const bool is_same = table(folder / "a", name) == table(folder / "b", name);
    CHECK(is_same);
    ++tables;
  }
  CHECK(tables >= 6);
  CHECK(says(null.out, "this change can never act"));
  const Json manifest = Json::parse(read_text(folder / "b/manifest.json"));
  CHECK(manifest["warnings"].size() >= 3);
}

TEST_CASE("what-if: changes the world, and says so in report and manifest") {
  const TemporaryFolder folder;
  REQUIRE(run_tiny(folder / "a", {"--quiet"}).code == 0);
  const Ended ended = run_tiny(folder / "b", {"--what-if", "obstacles_doubled"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  CHECK(says(ended.out, "What if: Obstacles count twice. From 1922 on"));
  CHECK(says(ended.out, "An invented lever, informed by nothing."));
  CHECK(read_text(folder / "a/timeseries.csv") != read_text(folder / "b/timeseries.csv"));
  const Json scenario = Json::parse(read_text(folder / "b/manifest.json"))["scenario"];
  CHECK(scenario["name"] == "tiny+obstacles_doubled");
  CHECK(scenario["what_ifs"] == Json::array({"obstacles_doubled"}));
  CHECK(scenario["interventions"].size() == 1);
  CHECK(scenario["files"].size() == 2);
}

TEST_CASE("what-if: alone it is a scenario of its own, with the same results") {
  const TemporaryFolder folder;
  REQUIRE(run_tiny(folder / "a", {"--quiet", "--what-if", "obstacles_doubled"}).code == 0);
  REQUIRE(komuna::tests::call_komuna({"run", "what_if/obstacles_doubled", "--replicates", "3",
                                      "--out", folder / "b", "--quiet"})
              .code == 0);
  const bool is_same =
      read_text(folder / "a/timeseries.csv") == read_text(folder / "b/timeseries.csv");
  CHECK(is_same);
}

TEST_CASE("what-if: wrong ones are refused, and nothing is written") {
  const TemporaryFolder folder;
  const Ended unknown = run_tiny(folder / "r", {"--what-if", "nothing_changed"});
  CHECK(unknown.code == 64);
  CHECK(says(unknown.err, "did you mean \"nothing_changes\"?"));
  CHECK(says(unknown.err, "one of nothing_changes, obstacles_doubled"));
  write_text(folder / "clash.yaml",
             "title: T\ninterventions: [{change: decision.obstacles, set: 1, from: 1923-01}]\n");
  const Ended clash = run_tiny(
      folder / "r", {"--what-if", "obstacles_doubled", "--what-if", folder / "clash.yaml"});
  CHECK(clash.code == 64);
  CHECK(says(clash.err,
             "decision.obstacles: is changed by the what-if \"clash\" and by the "
             "what-if \"obstacles_doubled\""));
  write_text(folder / "absent.yaml",
             "title: T\ninterventions: [{change: gate.regimes.nowhere.individuals, set: true}]\n");
  const Ended absent = run_tiny(folder / "r", {"--what-if", folder / "absent.yaml"});
  CHECK(absent.code == 65);
  CHECK(says(absent.err, "absent.yaml:2:"));
  CHECK(names_in(folder / "") == std::vector<std::string>{"absent.yaml", "clash.yaml"});
}

TEST_CASE("what-if: describe lists them, and shows one in its place") {
  const Ended list = komuna::tests::call_komuna({"describe", "--what-ifs"});
  REQUIRE(list.code == 0);
  CHECK(says(list.out, "nothing_changes: Nothing changes"));
  CHECK(says(list.out, "An invented lever, informed by nothing."));
  const Ended one =
      komuna::tests::call_komuna({"describe", "tiny", "--what-if", "obstacles_doubled"});
  REQUIRE(one.code == 0);
  CHECK(says(one.out, "decision.obstacles: times 2 from 1922-01 (a test)"));
}
