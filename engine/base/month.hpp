#pragma once
// The calendar of the model: one step is one month.
//
// A Month counts months since January of year 0, so that the same calendar month has the same
// number in every scenario. Random keys contain it: a scenario that starts earlier or later does
// not rename a single draw.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace komuna {

struct Month {
  std::int32_t index = 0;  // year * 12 + (month of year - 1)

  static constexpr Month of(int year, int month_of_year) {
    return Month{year * 12 + (month_of_year - 1)};
  }
  constexpr int year() const { return index / 12; }
  constexpr int month_of_year() const { return index % 12 + 1; }  // 1..12

  friend constexpr bool operator==(Month a, Month b) { return a.index == b.index; }
  friend constexpr bool operator!=(Month a, Month b) { return a.index != b.index; }
  friend constexpr bool operator<(Month a, Month b) { return a.index < b.index; }
  friend constexpr bool operator<=(Month a, Month b) { return a.index <= b.index; }
  friend constexpr bool operator>(Month a, Month b) { return a.index > b.index; }
  friend constexpr bool operator>=(Month a, Month b) { return a.index >= b.index; }
  friend constexpr Month operator+(Month a, int months) { return Month{a.index + months}; }
  friend constexpr Month operator-(Month a, int months) { return Month{a.index - months}; }
  friend constexpr int operator-(Month a, Month b) { return a.index - b.index; }
};

// Before every month and after every month a scenario may name (years 1000 to 2999).
inline constexpr Month distant_past = Month::of(1000, 1);
inline constexpr Month distant_future = Month::of(2999, 12);

// "1923-05" or "1923" (its January). Empty for anything else.
std::optional<Month> parse_month(std::string_view text);

// "1923-05".
std::string to_string(Month month);

// "1923-05-01": the ISO date of the first day, as written to tables.
std::string to_iso_date(Month month);

}  // namespace komuna
