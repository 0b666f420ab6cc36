#pragma once
// What history says, as a reader meets it: a figure, a bound or an interval, never one for another;
// and whether there is anything to say.

#include <string>

#include "analysis/calibration/observation.hpp"
#include "analysis/calibration/readings.hpp"

namespace komuna::report {

// "2,441", "at least 12", "at most 12", "5 to 40"; in the figure's own unit.
std::string history_text(const calibration::Observation& observation);

// Whether the worlds were weighed by the readings of the figure: else its probabilities are none.
bool are_told(const calibration::FigureReadings& figure);

}  // namespace komuna::report
