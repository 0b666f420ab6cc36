// Runs that are stopped, killed, refused a disk: nothing finished is lost, and continued they end
// as if nothing had happened, byte for byte.

#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <random>

#include "tests/support/finished_run.hpp"

using namespace komuna::tests;

namespace {

constexpr const char* replicates = "120";

std::vector<std::string> run_words(const std::string& out) {
  return {"run", "tiny", "--replicates", replicates, "--out", out, "--quiet", "--threads", "1"};
}

bool says(const Ended& ended, const std::string& words) {
  UNSCOPED_INFO(ended.err);
  return ended.err.find(words) != std::string::npos;
}

// The same run, never interrupted.
void whole_run(const std::string& out) {
  const Ended ended = call_komuna(run_words(out));
  INFO(ended.err);
  REQUIRE(ended.code == 0);
}

// A run that is stopped when its store has grown so large, before its tables are made.
Ended stopped_run(const std::string& out, int signal, std::uintmax_t bytes = 400000) {
  ProcessOptions options;
  options.signal = signal;
  options.interrupt_when = [&] {
    return size_of(out + "/run.db") + size_of(out + "/run.db-wal") > bytes;
  };
  std::vector<std::string> words = run_words(out);
  words[3] = "100000";
  return call_komuna(words, options);
}

void change(const std::string& file, const std::string& statement) {
  SQLite::Database database(file, SQLite::OPEN_READWRITE);
  database.exec(statement);
}

std::int64_t stored(const std::string& folder) {
  SQLite::Database database(folder + "/run.db", SQLite::OPEN_READWRITE);
  if (!database.tableExists("outcomes")) return 0;  // killed before there was a plan
  return database.execAndGet("SELECT count(*) FROM outcomes").getInt64();
}

// Kills a run and its continuations at random moments of the first second, `kills` times; what a
// kill has left is never computed again.
void kill_and_continue(int kills, unsigned seed) {
  const TemporaryFolder folder;
  whole_run(folder / "whole");
  std::mt19937 bits(seed);
  int killed = 0;
  for (int round = 0; killed < kills; ++round) {
    const std::string out = folder / (std::to_string(round) + "r");
    std::int64_t before = 0;
    std::vector<std::string> words = run_words(out);
    for (bool is_finished = false; !is_finished;) {
      ProcessOptions options;
      options.signal = SIGKILL;
      const auto until = std::chrono::steady_clock::now() +
                         std::chrono::milliseconds(killed < kills ? bits() % 1000 : 60000);
      options.interrupt_when = [&] { return std::chrono::steady_clock::now() > until; };
      const Ended ended = call_komuna(words, options);
      INFO(round << ": " << killed << " kills, " << ended.code << ' ' << ended.err);
      is_finished = ended.code == 0;
      killed += is_finished ? 0 : 1;
      if (is_finished) continue;
      if (ended.code == 74) {  // killed before there was a plan
        REQUIRE(says(ended, "is empty"));
        std::filesystem::remove_all(out);
        words = run_words(out);
        continue;
      }
      REQUIRE(ended.code == 128 + SIGKILL);
      if (!std::filesystem::exists(out + "/run.db")) continue;  // killed before it began
      words = {"resume", out, "--quiet", "--threads", "2"};
      if (size_of(out + "/run.db") == 0) continue;
      const std::int64_t now = stored(out);
      CHECK(now >= before);
      before = now;
    }
    CHECK(different_file(folder / "whole", out) == "");
    std::filesystem::remove_all(out);
  }
}

}  // namespace

TEST_CASE("resume: after Ctrl-C the run goes on where it stood, and ends the same") {
  const TemporaryFolder folder;
  whole_run(folder / "whole");
  const Ended stopped = stopped_run(folder / "r", SIGINT);
  CHECK(stopped.code == 130);
  CHECK(says(stopped, "stopped; "));
  CHECK(says(stopped, "komuna resume " + folder / "r"));
  CHECK(names_in(folder / "r") == std::vector<std::string>{"run.db"});
  const std::int64_t before = stored(folder / "r");
  CHECK(before > 0);
  CHECK(before < 100000);

  SECTION("the same to the end") {
    // As if it had been asked for the number of the whole run: the number is part of the plan.
    const Ended again = call_komuna({"run", "tiny", "--out", folder / "r"});
    CHECK(again.code == 74);
    CHECK(says(again, "komuna resume"));
  }
  SECTION("stopped by the system instead") {
    const Ended terminated = stopped_run(folder / "t", SIGTERM);
    CHECK(terminated.code == 143);
    CHECK(stored(folder / "t") > 0);
  }
}

TEST_CASE("resume: killed at random moments, the result is that of a run never interrupted") {
  kill_and_continue(3, 20);
}

