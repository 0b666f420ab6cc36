// `komuna run`, as a user calls it.

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>

#include "engine/base/sha256.hpp"
#include "tests/support/csv_reader.hpp"
#include "tests/support/process.hpp"

using namespace komuna::tests;
using Json = nlohmann::json;

namespace {

const std::vector<std::string> table_names{
    "timeseries", "summary",  "collectives", "targets", "replicate_targets", "votes",
    "works",      "harvests", "settlements", "exits",   "repressed",         "lives"};

Ended run_tiny(const std::string& out, std::vector<std::string> more = {}) {
  std::vector<std::string> words{"run", "tiny", "--replicates", "4", "--out", out};
  words.insert(words.end(), more.begin(), more.end());
  return komuna::tests::call_komuna(words);
}

std::vector<std::string> sorted_lines(const std::string& path) {
  std::vector<std::string> lines;
  const std::string text = read_text(path);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

TEST_CASE("run: writes every table, described and fingerprinted") {
  const TemporaryFolder folder;
  const Ended ended = run_tiny(folder / "r");
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  CHECK(names_in(folder / "r") ==
        std::vector<std::string>{"collectives.csv", "datapackage.json", "ensemble.nc", "exits.csv",
                                 "harvests.csv", "komuna.do", "lives.csv", "manifest.json",
                                 "replicate_targets.csv", "report.html", "repressed.csv", "run.db",
                                 "settlements.csv", "summary.csv", "summary.xlsx", "targets.csv",
                                 "timeseries.csv", "votes.csv", "works.csv"});

  const Json manifest = Json::parse(read_text(folder / "r/manifest.json"));
  CHECK(manifest["replicates"]["completed"] == 4);
  CHECK(manifest["rng"]["seed"] == "1921");
  CHECK(manifest["scenario"]["name"] == "tiny");
  CHECK(manifest["scenario"]["resolved"]["title"].is_string());
  REQUIRE(manifest["outputs"].size() == 16);
  for (const Json& output : manifest["outputs"]) {
    const std::string text = read_text(folder / "r/" + output["path"].get<std::string>());
    CHECK(output["bytes"] == text.size());
    CHECK(output["sha256"] == komuna::sha256(text));
  }

  const Json package = Json::parse(read_text(folder / "r/datapackage.json"));
  REQUIRE(package["resources"].size() == table_names.size());
  for (std::size_t i = 0; i < table_names.size(); ++i) {
    const Json& resource = package["resources"][i];
    CHECK(resource["name"] == table_names[i]);
    CHECK(resource["type"] == "table");
    const CsvFile table = read_csv(folder / "r/" + table_names[i] + ".csv");
    CHECK(table.rows.size() == manifest["outputs"][i]["rows"]);
    CHECK(table.rows.size() > 0);
    std::vector<std::string> described;
    for (const Json& field : resource["schema"]["fields"]) described.push_back(field["name"]);
    CHECK(table.header == described);
  }
}

TEST_CASE("run: keys are unique and types are as described") {
  const TemporaryFolder folder;
  REQUIRE(run_tiny(folder / "r").code == 0);
  const Json package = Json::parse(read_text(folder / "r/datapackage.json"));
  for (const Json& resource : package["resources"]) {
    const CsvFile table = read_csv(folder / "r/" + resource["path"].get<std::string>());
    std::map<std::string, int> seen;
    for (const CsvRow& row : table.rows) {
      std::string key;
      if (resource["schema"].contains("primaryKey"))
        for (const std::string column : resource["schema"]["primaryKey"])
          key += row[table.column(column)] + '\n';
      if (!key.empty()) CHECK(++seen[key] == 1);
      for (const Json& field : resource["schema"]["fields"]) {
        const std::string& cell = row[table.column(field["name"])];
        const Json constraints = field.value("constraints", Json::object());
        INFO(resource["name"] << ' ' << field["name"] << " = " << cell);
        if (constraints.value("required", false)) REQUIRE(!cell.empty());
        if (cell.empty()) continue;
        const std::string type = field["type"];
        if (type == "integer") REQUIRE(std::to_string(std::stoll(cell)) == cell);
        if (type == "number") {
          std::size_t used = 0;
          std::stod(cell, &used);
          REQUIRE(used == cell.size());
        }
        if (type == "date") REQUIRE((cell.size() == 10 && cell[4] == '-' && cell[7] == '-'));
        if (type == "boolean") REQUIRE((cell == "0" || cell == "1"));
        if (constraints.contains("enum"))
          REQUIRE(std::count(constraints["enum"].begin(), constraints["enum"].end(), cell) == 1);
        if (constraints.contains("minimum")) REQUIRE(std::stod(cell) >= 0);
      }
    }
  }
}

TEST_CASE("run: the summary says what the time series say") {
  const TemporaryFolder folder;
  REQUIRE(run_tiny(folder / "r").code == 0);
  const CsvFile series = read_csv(folder / "r/timeseries.csv");
  std::map<std::string, std::map<std::string, double>> enrolled;  // by year and replicate
  for (const CsvRow& row : series.rows)
    enrolled[row[series.column("time")]][row[series.column("replicate")]] +=
        std::stod(row[series.column("enrolled")]);
  const CsvFile summary = read_csv(folder / "r/summary.csv");
  int compared = 0;
  for (const CsvRow& row : summary.rows) {
    if (row[summary.column("period")] != "year" || row[summary.column("level")] != "total" ||
        row[summary.column("variable")] != "enrolled")
      continue;
    std::vector<double> values;
    for (const auto& [replicate, sum] : enrolled[row[summary.column("time")]])
      values.push_back(sum);
    values.resize(4);  // a year without rows is a year of zeros
    std::sort(values.begin(), values.end());
    CHECK(std::stod(row[summary.column("mean")]) ==
          Approx(std::accumulate(values.begin(), values.end(), 0.0) / 4));
    CHECK(std::stod(row[summary.column("q50")]) == Approx((values[1] + values[2]) / 2));
    compared += values[3] > 0 ? 1 : 0;
  }
  CHECK(compared >= 3);
}

TEST_CASE("run: the number of threads changes no byte, another seed does") {
  const TemporaryFolder folder;
  REQUIRE(run_tiny(folder / "one", {"--threads", "1"}).code == 0);
  REQUIRE(run_tiny(folder / "two", {"--threads", "2"}).code == 0);
  REQUIRE(run_tiny(folder / "seven", {"--threads", "7"}).code == 0);
  REQUIRE(run_tiny(folder / "other", {"--seed", "7"}).code == 0);
  for (const char* other : {"two/", "seven/"}) {
    for (const std::string& table : table_names)
      CHECK(read_text(folder / "one/" + table + ".csv") ==
            read_text(folder / other + table + ".csv"));
    CHECK(read_text(folder / "one/datapackage.json") ==
          read_text(folder / other + "datapackage.json"));
  }
  CHECK(read_text(folder / "one/timeseries.csv") != read_text(folder / "other/timeseries.csv"));
}

TEST_CASE("run: more replicates leave those before unchanged") {
  const TemporaryFolder folder;
  REQUIRE(run_tiny(folder / "four").code == 0);
  REQUIRE(komuna::tests::call_komuna({"run", "tiny", "--replicates", "6", "--out", folder / "six"})
              .code == 0);
  const std::string four = read_text(folder / "four/timeseries.csv");
  CHECK(read_text(folder / "six/timeseries.csv").substr(0, four.size()) == four);
  CHECK(read_text(folder / "six/lives.csv") == read_text(folder / "four/lives.csv"));
}

TEST_CASE("run: origins in another order give the same rows in another order") {
  const TemporaryFolder folder;
  std::string text = tiny_text();
  const std::size_t first = text.find("  arcadia:\n    name:");
  const std::size_t second = text.find("  illyria:\n    name:");
  const std::size_t end = text.find("\neconomy:", second);
  REQUIRE((first != std::string::npos && second != std::string::npos && end != std::string::npos));
  const std::string arcadia = text.substr(first, second - first);
  const std::string illyria = text.substr(second, end - second);
  text.replace(first, end - first, illyria + arcadia);
  write_text(folder / "tiny/scenario.yaml", text);
  REQUIRE(run_tiny(folder / "r").code == 0);
  const Ended ended = komuna::tests::call_komuna(
      {"run", folder / "tiny", "--replicates", "4", "--out", folder / "p"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  for (const std::string& table : table_names)
    CHECK(sorted_lines(folder / "r/" + table + ".csv") ==
          sorted_lines(folder / "p/" + table + ".csv"));
  CHECK(read_text(folder / "r/summary.csv") != read_text(folder / "p/summary.csv"));
}

TEST_CASE("run: prints a summary of at most 100 columns, or nothing when quiet") {
  const TemporaryFolder folder;
  const Ended loud = run_tiny(folder / "loud");
  for (const char* part : {"FIGURES OF HISTORY", "THE STORY BY YEAR", "All years together",
                           "Beehive", "synthetic", "assumptions", "manifest.json"})
    CHECK(loud.out.find(part) != std::string::npos);
  std::size_t column = 0;
  for (const char c : loud.out) {
    column = c == '\n' ? 0 : column + 1;
    REQUIRE(column <= 110);  // bytes; letters beyond ASCII take two
  }
  const Ended quiet = run_tiny(folder / "quiet", {"--quiet"});
  CHECK(quiet.code == 0);
  CHECK(quiet.out.empty());
  CHECK(quiet.err.empty());
}

TEST_CASE("run: --set changes a parameter and is recorded") {
  const TemporaryFolder folder;
  REQUIRE(run_tiny(folder / "r", {"--set", "until=1922-06", "--set", "title=\"Short\""}).code == 0);
  const Json manifest = Json::parse(read_text(folder / "r/manifest.json"));
  CHECK(manifest["scenario"]["overrides"] == Json({"until=1922-06", "title=\"Short\""}));
  CHECK(manifest["scenario"]["resolved"]["until"] == "1922-06");
  CHECK(manifest["scenario"]["title"] == "Short");
  const CsvFile series = read_csv(folder / "r/timeseries.csv");
  for (const CsvRow& row : series.rows) CHECK(row[series.column("time")] <= "1922-01-01");
}

TEST_CASE("run: the smallest worlds are worlds") {
  const TemporaryFolder folder;
  CHECK(run_tiny(folder / "month",
                 {"--set", "until=1921-01", "--set", "collectives=~", "--set", "targets=~"})
            .code == 0);
  CHECK(run_tiny(folder / "heads", {"--set", "origins.arcadia.regions.hills.heads=1"}).code == 0);
  CHECK(run_tiny(folder / "nobody",
                 {"--set", "decision.join_constant=-20", "--set", "decision.alone_constant=-20",
                  "--set", "collectives=~", "--set", "targets=~"})
            .code == 0);
}

TEST_CASE("run: interventions are run against their baseline and recorded") {
  const TemporaryFolder folder;
  const Ended ended = komuna::tests::call_komuna(
      {"run", "tiny_what_if", "--replicates", "4", "--out", folder / "w"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const Json manifest = Json::parse(read_text(folder / "w/manifest.json"));
  CHECK(manifest["scenario"]["interventions"].size() == 3);
  CHECK(manifest["scenario"]["interventions"][0]["scale"] == 0.5);
  REQUIRE(run_tiny(folder / "r").code == 0);
  CHECK(read_text(folder / "w/timeseries.csv") != read_text(folder / "r/timeseries.csv"));
}

TEST_CASE("run: without --out writes below the caller's folder") {
  const TemporaryFolder folder;
  write_text(folder / "mine.yaml", tiny_text());
  ProcessOptions options;
  options.folder = folder.path();
  for (int time = 0; time < 2; ++time)
    CHECK(komuna::tests::call_komuna({"run", "mine.yaml", "--replicates", "1", "--quiet"}, options)
              .code == 0);
  const auto runs = names_in(folder / "out");
  REQUIRE(runs.size() == 2);
  for (const std::string& run : runs) {
    CHECK(run.substr(0, 5) == "mine-");
    CHECK(std::filesystem::exists(folder / "out/" + run + "/manifest.json"));
  }
}
