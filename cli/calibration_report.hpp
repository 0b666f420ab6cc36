#pragma once
// What `komuna calibrate` prints at its end: a verdict first, then parameters from prior to
// posterior, figures, and every check with its threshold and a sentence.

#include <string>

#include "cli/calibration_run.hpp"

namespace komuna {

std::string calibration_report(const CalibrationResults& results);

}  // namespace komuna
