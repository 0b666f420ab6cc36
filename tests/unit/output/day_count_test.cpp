#include "engine/output/day_count.hpp"

#include <catch2/catch.hpp>
#include <chrono>

using namespace komuna;

TEST_CASE("day count: days since 1900 are those of the standard library") {
  namespace chrono = std::chrono;
  CHECK(days_since_1900(Month::of(1900, 1)) == 0);
  CHECK(days_since_1900(Month::of(1970, 1)) == 25567);
  for (Month month = Month::of(1000, 1); month < Month::of(2999, 12); month = month + 1) {
    const chrono::month name(static_cast<unsigned>(month.month_of_year()));
    const chrono::sys_days day{chrono::year(month.year()) / name / 1};
    const chrono::sys_days origin{chrono::year(1900) / 1 / 1};
    if (days_since_1900(month) != (day - origin).count()) FAIL(to_string(month));
  }
}
