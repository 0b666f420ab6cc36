#pragma once
// The files of a calibration: posterior, reference table, parameters, targets and diagnostics as
// tables, posterior.nc for ArviZ, report.html, and the manifest.

#include <string>
#include <vector>

#include "cli/calibration_run.hpp"

namespace komuna {

inline constexpr const char* posterior_table = "posterior";

// Announces each file to the folder; manifest.json last.
void write_calibration(RunFolder& folder, const TrialStore& store,
                       const CalibrationResults& results);
// Names of all files a calibration may write.
std::vector<std::string> calibration_files();

// "good", "warning", "bad"
std::string_view name_of(calibration::Verdict verdict);
std::string_view name_of(calibration::Role role);

}  // namespace komuna
