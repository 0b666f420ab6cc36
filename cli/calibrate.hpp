#pragma once
// `komuna calibrate`: finds the parameters of a scenario that agree with the figures of history.
//
//   komuna calibrate historical
//   komuna calibrate my_calibration.yaml --time 60m --out my_posterior
//   komuna calibrate tiny --table 400 --rounds 2 --draws 400 --seed 7

#include <cstdint>
#include <string>
#include <vector>

#include "cli/calibration_settings.hpp"
#include "cli/stop_request.hpp"
#include "cluster/crew.hpp"
#include "engine/output/trial_store.hpp"
#include "engine/scenario/files/text_file.hpp"

namespace komuna {

struct CalibrateOptions {
  std::string file;  // or the name of a shipped scenario that has a calibration.yaml
  std::vector<std::string> overrides;
  std::string method = "importance";
  std::string runs, time, table, rounds, draws, worlds;  // as typed; "" = what the file says
  std::uint64_t seed = 1921;
  int threads = 0;  // 0 = all cores
  std::string out;  // "" = out/calibrate-<file>-<time>
  bool quiet = false;
  std::size_t size_limit = default_size_limit;
  std::vector<std::string> command_line;
  Crew* crew = nullptr;  // the ranks that do the work; none: threads of this process
};

// Returns the exit code. Errors: UsageError, FileError, LimitError, Stopped.
int calibrate(const CalibrateOptions& options);

// The same calibration once more, in a new folder, saying nothing. Errors: as above.
void calibrate_again(const std::string& folder, const Calibration& calibration,
                     const CalibrationSettings& settings, const TrialStore::Meta& meta, int threads,
                     const StopRequest& stop, Crew* crew);

// Goes on with a calibration in `folder`.
int resume_calibration(const std::string& folder, int threads, bool quiet, Crew* crew);

}  // namespace komuna
