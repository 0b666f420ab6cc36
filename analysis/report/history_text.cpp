#include "analysis/report/history_text.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/wording.hpp"

namespace komuna::report {

std::string history_text(const calibration::Observation& observation) {
  if (observation.is_value()) return figure(observation.lower);
  if (std::isinf(observation.upper)) return "at least " + figure(observation.lower);
  if (std::isinf(observation.lower)) return "at most " + figure(observation.upper);
  return figure(observation.lower) + " to " + figure(observation.upper);
}

bool are_told(const calibration::FigureReadings& figure) {
  return std::all_of(
      figure.readings.begin(), figure.readings.end(),
      [](const calibration::ReadingResult& r) { return std::isfinite(r.posterior); });
}

}  // namespace komuna::report
