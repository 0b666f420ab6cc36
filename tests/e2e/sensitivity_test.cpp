// `komuna sensitivity`, as a user calls it.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/support/csv_reader.hpp"
#include "tests/support/places.hpp"
#include "tests/support/process.hpp"

using namespace komuna::tests;
using Json = nlohmann::json;

namespace {

using Words = std::vector<std::string>;

constexpr const char* writing = "decision.alone_constant=-6..-4";
constexpr const char* births = "household.fertility=0.1..0.6";

Ended analyse(const std::string& out, const Words& more) {
  Words words{"sensitivity"};
  words.insert(words.end(), more.begin(), more.end());
  words.insert(words.end(), {"--out", out});
  return call_komuna(words);
}

const Words small{"tiny",     "--parameters", writing,    "--parameters", births,
                  "--metric", "departed",     "--metric", "requests",     "--runs",
                  "96",       "--replicates", "2"};

Words with(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

double number(const std::string& cell) { return cell.empty() ? std::nan("") : std::stod(cell); }

// The row of an output, a parameter and an index.
CsvRow row_of(const CsvFile& file, const std::string& output, const std::string& parameter,
              const std::string& index) {
  for (const CsvRow& row : file.rows)
    if (row[1] == output && row[2] == parameter && row[3] == index) return row;
  FAIL("no row " << output << ' ' << parameter << ' ' << index);
  return {};
}

}  // namespace

TEST_CASE("sensitivity: elementary effects are those of the histories it wrote down") {
  const TemporaryFolder folder;
  const Ended ended = analyse(folder / "a", small);
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  CHECK_THAT(ended.out, Catch::Contains("requests (persons)") || Catch::Contains("requests"));
  CHECK_THAT(ended.out, Catch::Contains("moves it most"));
  const CsvFile design = read_csv(folder / "a/design.csv");
  REQUIRE(design.rows.size() == 96);  // 16 trajectories of 3 points, 2 replicates each
  const CsvFile indices = read_csv(folder / "a/sensitivity.csv");
  // Mean of the replicates by point, then changes over 2/3 of the range.
  const std::size_t theta = design.column("theta_decision_alone_constant");
  const std::size_t figure = design.column("figure_requests");
  std::vector<double> at, y;
  for (std::size_t i = 0; i < 96; i += 2) {
    CHECK(design.rows[i][theta] == design.rows[i + 1][theta]);
    at.push_back(number(design.rows[i][theta]));
    y.push_back(0.5 * (number(design.rows[i][figure]) + number(design.rows[i + 1][figure])));
  }
  double sum = 0;
  int steps = 0;
  for (std::size_t i = 0; i + 1 < at.size(); ++i) {
    if (i % 3 == 2 || at[i] == at[i + 1]) continue;
    sum += std::fabs(y[i + 1] - y[i]) / (2.0 / 3);
    ++steps;
  }
  const CsvRow mu = row_of(indices, "requests", "decision_alone_constant", "mu_star");
  CHECK(steps == 16);
  CHECK(number(mu[4]) == Approx(sum / steps));
  CHECK(mu[7] == "16");
  // More births are no requests of grown-ups, whatever else they change.
  const double of_births = number(row_of(indices, "requests", "household_fertility", "mu_star")[4]);
  CHECK(of_births < 0.1 * number(mu[4]));
}

TEST_CASE("sensitivity: a history of the design is the one komuna run makes") {
  const TemporaryFolder folder;
  REQUIRE(analyse(folder / "a", with(small, {"--seed", "5"})).code == 0);
  const CsvFile design = read_csv(folder / "a/design.csv");
  const CsvRow& row = design.rows[1];  // first point, second replicate
  const Ended run = call_komuna(
      {"run", "tiny", "--seed", "5", "--replicates", "2", "--quiet", "--out", folder / "run",
       "--set", "decision.alone_constant=" + row[design.column("theta_decision_alone_constant")],
       "--set", "household.fertility=" + row[design.column("theta_household_fertility")]});
  INFO(run.err);
  REQUIRE(run.code == 0);
  const CsvFile monthly = read_csv(folder / "run/timeseries.csv");
  double departed = 0;
  for (const CsvRow& month : monthly.rows)
    if (month[monthly.column("replicate")] == "1")
      departed += number(month[monthly.column("departed")]);
  CHECK(departed == number(row[design.column("figure_departed")]));
}

TEST_CASE("sensitivity: the same for any number of threads") {
  const TemporaryFolder folder;
  REQUIRE(analyse(folder / "one", with(small, {"--threads", "1"})).code == 0);
  REQUIRE(analyse(folder / "three", with(small, {"--threads", "3"})).code == 0);
  for (const char* name : {"sensitivity.csv", "design.csv"})
    CHECK(read_text(folder / "one/" + name) == read_text(folder / "three/" + name));
}

TEST_CASE("sensitivity: shares of variance, with the share of chance") {
  const TemporaryFolder folder;
  const Ended ended = analyse(
      folder / "a", {"tiny", "--parameters", writing, "--parameters", births, "--metric",
                     "requests", "--method", "sobol", "--runs", "500", "--replicates", "2"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const CsvFile indices = read_csv(folder / "a/sensitivity.csv");
  const CsvRow total = row_of(indices, "requests", "decision_alone_constant", "total_order");
  CHECK(number(total[4]) > 0.8);
  CHECK(total[7] == "32");  // 500 / (2 x 4) = 62 blocks: a power of two
  CHECK(read_csv(folder / "a/design.csv").rows.size() == 32 * 4 * 2);
  const double noise = number(row_of(indices, "requests", "(all)", "noise_share")[4]);
  CHECK(noise > 0);
  CHECK(noise < 0.2);
  CHECK(number(row_of(indices, "requests", "decision_alone_constant", "mean_in_low_quarter")[4]) <
        number(row_of(indices, "requests", "decision_alone_constant", "mean_in_high_quarter")[4]));
  CHECK_THAT(ended.out, Catch::Contains("is chance"));
  // It is the variance of a mean, and nothing is involved in more than all of it. Lines are broken.
  CHECK_THAT(ended.out, Catch::Contains("nearly all of the variance of its mean over") &&
                            Catch::Contains("and 100 %"));
  const Json package = Json::parse(read_text(folder / "a/datapackage.json"));
  CHECK(package.at("resources").size() == 2);
  const Json manifest = Json::parse(read_text(folder / "a/manifest.json"));
  CHECK(manifest.at("simulations").at("made") == 256);
  CHECK(manifest.at("simulations").at("failed") == 0);
}

TEST_CASE("sensitivity: a calibration file gives ranges, scenario and names") {
  const TemporaryFolder folder;
  const Ended ended = analyse(
      folder / "a", {"--parameters",
                     std::string(source_folder) + "/tests/support/scenarios/tiny/calibration.yaml",
                     "--method", "given-data", "--runs", "60", "--metric", "target.written"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  CHECK_THAT(ended.out, Catch::Contains("Readiness to write"));
  const CsvFile indices = read_csv(folder / "a/sensitivity.csv");
  for (const char* index : {"first_order", "partial_rank_correlation", "shapley"})
    CHECK(row_of(indices, "target.written", "writing", index)[7] == "60");
  CHECK(number(row_of(indices, "target.written", "writing", "partial_rank_correlation")[4]) > 0.9);
}

TEST_CASE("sensitivity: what cannot be done is said at once, and nothing is written") {
  const auto refused = [](const Words& words, const std::string& message) {
    const TemporaryFolder folder;
    const Ended ended = analyse(folder / "a", words);
    INFO(ended.err);
    CHECK(ended.code == 64);
    CHECK_THAT(ended.err, Catch::Contains(message));
    CHECK(names_in(folder.path()).empty());
  };
  const Words tiny{"tiny", "--parameters", writing};
  refused({"tiny"}, "what shall be varied?");
  refused({"tiny", "--parameters", "decision.alone_konstant=-6..-4"},
          "did you mean \"decision.alone_constant\"");
  refused({"tiny", "--parameters", "household.fertility=0.1..2"}, "allowed: 0 to 1");
  refused({"tiny", "--parameters", "household.fertility=0.3..0.1"}, "0.3 is not below 0.1");
  refused({"tiny", "--parameters", "household.fertility=0.3..0.3"}, "0.3 is not below 0.3");
  refused({"tiny", "--parameters", "household.fertility=0.3"}, "is no range");
  refused({"tiny", "--parameters", "household.fertility=0.1..nan"}, "is no range");
  refused({"--parameters", "nothing.yaml"}, "that is there");
  refused(with(tiny, {"--parameters", writing}), "named twice");
  refused(with(tiny, {"--metric", "departd"}), "did you mean \"departed\"");
  refused(with(tiny, {"--method", "sobl"}), "allowed: morris, sobol");
  refused(with(tiny, {"--runs", "31"}), "need at least 32");
  refused(with(tiny, {"--runs", "none"}), "--runs");
  refused(with(tiny, {"--replicates", "0"}), "--replicates");
}

TEST_CASE("sensitivity: histories that fail are counted and told, the others still count") {
  // At 5 every head would join many times a month: more than the simulator can do.
  const TemporaryFolder folder;
  const Words words{"tiny",     "--parameters", "decision.join_constant=-60..5",
                    "--metric", "requests",     "--replicates",
                    "1",        "--runs",       "16"};
  const Ended ended = analyse(folder / "a", words);
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const CsvFile design = read_csv(folder / "a/design.csv");
  std::size_t failed = 0;
  for (const CsvRow& row : design.rows) {
    const bool wrong = number(row[design.column("theta_decision_join_constant")]) > 4;
    failed += wrong;
    CHECK(row[design.column("error")].empty() == !wrong);
    CHECK(row[design.column("figure_requests")].empty() == wrong);
  }
  REQUIRE(failed > 0);
  CHECK_THAT(ended.out, Catch::Contains(std::to_string(failed) + " of 16 histories failed") &&
                            Catch::Contains("decision_join_constant = 5"));
  const Json manifest = Json::parse(read_text(folder / "a/manifest.json"));
  CHECK(manifest.at("simulations").at("failed") == failed);
  const CsvFile indices = read_csv(folder / "a/sensitivity.csv");
  CHECK(number(row_of(indices, "requests", "decision_join_constant", "mu_star")[7]) ==
        8.0 - static_cast<double>(failed));
  // Nothing but failures is no analysis, and leaves nothing.
  Words all = words;
  all[2] = "decision.join_constant=4.9..5";
  const Ended none = analyse(folder / "b", all);
  CHECK(none.code == 64);
  CHECK_THAT(none.err, Catch::Contains("every history failed"));
  CHECK(names_in(folder.path()) == std::vector<std::string>{"a"});
}

TEST_CASE("sensitivity: the page shows what the table says") {
  const TemporaryFolder folder;
  REQUIRE(analyse(folder / "a", {"tiny", "--parameters", writing, "--parameters", births,
                                 "--metric", "requests", "--method", "given-data", "--runs", "50"})
              .code == 0);
  const std::string page = read_text(folder / "a/report.html");
  for (const char* part :
       {"What matters:",
        "First order: share the parameter explains alone of the variance of requests",
        "where a parameter is low and where it is high", "synthetic", "uniform between -6 and -4",
        "decision.alone_constant"})
    CHECK_THAT(page, Catch::Contains(part));
}

TEST_CASE("sensitivity: within a posterior, what the figures left open matters") {
  // The number of requests is known to a tenth, which is twice the chance of one history: what is
  // left of the readiness to write still moves it, births do not.
  const TemporaryFolder folder;
  const Ended found =
      call_komuna({"calibrate", "tiny", "--seed", "3", "--table", "200", "--rounds", "1", "--draws",
                   "200", "--quiet", "--out", folder / "posterior"});
  INFO(found.err);
  REQUIRE(found.code == 0);
  const Ended ended = analyse(folder / "a", {"tiny", "--posterior", folder / "posterior",
                                             "--metric", "requests", "--runs", "100"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  CHECK_THAT(ended.out, Catch::Contains("writing accounts for"));
  const CsvFile indices = read_csv(folder / "a/sensitivity.csv");
  const double found_writing = number(row_of(indices, "requests", "writing", "shapley")[4]);
  CHECK(found_writing > 0.4);
  CHECK(found_writing > number(row_of(indices, "requests", "children", "shapley")[4]));
  // Every point is a draw of the posterior.
  const CsvFile draws = read_csv(folder / "posterior/posterior.csv");
  const CsvFile design = read_csv(folder / "a/design.csv");
  std::vector<std::string> known;
  for (const CsvRow& row : draws.rows) known.push_back(row[draws.column("theta_writing")]);
  for (const CsvRow& row : design.rows)
    CHECK(std::find(known.begin(), known.end(), row[design.column("theta_writing")]) !=
          known.end());
  const Ended both =
      analyse(folder / "b", {"tiny", "--posterior", folder / "posterior", "--parameters", births});
  CHECK(both.code == 64);
  const Ended sobol =
      analyse(folder / "b", {"tiny", "--posterior", folder / "posterior", "--method", "sobol"});
  CHECK(sobol.code == 64);
  CHECK_THAT(sobol.err, Catch::Contains("hang together"));
}