TEST_CASE("resume: killed fifty times", "[full]") { kill_and_continue(50, 1921); }

TEST_CASE("resume: killed while the tables were written, they are written anew") {
  const TemporaryFolder folder;
  whole_run(folder / "whole");
  std::filesystem::copy(folder / "whole", folder / "r");
  std::filesystem::remove(folder / "r/manifest.json");
  std::filesystem::remove(folder / "r/targets.csv");
  write_text(folder / "r/lives.csv", "cut sh");
  write_text(folder / "r/summary.csv.partial", "cut");
  write_text(folder / "r/tmp.P8bUHLecom", "of the workbook's library");
  write_text(folder / "r/manifest.json.partial", "{");
  const std::string store = read_text(folder / "r/run.db");
  const Ended ended = call_komuna({"resume", folder / "r", "--quiet"});
  INFO(ended.err);
  CHECK(ended.code == 0);
  CHECK(different_file(folder / "whole", folder / "r") == "");
}

TEST_CASE("resume: a finished run, no run, another program's run") {
  const TemporaryFolder folder;
  REQUIRE(call_komuna({"run", "tiny", "--replicates", "2", "--out", folder / "r"}).code == 0);
  const std::string manifest = read_text(folder / "r/manifest.json");
  const Ended finished = call_komuna({"resume", folder / "r"});
  CHECK(finished.code == 0);
  CHECK(finished.out.find("nothing is left to do") != std::string::npos);
  CHECK(read_text(folder / "r/manifest.json") == manifest);

  CHECK(call_komuna({"resume", folder / "nowhere"}).code == 74);
  CHECK(call_komuna({"resume", folder.path()}).code == 74);
  CHECK(says(call_komuna({"resume", folder.path()}), "holds no run"));
  CHECK(call_komuna({"resume"}).code == 64);

  std::filesystem::remove(folder / "r/manifest.json");
  const std::vector<std::string> names = names_in(folder / "r");
  struct Change {
    const char* statement;
    const char* message;
  };
  for (const Change& each : {Change{"UPDATE meta SET value='0.0.9' WHERE key='version'", "0.0.9"},
                             {"UPDATE meta SET value='fedcba' WHERE key='commit'", "fedcba"},
                             {"UPDATE meta SET value='99' WHERE key='rng_layout'", "99"},
                             {"UPDATE worlds SET interventions='[ ]'", "damaged"}}) {
    const std::string file = folder / "r/run.db";
    const std::string whole = read_text(file);
    change(file, each.statement);
    const Ended ended = call_komuna({"resume", folder / "r"});
    CHECK(ended.code == 74);
    CHECK(says(ended, each.message));
    CHECK(names_in(folder / "r") == names);
    write_text(file, whole);
  }
}

TEST_CASE("resume: a finished run that was damaged is not called whole, and says the way out") {
  const TemporaryFolder folder;
  REQUIRE(call_komuna({"run", "tiny", "--replicates", "2", "--out", folder / "r"}).code == 0);
  REQUIRE(call_komuna({"run", "tiny", "--replicates", "2", "--seed", "7", "--out", folder / "s"})
              .code == 0);
  const std::string store = read_text(folder / "r/run.db");
  const std::string manifest = read_text(folder / "r/manifest.json");
  struct Damage {
    const char* file;
    std::string text;
    const char* message;
    const char* way_out;
  };
  for (const Damage& damage :
       {Damage{"r/run.db", store.substr(0, store.size() / 2), "cannot be used", "komuna replay"},
        {"r/run.db", "", "run.db is empty", "komuna replay"},
        {"r/run.db", "no database at all", "cannot be used", "komuna replay"},
        {"r/run.db", read_text(folder / "s/run.db"), "that of another run", "komuna replay"},
        {"r/manifest.json", manifest.substr(0, 100), "is no manifest", "Remove that file"}}) {
    INFO(damage.message);
    const std::string whole = read_text(folder / damage.file);
    write_text(folder / damage.file, damage.text);
    const Ended ended = call_komuna({"resume", folder / "r"});
    CHECK(ended.code == 74);
    CHECK(says(ended, "the folder is damaged"));
    CHECK(says(ended, damage.message));
    CHECK(says(ended, damage.way_out));
    CHECK(read_text(folder / damage.file) == damage.text);
    write_text(folder / damage.file, whole);
  }
  std::filesystem::remove(folder / "r/summary.csv");
  const Ended without = call_komuna({"resume", folder / "r"});
  CHECK(without.code == 74);
  CHECK(says(without, "summary.csv. komuna export"));
  REQUIRE(call_komuna({"export", folder / "r", "--quiet"}).code == 0);
  CHECK(call_komuna({"resume", folder / "r"}).code == 0);
  // The way out of a broken manifest.
  std::filesystem::remove(folder / "r/manifest.json");
  REQUIRE(call_komuna({"resume", folder / "r", "--quiet"}).code == 0);
  CHECK(call_komuna({"resume", folder / "r"}).code == 0);
}

