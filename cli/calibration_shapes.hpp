#pragma once
// The tables of a calibration: what each column means.

#include <string>
#include <vector>

#include "analysis/calibration_file.hpp"
#include "engine/output/column.hpp"

namespace komuna {

TableShape posterior_shape(const CalibrationDocument& document);
// One row for each draw from the prior; for R `abc`, `abcrf` and Python `sbi`.
TableShape reference_table_shape(const CalibrationDocument& document, const Parameters& parameters);
TableShape parameters_shape();
TableShape calibrated_targets_shape();
TableShape diagnostics_shape();
TableShape directions_shape();
// One row for each reading of a figure that may be read in several ways.
TableShape readings_shape();

}  // namespace komuna
