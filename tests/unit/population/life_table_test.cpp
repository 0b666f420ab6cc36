#include "engine/population/life_table.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/base/error.hpp"
#include "tests/support/field_collector.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

AgeRates row(std::int64_t from, double male, double female) { return {"", from, male, female}; }

}  // namespace

TEST_CASE("rows of tables by age are declared") {
  CHECK(complaints_about_fields<AgeRates>().empty());
  CHECK(complaints_about_fields<AgeFertility>().empty());
}

TEST_CASE("a rate holds from its age on until the next") {
  const LifeTable table({row(0, 0.2, 0.1), row(1, 0.02, 0.03), row(60, 0.05, 0.04)});
  CHECK(table.bands() == 3);
  Person girl;
  girl.sex = Sex::female;
  girl.born = Month::of(1900, 1);
  const auto yearly = [&](int months) { return 12 * table.hazard(girl, girl.born + months); };
  CHECK(yearly(0) == Approx(0.1));
  CHECK(yearly(11) == Approx(0.1));
  CHECK(yearly(12) == Approx(0.03));
  CHECK(yearly(60 * 12 - 1) == Approx(0.03));
  CHECK(yearly(60 * 12) == Approx(0.04));
  CHECK(yearly(130 * 12) == Approx(0.04));
  girl.sex = Sex::male;
  CHECK(yearly(0) == Approx(0.2));
}

TEST_CASE("a table begins at age 0") {
  CHECK_THROWS_AS(LifeTable({row(1, 0.1, 0.1)}), InternalError);
  CHECK_THROWS_AS(LifeTable(std::vector<AgeRates>{}), InternalError);
}

TEST_CASE("the expectation of life is that of the exponential law where the rate is one") {
  const LifeTable even({row(0, 0.02, 0.05)});
  CHECK(life_expectancy(even, Sex::male) == Approx(50.0));
  CHECK(life_expectancy(even, Sex::female) == Approx(20.0));
  // Two rates: 1/a (1 - e^-10a) + e^-10a / b.
  const LifeTable two({row(0, 0.1, 0.1), row(10, 0.02, 0.02)});
  CHECK(life_expectancy(two, Sex::male) ==
        Approx((1 - std::exp(-1.0)) / 0.1 + std::exp(-1.0) / 0.02));
}

TEST_CASE("of a death at twice the rate of the table, half is excess") {
  const LifeTable table({row(0, 0.12, 0.06)});
  Person man;
  CHECK(table.excess_share(man, man.born, 0.02) == Approx(0.5));
  CHECK(table.excess_share(man, man.born, 0.01) == Approx(0.0).margin(1e-12));
  CHECK(table.excess_share(man, man.born, 0.005) == Approx(-1.0));
}
