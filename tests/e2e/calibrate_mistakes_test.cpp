// `komuna calibrate` given what it cannot do: one message each, where and what is allowed, and
// nothing left behind.

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/changed_calibration.hpp"
#include "tests/support/csv_reader.hpp"
#include "tests/support/places.hpp"
#include "tests/support/process.hpp"

using namespace komuna::tests;

namespace {

using Words = std::vector<std::string>;

bool says(const Ended& ended, const std::string& text) {
  return ended.err.find(text) != std::string::npos || ended.out.find(text) != std::string::npos;
}

Words words_with(const std::string& out, const Words& more) {
  Words words{"calibrate", "tiny", "--quiet", "--out", out};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

TEST_CASE("calibrate: what is wrong is said, with its place") {
  const TemporaryFolder folder;
  struct Wrong {
    const char* from;
    const char* to;
    const char* message;
  };
  for (const Wrong& wrong : {
           Wrong{"path: decision.alone_constant", "path: decision.alone_constnt",
                 "did you mean \"decision.alone_constant\""},
           {"because: invented\n", "becuase: invented\n", "did you mean"},
           {"    sd: 1\n", "    sd: 0\n", "writing"},
           {"family: normal", "family: nomal", "did you mean \"normal\""},
           {"    upper: 0.6", "    upper: 1.6", "its prior reaches to 1.6"},
           {"    lower: 0.1", "    lower: 0.7", "children"},
           {"    error: 0.1\n", "", "targets.written.error"},
           {"    error: 0.1\n", "    error: 0\n", "no figure of history is known exactly"},
           {"scenario: tiny", "scenario: tinny", "tinny"},
           {"measure: requests", "measure: reqests", "did you mean"},
           {"path: household.fertility", "path: decision.alone_constant", "is varied twice"},
           {"path: household.fertility", "path: from", "is a month; allowed: numbers"},
           {"path: household.fertility", "path: title", "is not a number; allowed: numbers"},
           {"    sd: 1\n", "    sd: 1e-300\n", "the prior leaves one number only"},
       }) {
    INFO(wrong.to);
    const std::string file = changed_file(folder, wrong.from, wrong.to);
    const Ended ended = call_komuna({"calibrate", file, "--out", folder / "none"});
    CHECK(ended.code == 65);
    INFO(ended.err);
    CHECK(says(ended, wrong.message));
    CHECK(says(ended, "changed.yaml:"));
    CHECK(!std::filesystem::exists(folder / "none"));
  }
  for (const auto& [words, message] : std::vector<std::pair<Words, const char*>>{
           {{"--runs", "100"}, "too few for the first generation"},
           {{"--time", "soon"}, "is no time"},
           {{"--method", "importanse"}, "did you mean \"importance\""},
           {{"--method", "esmda", "--table", "80"}, "--table does not belong to the method esmda"},
           {{"--method", "esmda", "--rounds", "1"}, "--rounds does not belong to the method esmda"},
           {{"--method", "esmda", "--draws", "80"}, "--draws does not belong to the method esmda"},
           {{"--table", "10"}, "--table: the prior table needs 20 draws for each of 4 chains"},
       }) {
    const Ended ended = call_komuna(words_with(folder / "none", words));
    INFO(ended.err);
    CHECK(ended.code == 64);
    CHECK(says(ended, message));
  }
  CHECK(call_komuna({"calibrate", folder / "nowhere.yaml"}).code == 74);
  const Ended bare = call_komuna({"calibrate", "tiny_what_if"});
  INFO(bare.err);
  CHECK(bare.code == 64);
  CHECK(says(bare, "tiny_what_if has no calibration.yaml"));
  CHECK(says(bare, "ready ones: tiny;"));
}

TEST_CASE("calibrate: figures nothing can be fitted to are told after the prior table") {
  const TemporaryFolder folder;
  struct Hopeless {
    const char* figure;
    const char* message;
  };
  // The houses are never finished; nobody leaves in the first month: 0 persons in every world.
  for (const Hopeless& hopeless :
       {Hopeless{"measure: work_finished\n    collective: beehive\n    work: beehive_houses",
                 "was produced in none of 80 worlds"},
        {"family: lognormal\n    measure: departures\n    from: 1921-01\n    until: 1921-01",
         "is 0 in all 80 worlds"}}) {
    const std::string file =
        changed_file(folder, "measure: requests\n    organised: alone", hopeless.figure);
    // Ten million draws would take hours.
    const Ended none = call_komuna({"calibrate", file, "--quiet", "--table", "80", "--rounds", "1",
                                    "--draws", "10000000", "--out", folder / "none"});
    INFO(none.err);
    CHECK(none.code == 65);
    CHECK(says(none, hopeless.message));
    CHECK(!std::filesystem::exists(folder / "none"));
  }
}

TEST_CASE("calibrate: readings alone, and readings that cannot be compared") {
  const TemporaryFolder folder;
  const std::string readings =
      "    role: report\n  departed: {role: holdout}\n"
      "  some:\n    name: S\n    measure: requests\n    organised: alone\n    observed: 500\n"
      "    error: 0.2\n    discrepancy: 0\n    role: report\n    FORM\n"
      "readings:\n  people: {name: P, of: {written: 0.5, some: 0.5}, because: invented}\n";
  const auto file_with = [&](const std::string& form) {
    std::string text = readings;
    text.replace(text.find("FORM"), 4, form);
    return changed_file(folder, "    role: fit\n  departed: {role: holdout}\n", text);
  };
  const Ended done = call_komuna({"calibrate", file_with("family: lognormal"), "--quiet", "--table",
                                  "120", "--rounds", "1", "--draws", "120", "--out", folder / "c"});
  INFO(done.err);
  REQUIRE(done.code == 0);
  CHECK(read_csv(folder / "c/readings.csv").rows.size() == 2);
  const Ended smoother = call_komuna({"calibrate", file_with("family: lognormal"), "--quiet",
                                      "--method", "esmda", "--out", folder / "e"});
  CHECK(smoother.code == 64);
  CHECK(says(smoother, "here are only readings"));
  const Ended mixed =
      call_komuna({"calibrate", file_with("reading: at_least"), "--quiet", "--out", folder / "m"});
  INFO(mixed.err);
  CHECK(mixed.code == 65);
  CHECK(says(mixed, "people: of its readings written is a value and some an interval or a bound"));
}
