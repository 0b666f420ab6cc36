#pragma once
// `komuna replay` of a calibration: makes it again from its manifest alone. A calibration that was
// ended by its time or by Ctrl-C is made again up to the same number of simulations.

#include <string>

#include "cli/replay.hpp"

namespace komuna {

// Whether a manifest says that it is of a calibration; false when it cannot be read.
bool is_calibration(const std::string& manifest);

// Returns 0 when all files are the same, differs_exit_code when not. Errors: FileError, Stopped.
int replay_calibration(const std::string& manifest, const ReplayOptions& options);

}  // namespace komuna
