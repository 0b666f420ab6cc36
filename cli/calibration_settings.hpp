#pragma once
// What a calibration is asked for besides its file, and the same as text for its store and its
// manifest.

#include <cstdint>
#include <string>

#include "analysis/calibration_file.hpp"

namespace komuna {

// In the order of their names.
enum class CalibrationMethod { importance, abc, esmda, synthetic };

struct CalibrationSettings {
  CalibrationMethod method = CalibrationMethod::importance;
  std::uint64_t seed = 1921;
  std::int64_t runs = 0;     // budget of simulations; 0 = none
  std::int64_t seconds = 0;  // budget of time, of each sitting; 0 = none
  std::int64_t worlds = 40;  // of each draw: synthetic
  // Draws of the posterior to be simulated again; -1 = as many as the work suggests. Not part of
  // the text: it follows from the work unless a replay says otherwise.
  std::int64_t predicted = -1;
  CalibrationWork work;
};

std::string_view name_of(CalibrationMethod method);
// Errors: UsageError naming what is allowed.
CalibrationMethod method_of(const std::string& name);
// "90", "90s", "60m", "2h", in seconds. Errors: UsageError.
std::int64_t seconds_of(const std::string& option, const std::string& text);

// Errors: UsageError when the budget of runs does not even reach over the first generation.
void check_budget(const CalibrationSettings& settings);

std::string settings_text(const CalibrationSettings& settings);
// Errors: FileError naming `place` when the text is not one of ours.
CalibrationSettings settings_of(const std::string& text, const std::string& place);

}  // namespace komuna
