// `komuna compare`, as a user calls it: what it writes agrees with itself and with `komuna run`.

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/support/csv_reader.hpp"
#include "tests/support/finished_run.hpp"
#include "tests/support/process.hpp"

using namespace komuna::tests;
using Json = nlohmann::json;

namespace {

void require_done(const Ended& ended) {
  INFO(ended.err);
  REQUIRE(ended.code == 0);
}

double number(const std::string& cell) { return cell.empty() ? std::nan("") : std::stod(cell); }

// Rows of a table in which a column has a value.
std::vector<CsvRow> rows_with(const CsvFile& file, const std::string& column,
                              const std::string& value) {
  std::vector<CsvRow> rows;
  for (const CsvRow& row : file.rows)
    if (row[file.column(column)] == value) rows.push_back(row);
  return rows;
}

// A world's part of a table, without the column that names the world.
std::vector<CsvRow> of_world(const std::string& path, const std::string& world) {
  const CsvFile file = read_csv(path);
  REQUIRE(file.header.front() == "scenario");
  std::vector<CsvRow> rows;
  for (CsvRow row : rows_with(file, "scenario", world)) {
    row.erase(row.begin());
    rows.push_back(std::move(row));
  }
  return rows;
}

// Words that a line end or indentation has torn apart stand together again.
std::string unbroken(const std::string& text) {
  std::string joined;
  for (const char c : text) {
    const char plain = c == '\n' ? ' ' : c;
    if (plain != ' ' || joined.empty() || joined.back() != ' ') joined.push_back(plain);
  }
  return joined;
}

}  // namespace

TEST_CASE("compare: the tables of each world are those of a run of its own") {
  const TemporaryFolder folder;
  require_done(compare(folder / "c",
                       {"tiny_what_if", "--what-if", "obstacles_doubled", "--replicates", "4"}));
  const std::map<std::string, Words> runs{
      {"tiny", {"run", "tiny"}},
      {"tiny_what_if", {"run", "tiny_what_if"}},
      {"tiny_obstacles_doubled", {"run", "tiny", "--what-if", "obstacles_doubled"}}};
  for (const auto& [world, words] : runs) {
    INFO(world);
    Words run = words;
    for (const std::string& word : {std::string("--replicates"), std::string("4"),
                                    std::string("--quiet"), std::string("--out"), folder / world})
      run.push_back(word);
    require_done(call_komuna(run));
    for (const std::string table : {"timeseries", "collectives", "targets", "replicate_targets"}) {
      INFO(table);
      const bool is_same = of_world(folder / ("c/" + table + ".csv"), world) ==
                           read_csv(folder / (world + '/' + table + ".csv")).rows;
      CHECK(is_same);
    }
  }
}

TEST_CASE("compare: differences, effects and lives agree with each other") {
  const TemporaryFolder folder;
  require_done(compare(folder / "c", {"--what-if", "obstacles_doubled", "--replicates", "12"}));
  const CsvFile paired = read_csv(folder / "c/paired.csv");
  std::map<std::string, std::vector<double>> differences;
  for (const CsvRow& row : paired.rows) {
    const double base = number(row[paired.column("y_base")]);
    const double other = number(row[paired.column("y_alt")]);
    const double difference = number(row[paired.column("diff")]);
    if (std::isnan(difference)) continue;
    CHECK(difference == other - base);
    differences[row[paired.column("metric")]].push_back(difference);
  }
  const CsvFile effects = read_csv(folder / "c/effects.csv");
  for (const auto& [metric, list] : differences) {
    INFO(metric);
    const auto rows = rows_with(effects, "metric", metric);
    REQUIRE(rows.size() == 1);
    double sum = 0;
    for (const double value : list) sum += value;
    CHECK(number(rows[0][effects.column("effect")]) ==
          Approx(sum / static_cast<double>(list.size())).margin(1e-9));
    CHECK(std::stoul(rows[0][effects.column("n")]) == list.size());
  }
  const auto departed = rows_with(effects, "metric", "departed");
  const CsvFile lives = read_csv(folder / "c/paired_lives.csv");
  std::map<std::string, double> persons;
  for (const CsvRow& row : lives.rows)
    persons[row[lives.column("pairing")]] += number(row[lives.column("persons")]);
  CHECK(persons["both"] + persons["only_base"] ==
        Approx(number(departed[0][effects.column("base_mean")])));
  CHECK(persons["both"] + persons["only_alternative"] ==
        Approx(number(departed[0][effects.column("alt_mean")])));
  CHECK(persons["only_base"] > 0);
}

