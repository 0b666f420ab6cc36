// `komuna calibrate`, as a user calls it: it finds a known answer, survives what interrupts it, and
// its posterior can be used and replayed.

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>

#include "tests/support/changed_calibration.hpp"
#include "tests/support/csv_reader.hpp"
#include "tests/support/places.hpp"
#include "tests/support/process.hpp"

using namespace komuna::tests;
using Json = nlohmann::json;

namespace {

using Words = std::vector<std::string>;

Words calibrate_words(const std::string& out, const Words& more = {}) {
  Words words{"calibrate", "tiny",    "--quiet", "--table", "120", "--rounds",
              "1",         "--draws", "120",     "--out",   out};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

void require_done(const Ended& ended) {
  INFO(ended.err);
  REQUIRE(ended.code == 0);
}

bool says(const Ended& ended, const std::string& text) {
  return ended.err.find(text) != std::string::npos || ended.out.find(text) != std::string::npos;
}

double number(const std::string& cell) { return cell.empty() ? std::nan("") : std::stod(cell); }

std::vector<double> numbers(const std::string& path, const std::string& column) {
  const CsvFile file = read_csv(path);
  std::vector<double> values;
  for (const CsvRow& row : file.rows) values.push_back(number(row[file.column(column)]));
  return values;
}

std::string cell(const std::string& path, const std::string& column, const std::string& key,
                 const std::string& wanted) {
  const CsvFile file = read_csv(path);
  for (const CsvRow& row : file.rows)
    if (row[file.column(key)] == wanted) return row[file.column(column)];
  return "";
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// All but the manifest, which has times in it.
const Words same_files{"posterior.csv",  "posterior.nc", "reference_table.csv",
                       "parameters.csv", "targets.csv",  "diagnostics.csv",
                       "directions.csv", "report.html",  "datapackage.json"};

void check_same(const std::string& a, const std::string& b) {
  for (const std::string& name : same_files) {
    INFO(name);
    REQUIRE(!read_text(a + '/' + name).empty());
    CHECK(read_text(a + '/' + name) == read_text(b + '/' + name));
  }
}

}  // namespace

// Those who write by themselves are Poisson with mean k exp(c): with a normal prior N(-5, 1) on c
// and a figure of 500 known to 0.1 on the logarithm, c is N(m, v) with 1/v = 1 + 1/(0.1^2 + 1/500),
// m = v (-5 + log(500/k) / (0.1^2 + 1/500)). What the sampled answer may be off, the seeds fixed:
//   mean  |z| < 4.89 with variance v / (effective draws) + 0.006^2, the second from k, which comes
//         from 60 runs of some 450 letters (1 / sqrt(27,000)); and 0.001 for the Poisson law's
//         skewness
//   sd    a share of 4.89 / sqrt(2 x effective draws)
// False alarm 1e-6 each. The calibration must be worth 200 draws, or the test says little.
TEST_CASE("calibrate: the known answer") {
  const TemporaryFolder folder;
  require_done(call_komuna({"calibrate", "tiny", "--quiet", "--out", folder / "c"}));
  CHECK(says(call_komuna({"export", folder / "c"}), "holds a calibration"));
  require_done(
      call_komuna({"run", "tiny", "--quiet", "--set", "decision.alone_constant=-6.7", "--set",
                   "targets.written={name: w, measure: requests, organised: alone, "
                   "observed: 500, error: 0.1, discrepancy: 0, role: fit}",
                   "--replicates", "60", "--out", folder / "k"}));
  std::vector<double> counts;
  const CsvFile runs = read_csv(folder / "k/replicate_targets.csv");
  for (const CsvRow& row : runs.rows)
    if (row[runs.column("target_id")] == "written")
      counts.push_back(number(row[runs.column("value")]));
  REQUIRE(counts.size() == 60);
  const double k = mean_of(counts) / std::exp(-6.7);
  const double noise = 0.1 * 0.1 + 1.0 / 500;
  const double variance = 1 / (1 + 1 / noise);
  const double expected = variance * (-5 + std::log(500 / k) / noise);
  const std::string table = folder / "c/parameters.csv";
  const Json manifest = Json::parse(read_text(folder / "c/manifest.json"));
  const double effective = manifest.at("diagnostics").at("effective");
  REQUIRE(effective > 200);
  CHECK(std::fabs(number(cell(table, "mean", "parameter", "writing")) - expected) <
        4.89 * std::sqrt(variance / effective + 0.006 * 0.006) + 0.001);
  CHECK(std::fabs(number(cell(table, "sd", "parameter", "writing")) / std::sqrt(variance) - 1) <
        4.89 / std::sqrt(2 * effective));
  // No fitted figure depends on the other one.
  CHECK(number(cell(table, "contraction", "parameter", "children")) < 0.2);
  CHECK(std::fabs(number(cell(folder / "c/targets.csv", "z_total", "target_id", "written"))) < 1);

  CHECK(manifest.at("kind") == "calibrate");
  CHECK(manifest.at("complete") == true);
  CHECK(manifest.at("verdict").size() == 3);
  CHECK(manifest.at("parameters").at(0).at("paths").at(0) == "decision.alone_constant");
  const CsvFile draws = read_csv(folder / "c/posterior.csv");
  CHECK(draws.rows.size() == 4000);
  CHECK(read_csv(folder / "c/reference_table.csv").rows.size() == 400);
  const std::string page = read_text(folder / "c/report.html");
  for (const char* part : {"Verdict", "What was learned", "Pairs of parameters", "Every check"})
    CHECK(page.find(part) != std::string::npos);
}

TEST_CASE("calibrate: threads, kills and Ctrl-C change nothing") {
  const TemporaryFolder folder;
  require_done(call_komuna(calibrate_words(folder / "one", {"--threads", "1"})));
  require_done(call_komuna(calibrate_words(folder / "two", {"--threads", "2"})));
  check_same(folder / "one", folder / "two");

  // Killed and stopped so many hundredths of a second after its store was begun; where that falls
  // is chance, also after its end on a fast machine.
  const auto after = [&](int asked) {
    return [file = folder / "three/calibration.db-wal", asked, seen = 0]() mutable {
      return std::filesystem::exists(file) && ++seen > asked;
    };
  };
  ProcessOptions killed;
  killed.signal = SIGKILL;
  killed.interrupt_when = after(15);
  Ended ended = call_komuna(calibrate_words(folder / "three"), killed);
  for (const int asked : {25, 35}) {
    ProcessOptions stopped;
    stopped.interrupt_when = after(asked);
    ended = call_komuna({"resume", folder / "three", "--quiet"}, stopped);
    INFO(ended.err);
    CHECK((ended.code == 0 || ended.code == 130));
    // Asked before it listens, it ends without a word.
    if (ended.code == 130 && !ended.err.empty()) CHECK(says(ended, "stopped"));
  }
  require_done(call_komuna({"resume", folder / "three", "--quiet"}));
  check_same(folder / "one", folder / "three");
  const Ended finished = call_komuna({"resume", folder / "three"});
  CHECK(finished.code == 0);
  CHECK(says(finished, "nothing is left to do"));
}

TEST_CASE("calibrate: a budget leaves a valid population, and resume does not exceed it") {
  const TemporaryFolder folder;
  require_done(call_komuna(calibrate_words(folder / "c", {"--runs", "200"})));
  const Json manifest = Json::parse(read_text(folder / "c/manifest.json"));
  CHECK(manifest.at("complete") == false);
  CHECK(manifest.at("stopped_by") == "runs");
  CHECK(manifest.at("simulations").at("weighed") == 200);
  CHECK(manifest.at("simulations").at("predictions") == 20);  // ten draws, the fewest
  CHECK(manifest.at("simulations").at("stored") == 220);
  const std::vector<double> weights = numbers(folder / "c/posterior.csv", "weight");
  CHECK(weights.size() == 4000);
  for (const double weight : weights) CHECK((weight > 0 && weight <= 1));
  CHECK(says(call_komuna({"resume", folder / "c"}), "nothing is left to do"));
}

TEST_CASE("calibrate: a posterior is drawn from and replayed") {
  const TemporaryFolder folder;
  require_done(call_komuna(calibrate_words(folder / "c")));
  require_done(call_komuna({"run", "tiny", "--quiet", "--posterior", folder / "c", "--replicates",
                            "5", "--out", folder / "drawn"}));
  CHECK(read_csv(folder / "drawn/draws.csv").rows.size() == 5);
  const Ended again = call_komuna({"replay", folder / "drawn"});
  INFO(again.out << again.err);
  CHECK(again.code == 0);

  // Terminal, manifest and page say so, and what the calibration thinks of itself; first of all
  // when that is nothing good.
  const Json calibration = Json::parse(read_text(folder / "c/manifest.json"));
  const bool believable = calibration.at("diagnostics").at("believable");
  const Ended told = call_komuna(
      {"run", "tiny", "--posterior", folder / "c", "--replicates", "5", "--out", folder / "told"});
  const Json made = Json::parse(read_text(folder / "told/manifest.json"));
  const std::string first = made.at("warnings").at(0);
  CHECK((first.find("judges itself bad") != std::string::npos) == !believable);
  CHECK(says(told, "CAREFUL"));
  CHECK(says(told, "5 different draws for 5"));
  CHECK(read_text(folder / "told/report.html").find("posterior.csv, 5 different draws") !=
        std::string::npos);

  // A replayed history has the figures that were weighed, to the last digit.
  require_done(
      call_komuna({"run", "tiny", "--quiet", "--posterior", folder / "c", "--replay", "--set",
                   "targets.written={name: w, measure: requests, organised: alone, "
                   "observed: 500, error: 0.1, discrepancy: 0, role: fit}",
                   "--replicates", "5", "--out", folder / "replayed"}));
  const CsvFile draws = read_csv(folder / "replayed/draws.csv");
  const CsvFile figures = read_csv(folder / "replayed/replicate_targets.csv");
  const CsvFile table = read_csv(folder / "c/reference_table.csv");
  const CsvFile posterior = read_csv(folder / "c/posterior.csv");
  std::map<std::string, double> weighed;  // log-likelihood by key
  for (const CsvRow& row : posterior.rows)
    weighed[row[posterior.column("replicate_key")]] =
        number(row[posterior.column("log_likelihood")]);
  for (const CsvRow& figure : figures.rows) {
    if (figure[figures.column("target_id")] != "written") continue;
    const std::size_t replicate = std::stoul(figure[figures.column("replicate")]);
    const std::string key = draws.rows[replicate][draws.column("replicate_key")];
    // The figure's own density, from its formula.
    const double z = (std::log(500.0) - std::log(number(figure[figures.column("value")]))) / 0.1;
    const double expected = -0.5 * z * z - 0.5 * std::log(2 * std::acos(-1.0)) - std::log(0.1);
    REQUIRE(weighed.count(key) == 1);
    CHECK(weighed[key] == Approx(expected).margin(1e-9));
  }

  require_done(
      call_komuna({"compare", "tiny", "--what-if", "obstacles_doubled", "--quiet", "--posterior",
                   folder / "c", "--replicates", "8", "--out", folder / "pairs"}));
  CHECK(read_csv(folder / "pairs/draws.csv").rows.size() == 8);
  // Two draws are too few to share out the spread.
  const Ended few = call_komuna({"compare", "tiny", "--what-if", "obstacles_doubled", "--posterior",
                                 folder / "c", "--replicates", "8", "--out", folder / "few"});
  CHECK(says(few, "not told from 2 different draws"));
  CHECK(!says(few, "from the parameters, from chance"));
  CHECK(cell(folder / "pairs/effects.csv", "chance_variance", "metric", "departed") != "");
}

TEST_CASE("calibrate: a replay says where it is not what was calibrated, and only there") {
  const TemporaryFolder folder;
  require_done(call_komuna(calibrate_words(folder / "c")));
  const std::string agreed = "each with the chance of the history that agreed";
  const auto replayed = [&](const std::string& name, const std::vector<std::string>& more) {
    std::vector<std::string> words{more.front(),   "tiny", "--posterior", folder / "c", "--replay",
                                   "--replicates", "4",    "--out",       folder / name};
    words.insert(words.end(), more.begin() + 1, more.end());
    const Ended ended = call_komuna(words);
    require_done(ended);
    return ended.out + ended.err + read_text(folder / (name + "/report.html"));
  };
  const std::string same = replayed("same", {"run"});
  CHECK(same.find(agreed) != std::string::npos);
  CHECK(same.find("not the one that was calibrated") == std::string::npos);
  // The alternative of a comparison differs, its base does not.
  const std::string pairs = replayed("pairs", {"compare", "--set", "gate.minimum_train=20"});
  CHECK(pairs.find("not the one that was calibrated") == std::string::npos);
  const std::string other = replayed("other", {"run", "--set", "gate.minimum_train=20"});
  CHECK(other.find(agreed) == std::string::npos);
  CHECK(other.find("The scenario is not the one that was calibrated") != std::string::npos);
  const std::string page = read_text(folder / "other/report.html");
  CHECK(page.find("The scenario is not the one that was calibrated") != std::string::npos);
  const std::string shorter = replayed("shorter", {"run", "--set", "until=1923-06"});
  CHECK(shorter.find("this run to 1923-06") != std::string::npos);
}

TEST_CASE("calibrate: other methods") {
  const TemporaryFolder folder;
  for (const char* method : {"abc", "esmda"}) {
    INFO(method);
    Words words{"calibrate", "tiny", "--quiet", "--method",     method,
                "--runs",    "2400", "--out",   folder / method};
    if (std::string(method) == "abc") words.insert(words.end(), {"--table", "80"});
    require_done(call_komuna(words));
    // The exact answer is -6.66 with a standard deviation of 0.11, the prior's mean -5. A
    // population of 4 x 20 that has not come to temperature 1 yet lies near it, not on it.
    CHECK(number(cell(folder / (std::string(method) + "/parameters.csv"), "mean", "parameter",
                      "writing")) == Approx(-6.66).margin(0.5));
  }
}

TEST_CASE("calibrate: synthetic likelihood finds the known answer, and is no history") {
  const TemporaryFolder folder;
  require_done(
      call_komuna({"calibrate", "tiny", "--quiet", "--method", "synthetic", "--worlds", "20",
                   "--table", "1600", "--draws", "2000", "--rounds", "1", "--out", folder / "s"}));
  // 180 draws, of which some 60 are worth as much as equal ones: five standard errors of a mean
  // with a standard deviation of 0.11.
  CHECK(number(cell(folder / "s/parameters.csv", "mean", "parameter", "writing")) ==
        Approx(-6.66).margin(0.08));
  const Ended replayed = call_komuna({"run", "tiny", "--posterior", folder / "s", "--replay"});
  CHECK(replayed.code == 64);
  CHECK(says(replayed, "synthetic"));
  CHECK(call_komuna(calibrate_words(folder / "none", {"--worlds", "20"})).code == 64);
}

TEST_CASE("calibrate: the method abc ends by its time") {
  const TemporaryFolder folder;
  require_done(call_komuna({"calibrate", "tiny", "--quiet", "--method", "abc", "--table", "80",
                            "--time", "1", "--out", folder / "abc"}));
  const Json manifest = Json::parse(read_text(folder / "abc/manifest.json"));
  CHECK(manifest.at("stopped_by") == "time");
  CHECK(manifest.at("complete") == false);
}

TEST_CASE("calibrate: made again from its manifest, a whole one and one that was cut short") {
  const TemporaryFolder folder;
  require_done(call_komuna(calibrate_words(folder / "whole")));
  require_done(call_komuna(calibrate_words(folder / "short", {"--runs", "170"})));
  for (const char* name : {"whole", "short"}) {
    const Ended again = call_komuna({"replay", folder / name});
    INFO(again.out << again.err);
    CHECK(again.code == 0);
    CHECK(says(again, "posterior.csv            the same"));
    CHECK(says(again, "files are the same, byte for byte"));
  }
  std::string text = read_text(folder / "short/manifest.json");
  const std::size_t seed = text.find("\"seed\": \"1921\"", text.find("\"settings\""));
  REQUIRE(seed != std::string::npos);
  write_text(folder / "short/manifest.json", text.replace(seed, 14, "\"seed\": \"1922\""));
  CHECK(call_komuna({"replay", folder / "short"}).code == 1);
}

TEST_CASE("calibrate: a calibration file is validated without being run, and has a schema") {
  const TemporaryFolder folder;
  const std::string good = changed_file(folder, "sd: 1", "sd: 0.9");
  const Ended ok = call_komuna({"validate", good});
  INFO(ok.out << ok.err);
  CHECK(ok.code == 0);
  CHECK(says(ok, "ok: a calibration of tiny"));
  const Ended wrong = call_komuna({"validate", changed_file(folder, "sd: 1", "sd: 0")});
  CHECK(wrong.code == 65);
  CHECK(says(wrong, "writing"));
  const Json schema = Json::parse(call_komuna({"schema", "--calibration"}).out);
  const Json& keys = schema.at("$defs").at("file").at("properties");
  for (const char* key : {"scenario", "parameters", "readings", "work", "targets", "set"})
    CHECK(keys.contains(key));
  CHECK_FALSE(keys.contains("extends"));
}

TEST_CASE("calibrate: a posterior that was changed, or fits no such scenario, is refused") {
  const TemporaryFolder folder;
  require_done(call_komuna(calibrate_words(folder / "c")));
  CHECK(call_komuna({"run", "tiny", "--replay"}).code == 64);
  CHECK(call_komuna({"run", "tiny", "--posterior", folder / "nowhere"}).code == 74);
  const Ended set = call_komuna({"compare", "tiny", "--set", "decision.alone_constant=-3",
                                 "--posterior", folder / "c", "--out", folder / "x"});
  CHECK(set.code == 64);
  CHECK(says(set, "change it by a what-if that scales or adds"));
  const Ended drawn = call_komuna(
      {"calibrate", "tiny", "--set", "decision.alone_constant=-3", "--out", folder / "x"});
  CHECK(drawn.code == 64);
  CHECK(says(drawn, "--set decision.alone_constant would do nothing"));
  for (const char* command : {"run", "sensitivity"}) {
    const Ended nothing = call_komuna({command, "tiny", "--set", "decision.alone_constant=-3",
                                       "--posterior", folder / "c", "--out", folder / "x"});
    CHECK(nothing.code == 64);
    CHECK(says(nothing, "--set decision.alone_constant would do nothing"));
    CHECK_FALSE(std::filesystem::exists(folder / "x"));
  }
  write_text(folder / "c/posterior.csv",
             read_text(folder / "c/posterior.csv") + "0,0,0,0,0,0,0\r\n");
  const Ended changed = call_komuna({"run", "tiny", "--posterior", folder / "c"});
  CHECK(changed.code == 74);
  CHECK(says(changed, "fingerprint"));
}
