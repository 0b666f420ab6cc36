#pragma once
// What an analysis of sensitivity varies and looks at: parameters with their ranges, and figures.

#include <string>
#include <vector>

#include "analysis/calibration/prior.hpp"
#include "analysis/free_parameters.hpp"
#include "analysis/metrics.hpp"
#include "cli/sensitivity.hpp"
#include "engine/scenario/files/scenario_files.hpp"

namespace komuna {

struct SensitivityInputs {
  Scenario scenario;
  std::vector<FileRead> files;
  std::vector<FreeParameter> parameters;
  std::vector<std::string> names;                 // of the parameters, for people
  std::vector<std::string> ranges;                // "uniform between 0.1 and 0.6"
  std::vector<calibration::Prior> distributions;  // none of a posterior
  std::vector<Metric> outputs;

  // From the unit cube to the parameters' numbers; those of a posterior are numbers already.
  std::vector<double> values(std::span<const double> u) const;
};

// "0.1..0.6" of an option. Errors: UsageError.
std::pair<double, double> range_of(const std::string& path, const std::string& text);

// Fills in everything; returns the exit code when the scenario has problems, else 0.
// Errors: UsageError naming what is allowed.
int load_inputs(const SensitivityOptions& options, SensitivityInputs& inputs);

}  // namespace komuna