TEST_CASE("compare: describes its tables and itself") {
  const TemporaryFolder folder;
  require_done(compare(folder / "c", {"--what-if", "obstacles_doubled", "--set",
                                      "gate.minimum_train=20", "--replicates", "3"}));
  const Json manifest = Json::parse(read_text(folder / "c/manifest.json"));
  CHECK(manifest["kind"] == "compare");
  REQUIRE(manifest["alternatives"].size() == 2);
  CHECK(manifest["alternatives"][0]["name"] == "tiny+obstacles_doubled");
  CHECK(manifest["alternatives"][1]["overrides"] == Json{"gate.minimum_train=20"});
  const Json package = Json::parse(read_text(folder / "c/datapackage.json"));
  for (const Json& resource : package["resources"]) {
    const CsvFile file = read_csv(folder / ("c/" + resource["path"].get<std::string>()));
    Words fields;
    for (const Json& field : resource["schema"]["fields"])
      fields.push_back(field["name"].get<std::string>());
    CHECK(fields == file.header);
  }
}

TEST_CASE("compare: every format a run has, also for all worlds, again and beside each other") {
  const TemporaryFolder folder;
  // Not the whole plan is carried out: it is finished all the same.
  require_done(
      compare(folder / "c", {"--what-if", "obstacles_doubled", "--set", "gate.minimum_train=20",
                             "--metric", "enrolled", "--until", "60%", "--replicates", "400"}));
  for (const char* name : {"ensemble.nc", "summary.xlsx", "komuna.do", "report.html"})
    CHECK(std::filesystem::exists(folder / (std::string("c/") + name)));
  require_done(call_komuna({"export", folder / "c", "--out", folder / "e", "--quiet"}));
  CHECK(lasting_files(folder / "e") == lasting_files(folder / "c"));
  for (const std::string& name : lasting_files(folder / "c")) {
    INFO(name);
    CHECK(read_text(folder / "e/" + name) == read_text(folder / "c/" + name));
  }
  require_done(call_komuna(
      {"export", folder / "c", "--format", "long,excel-csv", "--out", folder / "x", "--quiet"}));
  CHECK(read_text(folder / "x/effects.csv") ==
        "\xEF\xBB\xBF" + read_text(folder / "c/effects.csv"));
  const CsvFile rows = read_csv(folder / "x/timeseries_long.csv");
  const CsvFile wide = read_csv(folder / "c/timeseries.csv");
  for (const char* world : {"tiny", "tiny_obstacles_doubled", "tiny_gate_minimum_train_20"}) {
    INFO(world);
    const std::size_t variables = wide.header.size() - 6;  // scenario and the five of the key
    CHECK(!rows_with(rows, "scenario", world).empty());
    CHECK(rows_with(rows, "scenario", world).size() ==
          variables * rows_with(wide, "scenario", world).size());
  }
  std::filesystem::copy(folder / "c", folder / "whole");
  for (const char* name : {"report.html", "paired.csv", "ensemble.nc"})
    std::filesystem::remove(folder / (std::string("c/") + name));
  require_done(call_komuna({"export", folder / "c", "--quiet"}));
  CHECK(different_file(folder / "whole", folder / "c") == "");
  require_done(call_komuna({"replay", folder / "c/manifest.json", "--quiet"}));
}

TEST_CASE("compare: a world is called what is set in it, on screen and on the page") {
  const TemporaryFolder folder;
  const Ended ended = call_komuna({"compare", "tiny", "--set", "gate.minimum_train=20",
                                   "--replicates", "3", "--out", folder / "c"});
  require_done(ended);
  CHECK(ended.out.find("gate.minimum_train = 20 AGAINST tiny") != std::string::npos);
  CHECK(ended.out.find("when the run begins") != std::string::npos);
  CHECK(ended.out.find("before, they are") == std::string::npos);
  const std::string page = read_text(folder / "c/report.html");
  CHECK(page.find("<title>gate.minimum_train = 20: compared with ") != std::string::npos);
  CHECK(page.find("<h1>gate.minimum_train = 20: compared with ") != std::string::npos);
  CHECK((ended.out + page).find("+set") == std::string::npos);
}

TEST_CASE("compare: a scenario without a title of its own is told by its numbers") {
  const TemporaryFolder folder;
  write_text(folder / "quiet.yaml", "extends: tiny\ngate: {minimum_train: 20}\n");
  require_done(call_komuna({"compare", "tiny", folder / "quiet.yaml", "--quiet", "--replicates",
                            "3", "--out", folder / "c"}));
  CHECK(read_text(folder / "c/report.html")
            .find("Set in place of the base&#39;s numbers: gate.minimum_train = 20 (base: ") !=
        std::string::npos);
}

