#include "engine/processes/economy.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/small_world.hpp"

using namespace komuna;
using namespace komuna::tests;

TEST_CASE("the wage of a branch is its mean over the skilled and the unskilled") {
  Branch branch;
  branch.wage_factor = 0.9;
  branch.skilled_share = 0.25;
  branch.skilled_premium = 1.6;
  // unskilled 0.9 / 1.15, skilled 1.6 times that
  CHECK(wage_factor(branch, false) == Approx(0.9 / 1.15));
  CHECK(wage_factor(branch, true) == Approx(0.9 * 1.6 / 1.15));
  CHECK(0.25 * wage_factor(branch, true) + 0.75 * wage_factor(branch, false) == Approx(0.9));
  branch.skilled_share = 1;
  CHECK(wage_factor(branch, true) == Approx(0.9));
}

TEST_CASE("a month's economy is read from the series, cell by cell") {
  SmallWorld small([](PopulationParameters& p, WorldParameters& w) {
    const Month t = Month::of(1923, 1);
    Origin& origin = p.origins[0];
    origin.unemployment = Series(Series::Reading::linear, {{t, 0.1}, {t + 10, 0.6}});
    origin.wage = Series(Series::Reading::step, {{t, 16.0}, {t + 6, 20.0}});
    origin.regions[1].unemployment_factor = 1.5;
    p.branches[1].unemployment_factor = 2.0;
    p.branches[1].wage_factor = 1.2;
    w.economy.soviet_wage = Series(8.0);
    w.economy.soviet_unemployed = Series(Series::Reading::linear, {{t, 0.5}, {t + 10, 1.5}});
    w.economy.world_revolution = Series(0.25);
  });
  small.at(Month::of(1923, 5));  // four months on
  const World& world = small.world;
  CHECK(world.soviet.unemployed == Approx(0.9));
  CHECK(world.soviet.wage == 8.0);
  CHECK(world.soviet.living == Approx(std::log(2.0) / std::log(40.0)));  // 8 of 4 to 160
  CHECK(world.soviet.world_revolution == 0.25);
  CHECK(world.origins[0].unemployment == Approx(0.3));
  CHECK(world.origins[0].wage == 16.0);
  CHECK(world.origins[0].living == Approx(std::log(4.0) / std::log(40.0)));
  CHECK(world.origins[0].fare == 30.0);
  CHECK(world.origins[0].party_members == 200.0);
  const CellMonth& farmer = world.cell_months[0];  // hills, farming, skilled
  CHECK(farmer.unemployment == Approx(0.3));
  CHECK(farmer.wage == Approx(16.0 * 1.4 / 1.12));
  CHECK(farmer.strata.heads() == 1500);
  const CellMonth& smith = world.cell_months[9];  // plain, metal, unskilled
  REQUIRE(small.cells.name(9, small.population) == "arcadia/plain/native/metal/unskilled");
  CHECK(smith.unemployment == Approx(0.3 * 1.5 * 2.0));
  CHECK(smith.wage == Approx(16.0 * 1.2 / 1.12));
  CHECK(smith.living == Approx(std::log(smith.wage / 4.0) / std::log(40.0)));
  small.at(Month::of(1923, 7));
  CHECK(world.origins[0].wage == 20.0);
  CHECK(world.cell_months[9].unemployment == 1.0);  // 0.4 * 3, and nobody twice
}

TEST_CASE("an origin is open until the month it closes") {
  SmallWorld small(
      [](PopulationParameters& p, auto&) { p.origins[0].closed_from = Month::of(1939, 3); });
  small.at(Month::of(1939, 2));
  CHECK(small.world.origins[0].open);
  small.at(Month::of(1939, 3));
  CHECK_FALSE(small.world.origins[0].open);
}
