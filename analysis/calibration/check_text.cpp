#include "analysis/calibration/check_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "analysis/calibration/diagnostics.hpp"

namespace komuna::calibration {
namespace {

// Numbers within a text.
std::vector<double> numbers_in(const std::string& text) {
  std::vector<double> found;
  for (const char* at = text.c_str(); *at != 0;) {
    char* end = nullptr;
    const double number = std::strtod(at, &end);
    if (end != at) found.push_back(number);
    at = end == at ? at + 1 : end;
  }
  return found;
}

}  // namespace

std::string rounded(double value, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*g", digits, value);
  const double shown = std::strtod(text, nullptr);
  if (std::fabs(shown) >= 1 && std::fabs(shown) < 1e6 && std::string(text).find('e') < sizeof text)
    std::snprintf(text, sizeof text, "%.0f", shown);
  return text;
}

std::string draws_text(double effective) { return rounded(std::floor(effective * (1 + 1e-9)), 6); }

std::string shape_text(double pareto_k) {
  return std::isfinite(pareto_k) ? ", Pareto k " + rounded(pareto_k, 2) : std::string();
}

std::string list(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string Check::value_text() const {
  if (!std::isfinite(value)) return "-";
  const std::vector<double> limits = numbers_in(threshold);
  const auto looks_right = [&](const std::string& text) {
    return std::any_of(limits.begin(), limits.end(), [&](double limit) {
      return limit != value && std::strtod(text.c_str(), nullptr) == limit;
    });
  };
  int digits = 4;
  while (verdict != Verdict::good && digits < 17 && looks_right(rounded(value, digits))) ++digits;
  return rounded(value, digits);
}

}  // namespace komuna::calibration
