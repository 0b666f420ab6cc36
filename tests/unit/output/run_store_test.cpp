#include "engine/output/run_store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "engine/output/file_error.hpp"
#include "engine/output/outcome_members.hpp"
#include "engine/output/store_file.hpp"
#include "tests/support/outcome_text.hpp"
#include "tests/support/process.hpp"
#include "tests/support/random_record.hpp"

using namespace komuna;
using Catch::Matchers::Contains;
using tests::TemporaryFolder;

namespace {

StorePlan plan_of(std::size_t worlds, std::int64_t replicates = 5) {
  StorePlan plan;
  plan.kind = worlds == 1 ? RunKind::run : RunKind::compare;
  plan.seed = 18446744073709551615U;
  plan.replicates = replicates;
  plan.options = "{\"until\": 0.01}";
  plan.command_line = {"komuna", "run", "\xFF"};  // names of files may be anything
  plan.version = "0.1.0";
  plan.commit = "abc";
  plan.rng_layout = 1;
  for (std::size_t k = 0; k < worlds; ++k) {
    StoredWorld world;
    world.name = "world " + std::to_string(k);
    world.title = "Ján's \"world\"";
    world.resolved = "{}";
    world.interventions = "[]";
    world.targets = {"first", "second"};
    world.overrides = {"a.b=1"};
    world.inputs = {{"a.yaml", "ff"}};
    plan.worlds.push_back(world);
  }
  return plan;
}

Outcome outcome_of(std::uint64_t replicate, int departed) {
  Outcome outcome;
  outcome.replicate = replicate;
  outcome.key = 0xABC0000000000000U + replicate;
  outcome.from = Month::of(1921, 1);
  outcome.until = Month::of(1922, 12);
  YearRow row;
  row.year = 1921;
  row.counts[2] = departed;
  outcome.years.push_back(row);
  outcome.targets = {{true, 0.1 * departed}, {false, 0}};
  CollectiveOutcome collective;
  collective.id = "beehive";
  collective.name = "=Beehive, \"Robert'); DROP TABLE replicates;--\"";
  collective.founded = Month::of(1921, 3);
  collective.departed = departed;
  outcome.collectives.push_back(collective);
  outcome.totals.relief = -0.0;
  return outcome;
}

std::vector<Outcome> all(const RunStore& store, std::size_t world = 0) {
  std::vector<Outcome> list;
  store.source(world)->each([&](const Outcome& outcome) { list.push_back(outcome); });
  return list;
}

void add(RunStore& store, std::uint64_t replicate, int departed) {
  const Outcome outcome = outcome_of(replicate, departed);
  store.add(replicate, std::span(&outcome, 1));
}

std::string text_from(const std::string& file, const std::string& query) {
  SQLite::Database database(file, SQLite::OPEN_READONLY);
  return database.execAndGet(query).getString();
}

void change(const std::string& file, const std::string& statement) {
  SQLite::Database database(file, SQLite::OPEN_READWRITE);
  database.exec(statement);
}

// A finished store to be damaged.
void finished_store(const std::string& folder) {
  RunStore store = RunStore::create(folder, plan_of(1));
  const Outcome first = outcome_of(0, 7);
  std::vector<LivesRecord> lives(1);
  lives[0].add(Life{});
  store.add(0, std::span(&first, 1), lives, "extra");
  for (std::uint64_t i = 1; i < 5; ++i) add(store, i, 7);
  store.seal();
}

}  // namespace

TEST_CASE("run store: what was added is read back, in order, again and again") {
  const TemporaryFolder folder;
  RunStore store = RunStore::create(folder.path(), plan_of(1));
  for (const std::uint64_t replicate : {3u, 0u, 4u}) add(store, replicate, 10 + int(replicate));
  CHECK(store.finished(3));
  CHECK(!store.finished(1));
  CHECK(!store.finished(1000));
  CHECK(store.missing() == std::vector<std::uint64_t>{1, 2});
  for (int time = 0; time < 2; ++time) {  // also before anything is flushed
    const auto list = all(store);
    REQUIRE(list.size() == 3);
    for (const std::size_t i : {0u, 1u, 2u}) {
      const std::uint64_t replicate = i == 0 ? 0 : i + 2;
      CHECK(tests::same_bits(list[i], outcome_of(replicate, 10 + int(replicate))));
    }
  }
}

TEST_CASE("run store: the plan and the replicates outlive the process") {
  const TemporaryFolder folder;
  {
    RunStore store = RunStore::create(folder.path(), plan_of(1));
    add(store, 0, 1);
    add(store, 1, 2);
  }
  {
    RunStore store = RunStore::resume(folder.path());
    const StorePlan& plan = store.plan();
    CHECK(plan.kind == RunKind::run);
    CHECK(plan.seed == 18446744073709551615U);
    CHECK(plan.replicates == 5);
    CHECK(plan.options == plan_of(1).options);
    CHECK(plan.command_line[1] == "run");
    CHECK(plan.commit == "abc");
    CHECK(plan.worlds[0].title == plan_of(1).worlds[0].title);
    CHECK(plan.worlds[0].targets == plan_of(1).worlds[0].targets);
    CHECK(plan.worlds[0].overrides == plan_of(1).worlds[0].overrides);
    CHECK(plan.worlds[0].inputs[0].sha256 == "ff");
    CHECK(store.missing() == std::vector<std::uint64_t>{2, 3, 4});
    add(store, 2, 3);
    store.seal();
  }
  CHECK(tests::names_in(folder.path()) == std::vector<std::string>{"run.db"});
  CHECK(all(RunStore::read(folder.path())).size() == 3);
}

