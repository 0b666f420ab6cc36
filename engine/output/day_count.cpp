#include "engine/output/day_count.hpp"

#include <array>
#include <cstddef>

namespace komuna {

std::int32_t days_since_1900(Month month) {
  // Days before the first of a month in a common year.
  constexpr std::array<int, 12> before{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  const int year = month.year();
  const int leap_days_until = year / 4 - year / 100 + year / 400;  // with this year's
  const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const bool is_still_ahead = is_leap && month.month_of_year() <= 2;
  constexpr int leap_days_until_1900 = 1900 / 4 - 1900 / 100 + 1900 / 400;
  return 365 * (year - 1900) + leap_days_until - leap_days_until_1900 - (is_still_ahead ? 1 : 0) +
         before[static_cast<std::size_t>(month.month_of_year() - 1)];
}

}  // namespace komuna
