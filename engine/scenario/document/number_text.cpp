#include "engine/scenario/document/number_text.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace komuna {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t count_digits(std::string_view text, std::size_t from) {
  std::size_t end = from;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - from;
}

}  // namespace

bool looks_like_number(std::string_view text) {
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  const std::size_t whole = count_digits(text, at);
  if (whole > 1 && text[at] == '0') return false;
  at += whole;
  std::size_t fraction = 0;
  if (at < text.size() && text[at] == '.') {
    fraction = count_digits(text, at + 1);
    at += 1 + fraction;
  }
  if (whole + fraction == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t exponent = count_digits(text, at);
    if (exponent == 0) return false;
    at += exponent;
  }
  return at == text.size();
}

std::optional<double> parse_number(std::string_view text) {
  if (!looks_like_number(text)) return std::nullopt;
  const std::string copy(text);
  const double value = std::strtod(copy.c_str(), nullptr);
  if (!std::isfinite(value)) return std::nullopt;
  if (value == 0.0) {  // 1e-400 is not zero
    const std::string_view mantissa = text.substr(0, text.find_first_of("eE"));
    if (mantissa.find_first_of("123456789") != std::string_view::npos) return std::nullopt;
  }
  return value;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  if (!looks_like_number(text)) return std::nullopt;
  const bool negative = text[0] == '-';
  const std::size_t start = negative || text[0] == '+' ? 1 : 0;
  if (count_digits(text, start) == text.size() - start) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    std::int64_t value = 0;
    for (const char c : text.substr(start)) {
      const std::int64_t digit = c - '0';
      if (value > (most - digit) / 10) return std::nullopt;
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }
  constexpr double exact = 9007199254740992.0;  // 2^53
  const auto value = parse_number(text);
  if (!value || *value < -exact || *value > exact) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(*value);
  if (static_cast<double>(whole) != *value) return std::nullopt;
  return whole;
}

std::string format_number(double value) {
  char buffer[40] = {};
  for (int digits = 15; digits <= 17; ++digits) {
    std::snprintf(buffer, sizeof buffer, "%.*g", digits, value);
    if (std::strtod(buffer, nullptr) == value) break;
  }
  return buffer;
}

std::string format_range(double min, double max) {
  const bool has_min = std::isfinite(min);
  const bool has_max = std::isfinite(max);
  if (has_min && has_max) return format_number(min) + " to " + format_number(max);
  if (has_min) return "at least " + format_number(min);
  if (has_max) return "at most " + format_number(max);
  return "any number";
}

}  // namespace komuna
