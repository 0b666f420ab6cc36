#include "engine/output/trial_store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "engine/output/file_error.hpp"
#include "tests/support/process.hpp"

using namespace komuna;
using namespace komuna::tests;

TEST_CASE("trial store: what was added is there again, to the last bit") {
  const TemporaryFolder folder;
  const double odd = 0.1 + 0.2;
  {
    TrialStore store =
        TrialStore::create(folder.path(), {"a", "b"}, {"f-\"x", "g"}, {{"kind", "calibrate"}});
    store.add(0, {{odd, -1e-300}, {1.5, std::nan("")}, ""});
    store.add(std::uint64_t{3} << 48U, {{1, 2}, {}, "fell over"});
    store.flush();
    CHECK_THROWS_AS(TrialStore::resume(folder.path()), FileError);  // one at a time
  }
  CHECK(TrialStore::is_in(folder.path()));
  TrialStore store = TrialStore::resume(folder.path());
  CHECK(store.meta().at("kind") == "calibrate");
  CHECK(store.size() == 2);
  REQUIRE(store.find(0) != nullptr);
  CHECK(store.find(0)->parameters == std::vector<double>{odd, -1e-300});
  CHECK(store.find(0)->figures[0] == 1.5);
  CHECK(std::isnan(store.find(0)->figures[1]));
  const StoredTrial* failed = store.find(std::uint64_t{3} << 48U);
  REQUIRE(failed != nullptr);
  CHECK(failed->error == "fell over");
  CHECK(failed->figures.empty());
  CHECK(store.find(1) == nullptr);
  store.seal();
  CHECK(!std::filesystem::exists(folder / "calibration.db-wal"));
}

TEST_CASE("trial store: names that are gone or no names, and other columns, are damage") {
  for (const char* change :
       {"DELETE FROM meta WHERE key='parameters'", "DELETE FROM meta WHERE key='figures'",
        "UPDATE meta SET value='x{' WHERE key='parameters'",
        "UPDATE meta SET value='x{' WHERE key='figures'", "UPDATE meta SET value='[1, 2]'",
        "UPDATE meta SET value='[\"a\"]' WHERE key='parameters'",
        "ALTER TABLE trials DROP COLUMN p_a"}) {
    const TemporaryFolder folder;
    TrialStore::create(folder.path(), {"a", "b"}, {"f"}, {{"kind", "calibrate"}}).seal();
    SQLite::Database(folder / "calibration.db", SQLite::OPEN_READWRITE).exec(change);
    INFO(change);
    CHECK_THROWS_WITH(TrialStore::resume(folder.path()),
                      Catch::Matchers::Contains("calibration.db: is damaged"));
  }
}

TEST_CASE("trial store: trouble is told") {
  const TemporaryFolder folder;
  CHECK(!TrialStore::is_in(folder.path()));
  CHECK_THROWS_AS(TrialStore::resume(folder.path()), FileError);
  write_text(folder / "calibration.db", "no database");
  CHECK_THROWS_AS(TrialStore::resume(folder.path()), FileError);
  CHECK_THROWS_AS(TrialStore::create(folder.path(), {"a"}, {"f"}, {}), FileError);
}
