#include "engine/output/run_folder.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/process.hpp"

using namespace komuna;
using Catch::Matchers::Contains;

TEST_CASE("run folder: made with the folders above it, and taken away again") {
  const tests::TemporaryFolder folder;
  {
    RunFolder run(folder / "a/b/c");
    CHECK(std::filesystem::is_directory(folder / "a/b/c"));
    tests::write_text(folder / "a/b/c/table.csv", "x");
    run.wrote("table.csv");
  }
  CHECK(tests::names_in(folder.path()).empty());
  {
    RunFolder run(folder / "a/b/");
    tests::write_text(folder / "a/b/table.csv", "x");
    run.wrote("table.csv");
    run.keep();
  }
  CHECK(std::filesystem::exists(folder / "a/b/table.csv"));
}

TEST_CASE("run folder: an empty folder of the user's is used and left") {
  const tests::TemporaryFolder folder;
  std::filesystem::create_directory(folder / "mine");
  {
    const RunFolder run(folder / "mine");
  }
  CHECK(std::filesystem::is_directory(folder / "mine"));
}

TEST_CASE("run folder: refuses what is not empty or no folder") {
  const tests::TemporaryFolder folder;
  tests::write_text(folder / "full/notes.txt", "x");
  tests::write_text(folder / "run/manifest.json", "{}");
  CHECK_THROWS_WITH(RunFolder(folder / "full"), Contains("not empty"));
  CHECK_THROWS_WITH(RunFolder(folder / "run"), Contains("holds another run"));
  CHECK_THROWS_WITH(RunFolder(folder / "run/manifest.json"), Contains("is a file"));
  CHECK_THROWS_WITH(RunFolder(folder / "run/manifest.json/x"), Contains("is a file"));
  CHECK_THROWS(RunFolder(""));
  CHECK(std::filesystem::exists(folder / "full/notes.txt"));
}

TEST_CASE("run folder: what has been kept stays when later files are taken away") {
  const tests::TemporaryFolder folder;
  {
    RunFolder run(folder / "r");
    tests::write_text(folder / "r/run.db", "x");
    run.wrote("run.db");
    run.keep();
    tests::write_text(folder / "r/table.csv", "x");
    run.wrote("table.csv");
  }
  CHECK(tests::names_in(folder / "r") == std::vector<std::string>{"run.db"});
  CHECK_THROWS_WITH(RunFolder(folder / "r"), Contains("komuna resume"));
  RunFolder again(folder / "r", RunFolder::Holds::anything);
  tests::write_text(folder / "r/table.csv.partial", "x");
  again.discard("table.csv");
  CHECK(tests::names_in(folder / "r") == std::vector<std::string>{"run.db"});
}

TEST_CASE("run folder: a free path beside those taken") {
  const tests::TemporaryFolder folder;
  CHECK(free_path(folder / "a") == folder / "a");
  tests::write_text(folder / "a", "");
  std::filesystem::create_directory(folder / "a-2");
  CHECK(free_path(folder / "a") == folder / "a-3");
}

TEST_CASE("plain names: no formula, no path, never empty") {
  CHECK(plain_name("historical") == "historical");
  CHECK(plain_name("=1+1") == "_1_1");
  CHECK(plain_name("../../etc") == "______etc");
  CHECK(plain_name("-x") == "_-x");
  CHECK(plain_name("") == "_");
  CHECK(plain_name(std::string(500, 'a')).size() == 100);
}
