#include "engine/base/month.hpp"

namespace komuna {
namespace {

std::optional<int> parse_digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::string two_digits(int value) {
  return std::string{static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

}  // namespace

std::optional<Month> parse_month(std::string_view text) {
  if (text.size() != 4 && text.size() != 7) return std::nullopt;
  const auto year = parse_digits(text.substr(0, 4));
  if (!year || *year < 1000 || *year > 2999) return std::nullopt;
  if (text.size() == 4) return Month::of(*year, 1);
  if (text[4] != '-') return std::nullopt;
  const auto month = parse_digits(text.substr(5));
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  return Month::of(*year, *month);
}

std::string to_string(Month month) {
  return std::to_string(month.year()) + "-" + two_digits(month.month_of_year());
}

std::string to_iso_date(Month month) { return to_string(month) + "-01"; }

}  // namespace komuna
