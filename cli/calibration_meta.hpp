#pragma once
// What a calibration's store says of itself, read and checked all at once, before any of it is
// used: a key that is missing or a number that nobody could have asked for is damage of the file
// and must not come to light in the midst of the work.

#include <string>
#include <vector>

#include "cli/calibration_settings.hpp"
#include "engine/output/store_plan.hpp"
#include "engine/output/trial_store.hpp"

namespace komuna {

struct CalibrationMeta {
  StorePlan program;  // only its version, commit and layout of random numbers
  CalibrationSettings settings;
  std::vector<std::string> parameters, figures;  // the columns of the trials; none in a manifest
};

// Errors: FileError naming `place`, "is damaged".
CalibrationMeta read_meta(const TrialStore::Meta& meta, const std::string& place);

}  // namespace komuna
