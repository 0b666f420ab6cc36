// `komuna export`: the files of a run again, from its store.

#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>

#include "tests/support/finished_run.hpp"

using namespace komuna::tests;

namespace {

bool says(const Ended& ended, const std::string& words) {
  UNSCOPED_INFO(ended.err);
  return ended.err.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("export: the same tables, byte for byte, without the scenario's files") {
  const TemporaryFolder folder;
  write_text(folder / "mine.yaml", tiny_text());
  REQUIRE(
      call_komuna({"run", folder / "mine.yaml", "--replicates", "3", "--out", folder / "r"}).code ==
      0);
  std::filesystem::remove(folder / "mine.yaml");
  const Ended ended = call_komuna({"export", folder / "r", "--out", folder / "e"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  CHECK(ended.err.empty());
  CHECK(ended.out.find("timeseries.csv") != std::string::npos);
  const std::vector<std::string> expected = lasting_files(folder / "r");
  CHECK(names_in(folder / "e") == expected);
  for (const std::string& name : names_in(folder / "e"))
    CHECK(read_text(folder / "e/" + name) == read_text(folder / "r/" + name));
}

TEST_CASE("export: into the run's own folder only what is not there") {
  const TemporaryFolder folder;
  REQUIRE(call_komuna({"run", "tiny", "--replicates", "1", "--out", folder / "r"}).code == 0);
  const std::vector<std::string> names = names_in(folder / "r");
  CHECK(call_komuna({"export", folder / "r"}).code == 74);
  CHECK(says(call_komuna({"export", folder / "r"}), "nothing is overwritten"));
  CHECK(names_in(folder / "r") == names);
  std::filesystem::copy(folder / "r", folder / "whole");
  for (const char* name : {"lives.csv", "report.html"}) {
    std::filesystem::remove(folder / "r/" + name);
    const Ended ended = call_komuna({"export", folder / "r"});
    CHECK(ended.code == 0);
    CHECK(ended.out.find(name) != std::string::npos);
    CHECK(ended.out.find("summary.csv") == std::string::npos);
    CHECK(ended.err.empty());
  }
  CHECK(different_file(folder / "whole", folder / "r") == "");
  write_text(folder / "r/targets.csv", "mine");
  for (const std::string& name : lasting_files(folder / "r"))
    if (name != "targets.csv") std::filesystem::remove(folder / "r/" + name);
  CHECK(says(call_komuna({"export", folder / "r", "--quiet"}),
             "targets.csv: is not what the store gives; it is left as it is"));
  CHECK(read_text(folder / "r/targets.csv") == "mine");
  std::filesystem::remove(folder / "r/targets.csv");
  CHECK(call_komuna({"export", folder / "r", "--quiet"}).code == 0);
  CHECK(different_file(folder / "whole", folder / "r") == "");
  CHECK(names_in(folder / "r") == names);
}

TEST_CASE("export: a report needs a run that is finished") {
  const TemporaryFolder folder;
  REQUIRE(call_komuna({"run", "tiny", "--replicates", "1", "--out", folder / "r"}).code == 0);
  std::filesystem::remove(folder / "r/manifest.json");
  CHECK(says(call_komuna({"export", folder / "r", "--format", "report", "--out", folder / "e"}),
             "manifest.json"));
  CHECK(!std::filesystem::exists(folder / "e"));
}

TEST_CASE("export: of an unfinished run what there is, and it says so") {
  const TemporaryFolder folder;
  REQUIRE(call_komuna({"run", "tiny", "--replicates", "4", "--out", folder / "four"}).code == 0);
  REQUIRE(call_komuna({"run", "tiny", "--replicates", "2", "--out", folder / "two"}).code == 0);
  {
    SQLite::Database store(folder / "four/run.db", SQLite::OPEN_READWRITE);
    for (const char* table : {"outcomes", "replicates", "collectives", "replicate_targets"})
      store.exec(std::string("DELETE FROM ") + table + " WHERE replicate>=2");
  }
  const Ended without = call_komuna({"export", folder / "four"});
  CHECK(without.code == 64);
  CHECK(says(without, "unfinished"));
  const Ended ended = call_komuna({"export", folder / "four", "--out", folder / "e"});
  CHECK(ended.code == 0);
  CHECK(says(ended, "2 of 4 replicates"));
  for (const std::string& name : names_in(folder / "e")) {
    if (name == "datapackage.json" || name == "summary.xlsx" || name == "ensemble.nc") continue;
    CHECK(read_text(folder / "e/" + name) == read_text(folder / "two/" + name));
  }
  CHECK(read_text(folder / "e/datapackage.json").find("2 of 4 replicates") != std::string::npos);
}

TEST_CASE("export: what cannot be exported") {
  const TemporaryFolder folder;
  REQUIRE(call_komuna({"run", "tiny", "--replicates", "1", "--out", folder / "r"}).code == 0);
  CHECK(call_komuna({"export"}).code == 64);
  CHECK(call_komuna({"export", folder / "r", "--format", "cvs", "--out", folder / "e"}).code == 64);
  CHECK(says(call_komuna({"export", folder / "r", "--format", "cvs"}), "allowed: "));
  CHECK(says(call_komuna({"export", folder / "r", "--format", ""}), "allowed: "));
  CHECK(call_komuna({"export", folder / "nowhere"}).code == 74);
  CHECK(call_komuna({"export", folder / "r", "--out", folder / "r"}).code == 74);
  SQLite::Database(folder / "r/run.db", SQLite::OPEN_READWRITE)
      .exec("DELETE FROM outcomes; DELETE FROM replicates");
  CHECK(says(call_komuna({"export", folder / "r", "--out", folder / "e"}),
             "no replicate is finished"));
  CHECK(!std::filesystem::exists(folder / "e"));
}
