#include "analysis/wording.hpp"

#include <fmt/format.h>

#include <cmath>

namespace komuna {

std::string with_commas(double value) {
  if (!std::isfinite(value)) return "-";
  std::string digits = fmt::format("{:.0f}", std::fabs(value));
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return value < 0 && digits != "0" ? '-' + digits : digits;
}

std::string figure(double value) {
  if (!std::isfinite(value)) return "-";
  const double size = std::fabs(value);
  if (size >= 100 || value == std::floor(value)) return with_commas(value);
  if (size >= 10) return fmt::format("{:.1f}", value);
  if (size >= 1) return fmt::format("{:.2f}", value);
  return fmt::format("{:.3f}", value);
}

std::string percent(double share) { return fmt::format("{:.0f} %", 100 * share); }

}  // namespace komuna
