#pragma once
// From a store in which trials are missing to a finished calibration: simulates them, weighs them,
// judges them, writes the files and prints the verdict. New calibrations and continued ones go this
// way.

#include <map>
#include <string>

#include "analysis/calibration/diagnostics.hpp"
#include "analysis/calibration/importance.hpp"
#include "cli/calibration_settings.hpp"
#include "cli/stop_request.hpp"
#include "cluster/crew.hpp"
#include "engine/output/run_folder.hpp"
#include "engine/output/trial_store.hpp"

namespace komuna {

// How the work went, beside its results.
struct CalibrationFacts {
  std::string folder;
  std::int64_t simulated = 0;  // in this sitting
  double seconds = 0;          // of this sitting
  double simulating = 0;       // of these, spent in the simulator
  int threads = 0;
  bool complete = false;
  std::string stopped_by;  // "" when complete; "runs", "time", "Ctrl-C"
  double inflation = 1;    // abc: sqrt of the temperature reached
};

struct CalibrationResults {
  const Calibration& calibration;
  const CalibrationSettings& settings;
  const calibration::Priors& priors;
  const std::vector<calibration::Observation>& observations;
  const calibration::Population& population;
  const calibration::Diagnosis& diagnosis;
  CalibrationFacts facts;
};

// What the store is told of the calibration, and back. Errors: FileError naming `place`.
TrialStore::Meta meta_of(const Calibration& calibration, const CalibrationSettings& settings,
                         const std::vector<std::string>& command_line);
Calibration calibration_of(const TrialStore::Meta& meta, const std::string& place);

struct CalibrationSitting {
  int threads = 0;
  bool quiet = false;
  Crew* crew = nullptr;
};

// Returns the exit code. Errors: FileError, UsageError, Stopped; what is finished stays in the
// store.
int carry_out(RunFolder& folder, TrialStore& store, const Calibration& calibration,
              const CalibrationSettings& settings, const CalibrationSitting& sitting,
              const StopRequest& stop);

}  // namespace komuna
