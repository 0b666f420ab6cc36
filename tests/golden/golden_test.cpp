// The output of two tiny scenarios is kept whole, of two shipped ones as fingerprints; a change
// that alters results shows here first. README.md beside this file says how to renew it.

#include <catch2/catch.hpp>
#include <cstdlib>

#include "engine/base/sha256.hpp"
#include "tests/support/places.hpp"
#include "tests/support/process.hpp"

using namespace komuna::tests;

namespace {

// The others are long, and a change in them shows in these too: their fingerprint is enough.
const std::vector<std::string> kept_whole{
    "timeseries.csv", "collectives.csv", "targets.csv",     "replicate_targets.csv", "votes.csv",
    "works.csv",      "harvests.csv",    "settlements.csv", "repressed.csv"};
const std::vector<std::string> kept_as_fingerprint{"summary.csv", "lives.csv", "exits.csv"};

void compare(const std::string& file, const std::string& text) {
  if (std::getenv("KOMUNA_UPDATE_GOLDEN") != nullptr) {
    write_text(file, text);
    WARN("renewed " << file);
    return;
  }
  INFO(file);
  const bool is_same = read_text(file) == text;  // not shown: it may be long
  CHECK(is_same);
}

struct Golden {
  std::string name;      // folder of what is kept
  std::string scenario;  // as the command is told
  std::vector<std::string> whole;
  std::vector<std::string> fingerprint;
};

void check(const Golden& golden) {
  const TemporaryFolder folder;
  const Ended ended =
      komuna::tests::call_komuna({"run", golden.scenario, "--seed", "1", "--replicates", "3",
                                  "--out", folder / "r", "--quiet"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const std::string kept = std::string(source_folder) + "/tests/golden/" + golden.name + '/';
  for (const std::string& table : golden.whole)
    compare(kept + table, read_text(folder / "r/" + table));
  for (const std::string& table : golden.fingerprint)
    compare(kept + table + ".sha256", komuna::sha256(read_text(folder / "r/" + table)) + '\n');
}

void check_tiny(const std::string& scenario) {
  check({scenario, scenario, kept_whole, kept_as_fingerprint});
}

// A shipped scenario: fingerprints of its tables, and whole what a reader can take in.
void check_shipped(const std::string& name) {
  check({name,
         std::string(source_folder) + "/scenarios/" + name,
         {"targets.csv"},
         {"timeseries.csv", "collectives.csv", "lives.csv"}});
}

}  // namespace

TEST_CASE("golden: the tiny world") { check_tiny("tiny"); }
TEST_CASE("golden: the tiny world with interventions") { check_tiny("tiny_what_if"); }
TEST_CASE("golden: the invented world") { check_shipped("invented"); }
TEST_CASE("golden: the teaching world") { check_shipped("teaching"); }
