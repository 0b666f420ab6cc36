// `komuna lives`, as a user calls it: chosen people in two worlds side by side.

#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "tests/support/csv_reader.hpp"
#include "tests/support/process.hpp"

using namespace komuna::tests;

namespace {

using Words = std::vector<std::string>;

Ended lives(Words more) {
  more.insert(more.begin(), {"lives", "tiny"});
  return call_komuna(more);
}

struct Left {
  std::set<std::string> base, alt;  // households of whom somebody set out
  std::set<std::string> households;
};

Left left_in(const CsvFile& file) {
  Left left;
  for (const CsvRow& row : file.rows) {
    const std::string& household = row[file.column("household")];
    left.households.insert(household);
    if (row[file.column("event")] != "in_transit") continue;
    (row[file.column("scenario")] == "base" ? left.base : left.alt).insert(household);
  }
  return left;
}

}  // namespace

TEST_CASE("lives: the base's histories are those of the run's table") {
  const TemporaryFolder folder;
  REQUIRE(
      lives({"--what-if", "obstacles_doubled", "--limit", "100000", "--csv", folder / "chosen.csv"})
          .code == 0);
  REQUIRE(
      call_komuna({"run", "tiny", "--replicates", "1", "--quiet", "--out", folder / "run"}).code ==
      0);
  const CsvFile chosen = read_csv(folder / "chosen.csv");
  std::multiset<CsvRow> ours, whole;
  for (CsvRow row : chosen.rows) {
    if (row[0] != "base") continue;
    row.erase(row.begin());
    ours.insert(row);
  }
  for (const CsvRow& row : read_csv(folder / "run/lives.csv").rows) whole.insert(row);
  const bool is_same = ours == whole;
  CHECK(is_same);
  CHECK(ours.size() > 200);
}

TEST_CASE("lives: the other world's histories are whole too, the shared years included") {
  const TemporaryFolder folder;
  REQUIRE(
      lives({"--what-if", "obstacles_doubled", "--limit", "100000", "--csv", folder / "chosen.csv"})
          .code == 0);
  REQUIRE(call_komuna({"run", "tiny", "--what-if", "obstacles_doubled", "--replicates", "1",
                       "--quiet", "--out", folder / "run"})
              .code == 0);
  std::multiset<CsvRow> ours, whole;
  for (CsvRow row : read_csv(folder / "chosen.csv").rows) {
    if (row[0] != "alt") continue;
    row.erase(row.begin());
    ours.insert(row);
  }
  for (const CsvRow& row : read_csv(folder / "run/lives.csv").rows) whole.insert(row);
  const bool is_same = ours == whole;
  CHECK(is_same);
}

TEST_CASE("lives: filters choose by collective, origin and who left where") {
  const TemporaryFolder folder;
  const Words more{"--what-if", "obstacles_doubled", "--limit", "1000", "--csv"};
  const auto chosen = [&](const std::string& name, const Words& filters) {
    Words words = more;
    words.push_back(folder / name);
    words.insert(words.end(), filters.begin(), filters.end());
    const Ended ended = lives(words);
    INFO(ended.err);
    REQUIRE(ended.code == 0);
    return read_csv(folder / name);
  };
  const Left lost = left_in(chosen("lost.csv", {"--left", "base", "--never-left", "alt"}));
  CHECK(lost.base == lost.households);
  CHECK(lost.alt.empty());
  CHECK(lost.households.size() > 3);
  const Left gained = left_in(chosen("gained.csv", {"--left", "alt", "--never-left", "base"}));
  CHECK(gained.alt == gained.households);
  CHECK(gained.base.empty());

  const CsvFile arcadians = chosen("arcadia.csv", {"--origin", "arcadia"});
  CHECK(arcadians.rows.size() > 20);
  for (const CsvRow& row : arcadians.rows) CHECK(row[arcadians.column("origin")] == "arcadia");

  const CsvFile bees = chosen("bees.csv", {"--joined", "beehive", "--in", "base"});
  std::set<std::string> enrolled;
  for (const CsvRow& row : bees.rows)
    if (row[bees.column("scenario")] == "base" && row[bees.column("cause")] == "enrolment" &&
        row[bees.column("collective")] == "beehive")
      enrolled.insert(row[bees.column("household")]);
  CHECK(enrolled == left_in(bees).households);
  CHECK(enrolled.size() > 3);
}

TEST_CASE("lives: shows text side by side, and says that nobody of it lived") {
  const Ended ended = lives({"tiny_what_if", "--limit", "2"});
  REQUIRE(ended.code == 0);
  CHECK(ended.out.find("All persons are synthetic") != std::string::npos);
  CHECK(ended.out.find(" | ") != std::string::npos);
  CHECK(ended.out.find("\nHousehold ") != std::string::npos);
  CHECK(ended.err.find("2 shown") != std::string::npos);
}

TEST_CASE("lives: people of the place are called so, and nothing stands empty") {
  const Ended ended = lives({"--what-if", "obstacles_doubled", "--limit", "100000"});
  REQUIRE(ended.code == 0);
  CHECK(ended.out.find("local:") == std::string::npos);
  CHECK(ended.out.find("\n  , ") == std::string::npos);
  CHECK(ended.out.find(", ,") == std::string::npos);
}

TEST_CASE("lives: another replicate has other people, the same one the same") {
  const Ended once = lives({"--replicate", "3", "--limit", "1"});
  CHECK(once.out == lives({"--replicate", "3", "--limit", "1"}).out);
  CHECK(once.out != lives({"--replicate", "4", "--limit", "1"}).out);
}

TEST_CASE("lives: what cannot be shown is said") {
  const TemporaryFolder folder;
  write_text(folder / "there.csv", "mine");
  struct Case {
    Words words;
    int code;
    std::string says;
  };
  for (const Case& bad :
       std::vector<Case>{{{"--joined", "beehve"}, 64, "did you mean \"beehive\""},
                         {{"--origin", "arcadea"}, 64, "did you mean \"arcadia\""},
                         {{"--left", "both"}, 64, "allowed: base, alt"},
                         {{"--in", "base"}, 64, "--joined is missing"},
                         {{"--limit", "0"}, 64, "--limit"},
                         {{"--replicate", "x"}, 64, "--replicate"},
                         {{"--what-if", "nobody"}, 64, "nobody"},
                         {{"--csv", folder / "there.csv"}, 74, "there.csv"},
                         {{"--csv", folder / "nowhere/lives.csv"}, 74, "nowhere"}}) {
    const Ended ended = lives(bad.words);
    INFO(ended.err);
    CHECK(ended.code == bad.code);
    CHECK(ended.err.find(bad.says) != std::string::npos);
    CHECK(ended.out.empty());
  }
  CHECK(read_text(folder / "there.csv") == "mine");
}
