// A comparison that is stopped, killed or out of space loses nothing and ends the same.

#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <optional>
#include <random>

#include "tests/support/finished_run.hpp"
#include "tests/support/process.hpp"

using namespace komuna::tests;

namespace {

void require_done(const Ended& ended) {
  INFO(ended.err);
  REQUIRE(ended.code == 0);
}

}  // namespace

TEST_CASE("compare: stopped, continued, exported and replayed, it is the same") {
  const TemporaryFolder folder;
  const Words words{"--what-if",    "obstacles_doubled",
                    "--levers",     "obstacles_doubled,nothing_changes",
                    "--metric",     "enrolled",
                    "--replicates", "500",
                    "--until",      "3%"};
  require_done(compare(folder / "whole", words));
  ProcessOptions options;
  options.interrupt_when = [&] {
    return size_of(folder / "r/run.db") + size_of(folder / "r/run.db-wal") >
           700000;  // the plan alone: 290 kB
  };
  const Ended stopped = call_komuna(compare_words(folder / "r", words), options);
  REQUIRE(stopped.code == 130);
  CHECK(stopped.err.find("komuna resume") != std::string::npos);
  CHECK(names_in(folder / "r") == Words{"run.db"});
  require_done(call_komuna({"resume", folder / "r", "--quiet"}));
  CHECK(different_file(folder / "whole", folder / "r") == "");

  require_done(call_komuna({"export", folder / "r", "--out", folder / "e", "--quiet"}));
  CHECK(read_text(folder / "e/effects.csv") == read_text(folder / "whole/effects.csv"));
  CHECK(read_text(folder / "e/paired_lives.csv") == read_text(folder / "whole/paired_lives.csv"));
  const Ended replayed = call_komuna({"replay", folder / "whole/manifest.json"});
  INFO(replayed.out);
  require_done(replayed);
}

namespace {

std::int64_t stored_worlds(const std::string& folder) {
  SQLite::Database database(folder + "/run.db", SQLite::OPEN_READWRITE);
  if (!database.tableExists("outcomes")) return 0;  // killed before there was a plan
  return database.execAndGet("SELECT count(*) FROM outcomes").getInt64();
}

// Kills a comparison and its continuations at random moments; returns how often it was killed after
// its plan was written. What a kill has left is never lost or computed again.
int killed_and_continued(const std::string& out, const Words& more, int most, std::mt19937& bits) {
  Words words = compare_words(out, more);
  std::int64_t before = 0;
  for (int kills = 0;;) {
    ProcessOptions options;
    options.signal = SIGKILL;
    const auto until = std::chrono::steady_clock::now() +
                       std::chrono::milliseconds(kills < most ? bits() % 900 : 120000);
    options.interrupt_when = [&] { return std::chrono::steady_clock::now() > until; };
    const Ended ended = call_komuna(words, options);
    INFO(kills << " kills, " << ended.code << ' ' << ended.err);
    if (ended.code == 0) return kills;
    const bool had_no_plan = ended.code == 74;  // killed before its plan was written
    REQUIRE((had_no_plan || ended.code == 128 + SIGKILL));
    if (had_no_plan) std::filesystem::remove_all(out);
    kills += had_no_plan ? 0 : 1;
    words =
        size_of(out + "/run.db") > 0 ? Words{"resume", out, "--quiet"} : compare_words(out, more);
    if (words.front() == "compare") {
      std::filesystem::remove_all(out);
      continue;
    }
    const std::int64_t now = stored_worlds(out);
    CHECK(now >= before);
    before = now;
  }
}

void kill_comparisons(int kills, unsigned seed) {
  const TemporaryFolder folder;
  const Words more{"--what-if", "obstacles_doubled", "--replicates", "120", "--threads", "1"};
  require_done(compare(folder / "whole", more));
  std::mt19937 bits(seed);
  for (int killed = 0, round = 0; killed < kills; ++round) {
    REQUIRE(round < 20 * kills);
    const std::string out = folder / std::to_string(round);
    killed += killed_and_continued(out, more, kills - killed, bits);
    CHECK(different_file(folder / "whole", out) == "");
    std::filesystem::remove_all(out);
  }
}

}  // namespace

TEST_CASE("compare: what was finished a second before a kill is in the store") {
  const TemporaryFolder folder;
  const std::string out = folder / "r";
  ProcessOptions options;
  options.signal = SIGKILL;
  std::optional<std::chrono::steady_clock::time_point> planned;
  options.interrupt_when = [&] {
    const auto now = std::chrono::steady_clock::now();
    if (!planned && size_of(out + "/run.db-wal") > 0) planned = now;
    return planned && now > *planned + std::chrono::seconds(2);
  };
  const Ended ended = call_komuna(
      compare_words(out, {"--what-if", "obstacles_doubled", "--replicates", "100000"}), options);
  REQUIRE(ended.code == 128 + SIGKILL);
  CHECK(stored_worlds(out) > 0);
}

TEST_CASE("compare: a disk that is full keeps the pairs that fit") {
  const TemporaryFolder folder;
  SmallDisk disk(folder / "disk", "3m");
  if (!disk.is_there()) {
    WARN("skipped: only root can mount a small disk");
    return;
  }
  const std::string out = folder / "disk/r";
  const Ended full = compare(out, {"--what-if", "obstacles_doubled", "--replicates", "2000"});
  CHECK(full.code == 74);
  CHECK(full.err.find("the disk is full") != std::string::npos);
  CHECK(full.err.find("komuna resume") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(out + "/manifest.json"));
  REQUIRE(std::filesystem::exists(out + "/run.db"));
  std::filesystem::copy(out, folder / "r");
  const std::int64_t kept = stored_worlds(folder / "r");
  CHECK(kept > 0);
  CHECK(kept < 2000 * 2);
}

TEST_CASE("compare: killed three times at any moment and continued, it ends the same") {
  kill_comparisons(3, 71);
}

TEST_CASE("compare: killed fifty times at any moment and continued, it ends the same", "[full]") {
  kill_comparisons(50, 72);
}
