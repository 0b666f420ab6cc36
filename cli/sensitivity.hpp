#pragma once
// `komuna sensitivity`: which parameters move which figures, and what is chance.
//
//   komuna sensitivity historical --parameters decision.join_constant=-12.5..-11.5
//       --parameters household.fertility=0.2..0.3 --metric departed --method morris
//   komuna sensitivity --parameters scenarios/historical/calibration.yaml --method sobol
//   komuna sensitivity historical --posterior out/calibrate-historical --metric departed
//
// Writes sensitivity.csv, design.csv (every history that was simulated), report.html,
// datapackage.json and manifest.json.

#include <cstdint>
#include <string>
#include <vector>

#include "cli/scenario_choice.hpp"
#include "cluster/crew.hpp"

namespace komuna {

struct SensitivityOptions {
  ScenarioChoice base;
  bool scenario_named = false;          // by the user
  std::vector<std::string> parameters;  // PATH=LOW..HIGH, or one calibration file
  std::string posterior;  // a calibration's folder, whose draws are taken instead of ranges
  std::vector<std::string> metrics;
  std::string method;            // "" = the usual one
  std::string runs, replicates;  // as typed; "" = usual
  std::uint64_t seed = 1921;
  int threads = 0;
  std::string out;
  bool quiet = false;
  std::vector<std::string> command_line;
  Crew* crew = nullptr;  // the ranks that do the work; none: threads of this process
};

// Returns the exit code. Errors: UsageError, FileError, Stopped.
int analyse_sensitivity(const SensitivityOptions& options);

}  // namespace komuna
