// Files with every kind of mistake, each with the complaint it must get. The comments of a file in
// broken/ say what is expected: `# expect 65 line:column text` (line and column may be left out).
// What no text editor keeps (other encodings, huge files) is made here.

#include <algorithm>
#include <catch2/catch.hpp>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/scenario/files/scenario_files.hpp"
#include "tests/support/places.hpp"
#include "tests/unit/scenario/reading.hpp"
#include "tests/unit/scenario/temporary_folder.hpp"

using namespace komuna;
using namespace std::string_literals;

namespace {

struct Outcome {
  std::string report;
  std::size_t count;
  int exit_code;
  double seconds;  // of the processor: the machine may be busy with other things
};

// The whole way of a scenario file: read, parse, bind.
Outcome read_file(const std::string& path) {
  const std::clock_t start = std::clock();
  toy::Reading reading;
  Problems none;
  reading.bibliography.read(*parse_yaml("ledger: {title: The Ledger}", "sources.yaml", none), none);
  std::vector<FileRead> files;
  toy::read_node(read_tree(path, default_size_limit, files, reading.problems), reading);
  const double time = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  return {reading.problems.report(1000), reading.problems.count(), reading.problems.exit_code(),
          time};
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (std::size_t k = 0; k < times; ++k) text += piece;
  return text;
}

void check_expectation(const std::string& line, const std::string& file, const Outcome& outcome) {
  std::istringstream words(line.substr(std::string("# expect ").size()));
  int exit_code = 0;
  words >> exit_code;
  std::string rest;
  std::getline(words, rest);
  rest.erase(0, 1);
  CHECK(outcome.exit_code == exit_code);
  const bool has_place = !rest.empty() && rest[0] >= '0' && rest[0] <= '9';
  const std::string place = has_place ? rest.substr(0, rest.find(' ')) : "";
  const std::string text = has_place ? rest.substr(place.size() + 1) : rest;
  bool is_found = false;
  std::istringstream report(outcome.report);
  for (std::string one; std::getline(report, one);)
    is_found = is_found || (one.rfind(has_place ? file + ':' + place + ": " : file, 0) == 0 &&
                            one.find(text) != std::string::npos);
  CAPTURE(line, outcome.report);
  CHECK(is_found);
}

// Texts of about `full` bytes that have brought down other readers.
std::vector<std::pair<std::string, std::string>> hostile_texts(std::size_t full) {
  const auto numbered = [](const std::string& start, const std::string& before, std::size_t count,
                           const std::string& after) {
    std::string text = start;
    for (std::size_t k = 0; k < count; ++k) text += before + std::to_string(k) + after;
    return text;
  };
  return {
      {"brackets", repeated("[", 10000)},
      {"comments", repeated("#\n", full / 2)},
      {"many empty maps", "a: [" + repeated("{},", full / 4) + "]"},
      {"many values", numbered("", "k", full / 16, ": 1\n")},
      {"many unknown keys", numbered("", "k", std::min<std::size_t>(full / 16, 240000), ": 1\n")},
      {"many entries",
       numbered("title: x\ngates:\n", " g", std::min<std::size_t>(full / 20, 240000), ": {}\n")},
      {"many misspelled references",
       numbered(
           numbered("title: x\ngates:\n", " gate_number_", full / 420, ": {}\n") + "origins:\n",
           " o", full / 420, ": {gate: gate_numbre_12345}\n")},
      {"many duplicates", repeated("a: 1\n", full / 6)},
      {"one long key", repeated("a", full - 10) + ": 1"},
      {"one long text", "title: \"" + repeated("a", full - 10) + "\""},
      {"one long plain text", "title: " + repeated("a ", full / 2 - 10)},
      {"long key at every level",
       [&] {
         std::string text;
         for (std::size_t k = 0; k < 60; ++k)
           text += repeated(" ", k) + repeated("k", full / 70) + ":\n";
         return text + repeated(repeated(" ", 60) + "a: 1\n", 1000);
       }()},
      {"deep blocks", repeated("- ", full / 2 - 10)},
      {"deep maps", repeated("? ", full / 2 - 10)},
      {"aliases", "a: &x 1\nb: [" + repeated("*x,", full / 4) + "]"},
      {"anchors", "b: [" + repeated("&x 1,", full / 6) + "]"},
      {"tags", repeated("!", full - 10)},
      {"percents", repeated("%", full - 10)},
      {"tabs", repeated("\t", full - 10)},
      {"documents", repeated("---\n", full / 5)},
      {"colons", repeated(":", full - 10)},
      {"quotes", repeated("\"", full - 10)},
      {"backslashes", "\"" + repeated("\\", full - 10)},
      {"ampersands", repeated("&", full - 10)},
      {"long series", numbered("gates: {a: {quota: {step: {", "", full / 16, ": 1, ") + "}}}}"},
      {"many references", "title: x\ngates: {}\norigins: {a: {gate: b, allies: [" +
                              repeated("zz, ", full / 5) + "]}}"},
      {"json brackets.json", repeated("[", full - 10)},
      {"json keys.json", numbered("{\"k\": 1", ",\"", full / 16, "\":1") + "}"},
  };
}

// Refused, or read, within the five seconds that are promised.
void check_hostile_files(std::size_t size) {
  const tests::ScenarioFolder folder;
  auto texts = hostile_texts(size);
  texts.emplace_back("too large", repeated("#", default_size_limit + 1));
  for (const auto& [name, text] : texts) {
    const bool has_ending = name.find(".json") != std::string::npos;
    const std::string path = folder.write(has_ending ? name : name + ".yaml", text);
    const Outcome outcome = read_file(path);
    CAPTURE(name, outcome.seconds, outcome.report.substr(0, 300));
    CHECK(outcome.count > 0);
    CHECK(outcome.exit_code == 65);
    CHECK(outcome.report.find(path) == 0);
    CHECK(outcome.report.size() < 2000000);
    CHECK(outcome.seconds < 5.0);
    std::filesystem::remove(path);
  }
}

}  // namespace