TEST_CASE("resume: a second process on the folder of a run is refused") {
  const TemporaryFolder folder;
  const std::string out = folder / "r";
  int asked = 0;
  ProcessOptions options;
  options.interrupt_when = [&] {
    if (size_of(out + "/run.db-wal") < 200000) return false;
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"resume", out}, {"export", out, "--out", folder / "e"}}) {
      const Ended second = call_komuna(words);
      CHECK(second.code == 74);
      CHECK(says(second, "in use by another process"));
    }
    CHECK(says(call_komuna({"run", "tiny", "--out", out}), "holds another run"));
    ++asked;
    return true;
  };
  std::vector<std::string> words = run_words(out);
  words[3] = "100000";
  CHECK(call_komuna(words, options).code == 130);
  CHECK(asked == 1);
  CHECK(stored(out) > 0);
}

TEST_CASE("resume: a disk that is full, then has space again") {
  const TemporaryFolder folder;
  SmallDisk disk(folder / "disk", "3m");
  if (!disk.is_there()) {
    WARN("skipped: only root can mount a small disk");
    return;
  }
  whole_run(folder / "whole");
  const std::string out = folder / "disk/r";
  const std::string ballast = folder / "disk/ballast";
  // Room for about two thirds of the store; a page of the disk is 4 kB.
  const std::size_t room = size_of(folder / "whole/run.db") * 2 / 3;
  write_text(ballast, std::string((std::size_t{3} << 20U) - room, 'x'));
  const Ended full = call_komuna(run_words(out));
  CHECK(full.code == 74);
  CHECK(says(full, "the disk is full"));
  CHECK(says(full, "komuna resume"));
  CHECK(!std::filesystem::exists(out + "/manifest.json"));
  REQUIRE(std::filesystem::exists(out + "/run.db"));
  std::filesystem::remove(ballast);
  const std::int64_t before = stored(out);
  CHECK(before > 0);
  CHECK(before < std::stoll(replicates));
  std::filesystem::copy(out, folder / "r");  // the tables need more than the small disk has
  const Ended ended = call_komuna({"resume", folder / "r", "--quiet"});
  INFO(ended.err);
  CHECK(ended.code == 0);
  CHECK(different_file(folder / "whole", folder / "r") == "");
}

TEST_CASE("resume: files that may not grow larger") {
  const TemporaryFolder folder;
  // Of one replicate the store is smaller than the summary.
  std::vector<std::string> words = run_words(folder / "whole");
  words[3] = "1";
  REQUIRE(call_komuna(words).code == 0);
  const std::uintmax_t limit = size_of(folder / "whole/summary.csv") - 1000;
  REQUIRE(size_of(folder / "whole/run.db") < limit - 20000);
  ProcessOptions options;
  options.largest_file = static_cast<long>(limit);
  words[5] = folder / "r";
  const Ended ended = call_komuna(words, options);
  CHECK(ended.code == 74);
  CHECK(says(ended, "cannot be written"));
  CHECK(names_in(folder / "r") == std::vector<std::string>{"run.db"});
  CHECK(call_komuna({"resume", folder / "r"}).code == 0);
  CHECK(different_file(folder / "whole", folder / "r") == "");
}

TEST_CASE("resume: a folder that may only be read") {
  const TemporaryFolder folder;
  SmallDisk disk(folder / "disk", "64m");
  if (!disk.is_there()) {
    WARN("skipped: only root can mount a disk that may only be read");
    return;
  }
  CHECK(stopped_run(folder / "disk/killed", SIGKILL).code == 128 + SIGKILL);
  CHECK(stopped_run(folder / "disk/stopped", SIGINT).code == 130);
  REQUIRE(call_komuna({"run", "tiny", "--replicates", "2", "--out", folder / "disk/done"}).code ==
          0);
  REQUIRE(disk.make_read_only());
  for (const char* run : {"killed", "stopped"}) {
    const Ended ended = call_komuna({"resume", folder / "disk/" + run});
    CHECK(ended.code == 74);
    CHECK(says(ended, "may only be read"));
  }
  CHECK(call_komuna({"run", "tiny", "--out", folder / "disk/new"}).code == 74);
  // What is finished can be used from there, also what was stopped in order.
  for (const char* run : {"done", "stopped"}) {
    const Ended ended =
        call_komuna({"export", folder / "disk/" + run, "--out", folder / (std::string("e") + run)});
    INFO(ended.err);
    CHECK(ended.code == 0);
  }
  CHECK(says(call_komuna({"export", folder / "disk/killed", "--out", folder / "e"}),
             "may only be read"));
  CHECK(disk.make_writable());
}