TEST_CASE("compare: more than six levers come with intervals and the word that orders are random") {
  const TemporaryFolder folder;
  std::string levers = "obstacles_doubled";
  for (int i = 1; i <= 6; ++i) {
    const std::string number = std::to_string(i);
    const std::string file = folder / ("lever" + number + ".yaml");
    write_text(file, "title: Lever " + number +
                         "\ninterventions:\n  - {change: gate.minimum_train, set: " +
                         std::to_string(10 + i) + ", from: 1922-0" + number + ", until: 1922-0" +
                         number + "}\n");
    levers += ',' + file;
  }
  const Ended ended = call_komuna(
      {"compare", "tiny", "--levers", levers, "--replicates", "3", "--out", folder / "c"});
  require_done(ended);
  CHECK(ended.out.find("95 % of the mean") != std::string::npos);
  CHECK(unbroken(ended.out).find("each pair takes one order at random") != std::string::npos);
  CHECK(read_text(folder / "c/report.html").find("takes one order at random") != std::string::npos);
}

TEST_CASE("compare: what changes nothing is said to change nothing, and does not") {
  const TemporaryFolder folder;
  const Ended ended = compare(folder / "c", {"--what-if", "nothing_changes", "--replicates", "5"});
  require_done(ended);
  CHECK(ended.err.find("does not differ from tiny in any month") != std::string::npos);
  const CsvFile effects = read_csv(folder / "c/effects.csv");
  for (const CsvRow& row : effects.rows) {
    if (row[effects.column("n")] == "0") continue;
    CHECK(number(row[effects.column("effect")]) == 0);
    CHECK(number(row[effects.column("p_same")]) == 1);
  }
  const CsvFile lives = read_csv(folder / "c/paired_lives.csv");
  CHECK(rows_with(lives, "pairing", "only_base").empty());
  CHECK(rows_with(lives, "pairing", "only_alternative").empty());
}

TEST_CASE("compare: levers add up to the whole difference in every pair") {
  const TemporaryFolder folder;
  require_done(compare(folder / "c",
                       {"--levers", "obstacles_doubled,nothing_changes", "--replicates", "10"}));
  const CsvFile paired = read_csv(folder / "c/paired.csv");
  const CsvFile pairs = read_csv(folder / "c/attribution_pairs.csv");
  std::map<std::pair<std::string, std::string>, double> sums;
  for (const CsvRow& row : pairs.rows)
    sums[{row[pairs.column("replicate")], row[pairs.column("metric")]}] +=
        number(row[pairs.column("shapley")]);
  int different = 0;
  for (const CsvRow& row : paired.rows) {
    const double whole = number(row[paired.column("diff")]);
    if (std::isnan(whole)) continue;
    CHECK(sums.at({row[paired.column("replicate")], row[paired.column("metric")]}) ==
          Approx(whole).margin(1e-9));
    different += whole != 0 ? 1 : 0;
  }
  CHECK(different > 50);
  const CsvFile table = read_csv(folder / "c/attribution.csv");
  for (const CsvRow& row : rows_with(table, "lever", "nothing_changes"))
    if (!row[table.column("mean")].empty()) CHECK(number(row[table.column("mean")]) == 0);
}

TEST_CASE("compare: the number of threads changes nothing, also where precision decides") {
  const TemporaryFolder folder;
  const Words words{"--what-if", "obstacles_doubled", "--metric", "enrolled", "--until",
                    "6%",        "--threads"};
  for (const std::string threads : {"1", "2", "3"}) {
    Words more = words;
    more.push_back(threads);
    require_done(compare(folder / threads, more));
  }
  CHECK(different_file(folder / "1", folder / "2") == "");
  CHECK(different_file(folder / "1", folder / "3") == "");
  const CsvFile effects = read_csv(folder / "1/effects.csv");
  const auto row = rows_with(effects, "metric", "enrolled")[0];
  const auto cell = [&](const char* name) { return number(row[effects.column(name)]); };
  const auto pairs = static_cast<int>(cell("n"));
  CHECK(pairs % 50 == 0);
  CHECK(pairs > 50);  // or the test would not show that it went on
  CHECK(pairs < 5000);
  CHECK((cell("effect_high") - cell("effect_low")) / 2 < std::max(0.06 * cell("base_mean"), 5.0));
}

