#pragma once
// The files of an analysis of sensitivity: sensitivity.csv, design.csv, datapackage.json,
// report.html and the manifest.

#include "cli/sensitivity_work.hpp"
#include "engine/output/run_folder.hpp"

namespace komuna {

struct SensitivityResults {
  const SensitivityOptions& options;
  const SensitivityInputs& inputs;
  const SensitivityDesign& design;
  const SensitivityRows& rows;
  const std::vector<SensitivityIndex>& indices;
  double seconds = 0;  // in all
  int threads = 0;
};

void write_sensitivity(RunFolder& folder, const SensitivityResults& results);

// The page to look at.
std::string sensitivity_page(const SensitivityResults& results);

// What is printed: a sentence for each output first, then its table.
std::string sensitivity_report(const SensitivityResults& results, const std::string& folder);

}  // namespace komuna