TEST_CASE("run store: worlds of a replicate come together, with lives and what else there is") {
  const TemporaryFolder folder;
  {
    RunStore store = RunStore::create(folder.path(), plan_of(2));
    const std::vector<Outcome> pair{outcome_of(0, 1), outcome_of(0, 2)};
    std::vector<LivesRecord> lives(2);
    Life life;
    life.household = "in the second world";
    lives[1].add(life);
    store.add(0, pair, lives, std::string("extra \0 bytes", 13));
    store.add(1, std::vector<Outcome>{outcome_of(1, 3), outcome_of(1, 4)});
  }
  const RunStore store = RunStore::read(folder.path());
  CHECK(all(store, 0)[1].years[0].counts[2] == 3);
  CHECK(all(store, 1)[0].years[0].counts[2] == 2);
  int steps = 0;
  store.each_life([&](const Life&) { ++steps; });
  CHECK(steps == 0);
  store.each_life([&](const Life& life) { CHECK(life.household == "in the second world"); }, 1);
  int extras = 0;
  store.each_extra([&](std::uint64_t replicate, std::string_view extra) {
    CHECK(replicate == 0);
    CHECK(extra == std::string_view("extra \0 bytes", 13));
    ++extras;
  });
  CHECK(extras == 1);
}

TEST_CASE("run store: people can read it without komuna") {
  const TemporaryFolder folder;
  const std::string file = folder / "run.db";
  {
    RunStore store = RunStore::create(folder.path(), plan_of(1));
    add(store, 0, 12);
    Outcome failed;
    failed.replicate = 1;
    failed.error = "why";
    store.add(1, std::span(&failed, 1));
    store.seal();
  }
  CHECK(text_from(file, "SELECT key FROM replicates WHERE replicate=0") == "abc0000000000000");
  CHECK(text_from(file, "SELECT group_concat(status) FROM v_replicates") == "completed,failed");
  CHECK(text_from(file, "SELECT departed || founded || named FROM collectives") == "121921-03-011");
  CHECK(text_from(file, "SELECT name FROM v_collectives") == outcome_of(0, 1).collectives[0].name);
  CHECK(text_from(file, "SELECT count(*) FROM collectives WHERE applied IS NULL") == "1");
  CHECK(text_from(file, "SELECT count(*) FROM replicate_targets WHERE value IS NULL") == "1");
  CHECK(text_from(file, "SELECT value FROM replicate_targets WHERE target_id='first'") == "1.2");
  CHECK(text_from(file, "SELECT value FROM meta WHERE key='state'") == "finished");
  CHECK(text_from(file,
                  "SELECT count(*) FROM pragma_table_list WHERE strict=0 AND type='table' "
                  "AND name NOT LIKE 'sqlite_%'") == "0");
}

TEST_CASE("run store: a second one is refused while the first is open") {
  const TemporaryFolder folder;
  {
    RunStore store = RunStore::create(folder.path(), plan_of(1));
    CHECK_THROWS_WITH(RunStore::resume(folder.path()), Contains("in use by another process"));
    CHECK_THROWS_WITH(RunStore::read(folder.path()), Contains("in use by another process"));
    CHECK_THROWS_WITH(RunStore::create(folder.path(), plan_of(1)), Contains("exists already"));
    add(store, 0, 1);
    store.seal();
    CHECK_THROWS_WITH(RunStore::resume(folder.path()), Contains("in use by another process"));
  }
  const RunStore one = RunStore::read(folder.path());
  CHECK_NOTHROW(RunStore::read(folder.path()));  // a finished one may be read by many
}