TEST_CASE("compare: a precision that the last pair reaches is reached") {
  const TemporaryFolder folder;
  const auto told = [&](const std::string& name, const char* share) {
    const Ended ended = call_komuna({"compare", "tiny", "--what-if", "obstacles_doubled", "--until",
                                     share, "--replicates", "50", "--out", folder / name});
    require_done(ended);
    std::string one_line = ended.out;
    std::replace(one_line.begin(), one_line.end(), '\n', ' ');
    return one_line;
  };
  CHECK(told("wide", "90%").find("Enough: the mean effect") != std::string::npos);
  CHECK(told("narrow", "0.1%").find("before the last of 50 pairs") != std::string::npos);
}

TEST_CASE("compare: what cannot be compared is said, and nothing is written") {
  const TemporaryFolder folder;
  write_text(folder / "short.yaml", "extends: tiny\nuntil: 1924-12\n");
  write_text(folder / "late.yaml", "extends: tiny\nfrom: 1921-03\n");
  struct Case {
    Words words;
    int code;
    std::string says;
  };
  const std::vector<Case> cases{
      {{}, 64, "compare with what?"},
      {{"--what-if", "obstacles_dubled"}, 64, "did you mean"},
      {{"--levers", "obstacles_doubled,nobody"}, 64, "nobody"},
      {{"--levers", "obstacles_doubled,obstacles_doubled"}, 64, "named twice"},
      {{"--what-if", "obstacles_doubled", "--what-if", "obstacles_doubled"}, 64, "named twice"},
      {{"tiny_what_if", "--metric", "departd"}, 64, "did you mean \"departed\""},
      {{"tiny_what_if", "--metric", "nonsense"}, 64, "collectives_at_work"},
      {{"tiny_what_if", "--until", "0%"}, 64, "--until"},
      {{"tiny_what_if", "--metric", "departed", "--metric", "departed"}, 64, "is named twice"},
      {{"tiny_what_if", "--until", "much"}, 64, "--until"},
      {{"--set", "until=1924-12"}, 64, "--common"},
      {{folder / "short.yaml"}, 64, "1925-12"},
      {{folder / "late.yaml", "--common"}, 64, "do not begin together"},
      {{"no_such_scenario"}, 74, "no_such_scenario"},
      {{"tiny_what_if", "--replicates", "0"}, 64, "--replicates"}};
  for (const Case& bad : cases) {
    const Ended ended = compare(folder / "c", bad.words);
    INFO(ended.err);
    CHECK(ended.code == bad.code);
    CHECK(ended.err.find(bad.says) != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder / "c"));
  }
}

TEST_CASE("compare: on request, what both have is compared") {
  const TemporaryFolder folder;
  const std::regex illyria("illyria");
  write_text(folder / "other.yaml", std::regex_replace(tiny_text(), illyria, "cyrenia"));
  const Ended refused = compare(folder / "c", {folder / "other.yaml", "--replicates", "3"});
  CHECK(refused.code == 64);
  CHECK(refused.err.find("only in tiny: illyria; only in other: cyrenia") != std::string::npos);
  const Ended ended =
      compare(folder / "c", {folder / "other.yaml", "--replicates", "3", "--common"});
  require_done(ended);
  CHECK(ended.err.find("cyrenia") != std::string::npos);
  const CsvFile effects = read_csv(folder / "c/effects.csv");
  CHECK(rows_with(effects, "metric", "departed.arcadia")[0][effects.column("n")] == "3");
  CHECK(rows_with(effects, "metric", "departed.illyria")[0][effects.column("n")] == "0");

  write_text(folder / "short.yaml", "extends: tiny\nuntil: 1924-12\n");
  require_done(compare(folder / "s", {folder / "short.yaml", "--replicates", "3", "--common"}));
  CHECK(of_world(folder / "s/timeseries.csv", "tiny") ==
        of_world(folder / "s/timeseries.csv", "short"));
}

TEST_CASE("compare: tells a reader what differs and what the figures do not say") {
  const TemporaryFolder folder;
  const Ended ended = call_komuna({"compare", "tiny", "--what-if", "obstacles_doubled",
                                   "--replicates", "5", "--out", folder / "c"});
  require_done(ended);
  for (const char* words :
       {"The worlds part in 1922-01", "Who would have gone", "not the uncertainty of a forecast",
        "synthetic", "An invented lever, informed by nothing", "effects.csv"}) {
    INFO(words);
    CHECK(unbroken(ended.out).find(words) != std::string::npos);
  }
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = ended.out.find('\n', begin)) != std::string::npos;
       begin = end + 1)
    CHECK(end - begin <= 110);
}
