#pragma once
// The scenario a user names on the command line, loaded and checked.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/scenario/document/scenario.hpp"
#include "engine/scenario/files/scenario_files.hpp"

namespace komuna {

inline constexpr int scenario_exit_code = 65;  // whoever wrote the scenario can act

struct ScenarioChoice {
  std::string scenario = "historical";
  std::vector<std::string> overrides;
  std::vector<std::string> what_ifs;            // names or files, laid over the scenario
  std::vector<std::string> readable;            // folders that may be read besides its own
  std::size_t size_limit = default_size_limit;  // bytes
};

struct ChosenScenario {
  Scenario scenario;
  std::vector<FileRead> files;  // without their text
  std::vector<std::string> lineage;
};

// Where the shipped scenarios are: KOMUNA_HOME/scenarios, or those of the checkout that the program
// was built in.
std::vector<std::string> scenario_libraries();

// May be used only if `problems` is empty.
// A what-if laid over twice would act twice. Errors: UsageError.
void refuse_repeated(const std::vector<std::string>& what_ifs);

ChosenScenario load_scenario(const ScenarioChoice& choice, Problems& problems);

// What to be careful about before anything runs: captions of scenario and what-ifs, interventions
// that can never act.
std::vector<std::string> scenario_warnings(const Scenario& scenario);

// Prints everything that is wrong to the standard error; returns the exit code.
int report_problems(const std::string& scenario, const Problems& problems);

// How many numbers of a scenario come from where. What only says what a target counts (its months,
// its number of groups) is none: it is a definition, not a statement about the world.
struct NumberCounts {
  std::size_t numbers = 0;
  std::size_t sourced = 0;
  std::size_t recalled = 0;        // of these, only after works recalled and not seen
  std::size_t low_confidence = 0;  // of these, of low confidence
  std::size_t assumed = 0;
  std::size_t calibrated = 0;
  std::size_t by_default = 0;
  std::size_t unstated = 0;
  double sourced_share() const {
    return numbers == 0 ? 0.0 : static_cast<double>(sourced) / static_cast<double>(numbers);
  }
};
NumberCounts count_numbers(const Scenario& scenario);
// "1,240 numbers: 410 from sources (33 %; of these 71 recalled, not
// seen, 90 of low confidence), 702 assumptions, 0 calibrated, 128 defaults"
std::string counts_text(const NumberCounts& counts);

}  // namespace komuna