TEST_CASE("broken files: each gets its complaints and no others") {
  const auto folder = std::filesystem::path(tests::source_folder) / "tests/unit/scenario/broken";
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string file = entry.path().string();
    CAPTURE(file);
    const Outcome outcome = read_file(file);
    std::ifstream stream(file);
    std::size_t expected = 0;
    for (std::string line; std::getline(stream, line);) {
      if (line.rfind("# expect ", 0) != 0) continue;
      ++expected;
      check_expectation(line, file, outcome);
    }
    CHECK(expected > 0);
    CAPTURE(outcome.report);
    CHECK(outcome.count == expected);
    ++files;
  }
  CHECK(files >= 25);
}

TEST_CASE("broken files: other encodings and empty files") {
  const tests::ScenarioFolder folder;
  const auto report = [&](std::string_view bytes) {
    const Outcome outcome = read_file(folder.write("x.yaml", bytes));
    CHECK(outcome.exit_code == 65);
    CHECK(outcome.report.find(folder.path("x.yaml")) == 0);
    return outcome.report;
  };
  CHECK(report("").find("is empty") != std::string::npos);
  CHECK(report("\xFF\xFEt\0i\0"s).find("is UTF-16") != std::string::npos);
  CHECK(report("t\0i\0t\0"s).find("a zero byte") != std::string::npos);
  CHECK(report("title: Besk\xFD"
               "dy\n")
            .find("1:12: byte 0xFD is not UTF-8") != std::string::npos);
  CHECK(report("\x7F"
               "ELF\x02\x01")
            .find("a control character") != std::string::npos);
  CHECK(report("title: a\rgates: {}\r").find("carriage return") != std::string::npos);
}

TEST_CASE("broken files: hostile files are dealt with in time") {
  check_hostile_files(default_size_limit / 4);
}

TEST_CASE("broken files: hostile files as large as files may be", "[full]") {
  check_hostile_files(default_size_limit);
}
