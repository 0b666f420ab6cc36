#include "engine/base/month.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace komuna;

TEST_CASE("months count on from year to year") {
  CHECK(Month::of(0, 1).index == 0);
  CHECK(Month::of(1923, 5).index == 1923 * 12 + 4);
  CHECK(Month::of(1923, 12) + 1 == Month::of(1924, 1));
  CHECK(Month::of(1924, 1) - 1 == Month::of(1923, 12));
  CHECK(Month::of(1943, 12) - Month::of(1921, 1) == 23 * 12 - 1);
  CHECK(Month::of(1923, 12).year() == 1923);
  CHECK(Month::of(1923, 12).month_of_year() == 12);
  CHECK(Month::of(1924, 1).month_of_year() == 1);
  CHECK((Month::of(1923, 12) < Month::of(1924, 1)));
  CHECK_FALSE((Month::of(1924, 1) <= Month::of(1923, 12)));
}

TEST_CASE("a month is written and read back") {
  for (Month m = Month::of(1920, 1); m < Month::of(1945, 1); m = m + 1) {
    const auto again = parse_month(to_string(m));
    REQUIRE(again.has_value());
    REQUIRE(*again == m);
  }
  CHECK(to_string(Month::of(1923, 5)) == "1923-05");
  CHECK(to_iso_date(Month::of(1932, 11)) == "1932-11-01");
  CHECK(*parse_month("1923") == Month::of(1923, 1));
  CHECK(*parse_month("2999-12") == distant_future);
  CHECK(*parse_month("1000") == distant_past);
}

TEST_CASE("what is not a month is refused") {
  for (const std::string text :
       {"", "192", "19235", "1923-", "1923-5", "1923-00", "1923-13", "1923/05", "1923-5a", "+923",
        "-923", " 1923", "1923-05-01", "0999", "3000", "1923-1e", "MCMXXIII"}) {
    INFO(text);
    CHECK_FALSE(parse_month(text).has_value());
  }
}
