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

int decimals_of(const std::vector<double>& values) {
  double size = 0;
  bool whole = true;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    size = std::fmax(size, std::fabs(value));
    whole = whole && value == std::floor(value);
  }
  if (whole || size >= 100) return 0;
  if (size >= 10) return 1;
  return size >= 1 ? 2 : 3;
}

std::string figure_like(double value, int decimals) {
  if (!std::isfinite(value)) return "-";
  if (decimals == 0) return with_commas(value);
  std::string text = fmt::format("{:.{}f}", value, decimals);
  const bool is_nought = text.find_first_of("123456789") == std::string::npos;
  return is_nought && text.front() == '-' ? text.substr(1) : text;
}

std::string percent(double share) { return fmt::format("{:.0f} %", 100 * share); }

std::string in_words(std::string_view name) {
  std::string text(name);
  for (char& c : text)
    if (c == '_') c = ' ';
  return text;
}

std::string value_text(const Target& target, double value) {
  const bool date = target.measure == MeasureKind::work_finished ||
                    target.measure == MeasureKind::contract_signed ||
                    target.measure == MeasureKind::ended_in;
  return date ? fmt::format("{:.1f}", value) : figure(value);
}

std::string observed_text(const Target& target) {
  const std::string value = value_text(target, target.observed);
  switch (target.reading) {
    case ReadAs::at_least:
      return ">= " + value;
    case ReadAs::at_most:
      return "<= " + value;
    case ReadAs::interval:
      return value + " to " + value_text(target, target.upper);
    case ReadAs::value:
      break;
  }
  return value;
}

std::string counted(std::int64_t count, std::string_view thing) {
  return fmt::format("{} {}{}", with_commas(static_cast<double>(count)), thing,
                     count == 1 ? "" : "s");
}

}  // namespace komuna
