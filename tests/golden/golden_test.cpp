// The whole output of two tiny scenarios is kept; a change that alters results shows here first.
// README.md beside this file says how to renew it.

#include <catch2/catch.hpp>
#include <cstdlib>

#include "engine/base/sha256.hpp"
#include "tests/support/places.hpp"
#include "tests/support/process.hpp"

using namespace komuna::tests;

namespace {

// The others are long, and a change in them shows in these too: their fingerprint is enough.
const std::vector<std::string> kept_whole{"timeseries.csv", "collectives.csv", "targets.csv",
                                          "replicate_targets.csv"};
const std::vector<std::string> kept_as_fingerprint{"summary.csv", "lives.csv"};

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

void check(const std::string& scenario) {
  const TemporaryFolder folder;
  const Ended ended = komuna::tests::komuna(
      {"run", scenario, "--seed", "1", "--replicates", "3", "--out", folder / "r", "--quiet"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const std::string kept = std::string(source_folder) + "/tests/golden/" + scenario + '/';
  for (const std::string& table : kept_whole)
    compare(kept + table, read_text(folder / "r/" + table));
  for (const std::string& table : kept_as_fingerprint)
    compare(kept + table + ".sha256", komuna::sha256(read_text(folder / "r/" + table)) + '\n');
}

}  // namespace

TEST_CASE("golden: the tiny world") { check("tiny"); }
TEST_CASE("golden: the tiny world with interventions") { check("tiny_what_if"); }
