// Valid scenarios, edited at random as people edit them: what comes out is a scenario that can be
// run, or it is refused with a place in the file.

#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/scenario/document/scenario.hpp"
#include "engine/scenario/files/yaml.hpp"
#include "engine/simulation/simulation.hpp"
#include "tests/support/places.hpp"
#include "tests/support/process.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char c : text) {
    if (c == '\n') lines.emplace_back();
    if (c != '\n') lines.back() += c;
  }
  return lines;
}

std::size_t below(std::mt19937& bits, std::size_t count) { return bits() % count; }

void change_number(std::string& line, std::mt19937& bits) {
  const std::size_t at = line.find_first_of("0123456789");
  if (at == std::string::npos) return;
  const std::size_t end = std::min(line.find_first_not_of("0123456789.", at), line.size());
  static constexpr const char* others[] = {"0",   "-1",      "0.5",      "3",
                                           "1e3", "1921-05", "99999999", "~"};
  line.replace(at, end - at, others[below(bits, std::size(others))]);
}

// Of one to three lines: left out, doubled, exchanged, moved in, with another number or word.
std::string edited(std::vector<std::string> lines, std::mt19937& bits) {
  for (std::size_t edits = 1 + below(bits, 3); edits > 0; --edits) {
    const std::size_t at = below(bits, lines.size()), other = below(bits, lines.size());
    const auto place = lines.begin() + static_cast<std::ptrdiff_t>(at);
    switch (below(bits, 8)) {
      case 0:
        lines.erase(place);
        break;
      case 1:
        lines.insert(place, lines[at]);
        break;
      case 2:
        std::swap(lines[at], lines[other]);
        break;
      case 3:
        lines[at] = "  " + lines[at];
        break;
      case 4:
        lines[at] = lines[other];
        break;
      default:
        change_number(lines[at], bits);
    }
  }
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

// A few months are enough to see that it can be run at all.
void check_runs(const Scenario& scenario) {
  try {
    const Model model = make_model(scenario);
    Simulation simulation(model, 1921, 0);
    for (int month = 0; month < 6 && !simulation.done(); ++month) simulation.step();
    CHECK(simulation.world().people.persons().size() ==
          static_cast<std::size_t>(simulation.world().people.entries()));
  } catch (const LimitError&) {
    SUCCEED("more acts than can be named, and it says so");
  }
}

struct Verdicts {
  int runs = 0;
  int refused = 0;
};

void try_edit(const std::string& text, Verdicts& verdicts) {
  Problems problems;
  const NodePtr root = parse_yaml(text, "edited.yaml", problems);
  Scenario scenario;
  if (root && problems.empty()) scenario = bind_scenario("edited", root, Bibliography(), problems);
  if (problems.empty()) {
    ++verdicts.runs;
    return check_runs(scenario);
  }
  ++verdicts.refused;
  CHECK(problems.exit_code() == 65);
  for (const Problem& problem : problems.sorted()) {
    INFO(problem.message);
    CHECK(problem.position.file_name() == "edited.yaml");
    CHECK(problem.position.line >= 1);
    CHECK(problem.position.column >= 1);
  }
}

void try_edits(int edits, std::uint32_t seed) {
  std::mt19937 bits(seed);
  for (const char* folder : {"scenarios/teaching", "tests/support/scenarios/tiny"}) {
    const std::string path = std::string(source_folder) + '/' + folder + "/scenario.yaml";
    const std::vector<std::string> lines = lines_of(read_text(path));
    Verdicts verdicts;
    for (int edit = 0; edit < edits; ++edit) {
      const std::string text = edited(lines, bits);
      INFO(folder << ", edit " << edit);
      try_edit(text, verdicts);
    }
    CHECK(verdicts.runs > edits / 20);  // both happen often, else nothing was tried
    CHECK(verdicts.refused > edits / 20);
  }
}

}  // namespace

TEST_CASE("Random edits of scenarios: each can be run or is refused with its place") {
  try_edits(150, 1921);
}

TEST_CASE("Random edits of scenarios: thousands of them", "[full]") { try_edits(4000, 1922); }
