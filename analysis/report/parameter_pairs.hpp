#pragma once
// Which parameters of a calibration hang together: a scatter of the posterior for each pair.

#include "analysis/report/calibration.hpp"
#include "analysis/report/chart.hpp"

namespace komuna::report {

// Needs two parameters with draws; shows the first twelve.
Chart pairs_chart(const CalibrationSubject& subject);

}  // namespace komuna::report
