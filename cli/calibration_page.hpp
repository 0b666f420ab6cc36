#pragma once
// report.html of a calibration: verdict, prior to posterior, pairs of parameters, figures of
// history beside the calibrated model, every check. Made of the same parts as the report of a run.

#include <string>

#include "analysis/posterior.hpp"
#include "cli/calibration_run.hpp"

namespace komuna {

std::string calibration_page(const CalibrationResults& results, const EqualDraws& draws);

}  // namespace komuna