TEST_CASE("run store: files that are none of ours, each in its own words") {
  const TemporaryFolder folder;
  const std::string file = folder / "run.db";
  const auto says = [&](const std::string& words) {
    CHECK_THROWS_WITH(RunStore::read(folder.path()), Contains(words) && Contains(file));
    CHECK_THROWS_WITH(RunStore::resume(folder.path()), Contains(words) && Contains(file));
    CHECK_THROWS_AS(RunStore::read(folder.path()), FileError);
  };
  says("is not there");
  tests::write_text(file, "");
  says("is empty");
  tests::write_text(file, "These are notes of mine, and no database at all.");
  says("not a database");
  CHECK(tests::read_text(file).substr(0, 5) == "These");
  std::filesystem::remove(file);
  SQLite::Database(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE t(a)");
  const std::string foreign = tests::read_text(file);
  says("no run of komuna");
  CHECK(tests::read_text(file) == foreign);
  std::filesystem::remove(file);
  finished_store(folder.path());
  change(file, "PRAGMA user_version=2");
  says("take a newer komuna");
}

TEST_CASE("run store: damage is found") {
  const TemporaryFolder folder;
  const std::string file = folder / "run.db";
  const auto read_all = [&] { all(RunStore::read(folder.path())); };
  finished_store(folder.path());
  CHECK_NOTHROW(read_all());

  const std::string whole = tests::read_text(file);
  for (const std::size_t part : {2u, 3u, 10u}) {
    tests::write_text(file, whole.substr(0, whole.size() * (part - 1) / part));
    CHECK_THROWS_AS(read_all(), FileError);
  }
  // Any page overwritten: SQLite or our checksums notice, or the page was not in use.
  int noticed = 0;
  for (std::size_t at = 4096; at + 4096 <= whole.size(); at += 4096) {
    std::string damaged = whole;
    damaged.replace(at + 8, 2000, 2000, 'x');
    tests::write_text(file, damaged);
    try {
      read_all();
    } catch (const FileError& error) {
      CHECK_THAT(error.what(), Contains("damaged"));
      ++noticed;
    }
  }
  CHECK(noticed > 5);

  struct Change {
    const char* statement;
    const char* message;
  };
  for (const Change& each :
       {Change{"UPDATE meta SET value='7' WHERE key='seed'", "what was asked of the run"},
        {"UPDATE worlds SET resolved='{\"a\":1}'", "what was asked of the run"},
        {"DELETE FROM meta WHERE key='rng_layout'", "cannot be read"},
        {"UPDATE meta SET value='many' WHERE key='replicates'", "cannot be read"},
        {"DELETE FROM worlds", "what was asked of the run"},
        {"UPDATE outcomes SET packed=x'00' WHERE replicate=3", "packed record"},
        {"UPDATE outcomes SET packed=substr(packed,1,30) WHERE replicate=3", "packed record"},
        {"UPDATE replicates SET key='00' WHERE replicate=3", "different replicates"},
        {"UPDATE outcomes SET packed=(SELECT packed FROM outcomes WHERE replicate=2) "
         "WHERE replicate=3",
         "different replicates"},
        {"DELETE FROM outcomes WHERE replicate=3", "replicate 3 is in replicates and not in"},
        {"DELETE FROM replicates WHERE replicate=3", "replicate 3 is in outcomes and not in"},
        {"UPDATE meta SET value='0/0' WHERE key='shard'", "`shard` is no number"},
        {"UPDATE meta SET value='3/2' WHERE key='shard'", "`shard` is no number"},
        {"UPDATE meta SET value='0' WHERE key='replicates'", "`replicates` is no number"},
        {"UPDATE meta SET value='1000001' WHERE key='replicates'", "`replicates` is no number"},
        {"UPDATE outcomes SET replicate=-1 WHERE replicate=3", "replicate -1 was not asked for"},
        {"UPDATE outcomes SET replicate=5 WHERE replicate=3", "replicate 5 was not asked for"},
        {"UPDATE outcomes SET replicate=4611686018427387904 WHERE replicate=3", "not asked for"},
        {"DELETE FROM extras", "0 of 1 records of pairs"},
        {"DELETE FROM lives", "0 of 1 parts of life histories"},
        {"ALTER TABLE outcomes RENAME TO o; CREATE VIEW outcomes AS WITH RECURSIVE n(i) AS "
         "(VALUES(0) UNION ALL SELECT 0 FROM n) SELECT 0 AS world, i AS replicate, x'' AS packed "
         "FROM n",
         "not those of a run"},
        {"CREATE TRIGGER t AFTER UPDATE ON meta BEGIN DELETE FROM outcomes; END",
         "not those of a run"},
        {"UPDATE meta SET value='1' WHERE key='outcome_layout'", "another form"}}) {
    tests::write_text(file, whole);
    change(file, each.statement);
    INFO(each.statement);
    CHECK_THROWS_WITH(read_all(), Contains(each.message));
  }
}

TEST_CASE("run store: a replicate whose other world is missing is damage") {
  const TemporaryFolder folder;
  {
    RunStore store = RunStore::create(folder.path(), plan_of(2));
    store.add(0, std::vector<Outcome>{outcome_of(0, 1), outcome_of(0, 2)});
    store.seal();
  }
  change(folder / "run.db", "DELETE FROM outcomes WHERE world=1");
  CHECK_THROWS_WITH(RunStore::read(folder.path()), Contains("a world of replicate 0 is missing"));
}

TEST_CASE("run store: names that SQLite takes for addresses are files") {
  CHECK(plain_path("file:a/run.db") == "./file:a/run.db");
  CHECK(plain_path(":memory:") == "./:memory:");
  CHECK(plain_path("") == "./");
  CHECK(plain_path("/a/b") == "/a/b");
}
