#include "engine/processes/settlement.hpp"

#include <catch2/catch.hpp>

#include "tests/support/field_collector.hpp"
#include "tests/support/settled_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// Settles 40 households in April 1925 and lets the settlement alone live for `months`.
Settlement life_after(int months, const SmallWorld::Adjust& adjust, double output = 0) {
  SmallWorld small(adjust);
  small.at(Month::of(1925, 4));
  const Index c = small.found();
  small.enrol_many(c, 40);
  settle(small, c);
  Settlement& life = small.world.collectives[c].settlement;
  life.output = output;
  for (int m = 0; m < months; ++m) {
    small.at(Month::of(1925, 4) + m);
    settlement(small.world, SettlementParameters{});
    life.adults = 60;
  }
  return life;
}

void works(PopulationParameters&, WorldParameters& world) {
  world.sites[0].sector = Sector::industry;
  world.collectives[0].sector = Sector::industry;
}

}  // namespace

TEST_CASE("settlement fields are complete", "[settlement]") {
  CHECK(complaints_about_fields<SettlementParameters>().empty());
}

TEST_CASE("the first train opens the site with its roofs and provisions", "[settlement]") {
  const Settlement life = life_after(1, {});
  CHECK(life.begun);
  CHECK(life.housing == Approx(0.2 * (1.0 - 0.003)));
  CHECK(life.food == Approx(1.0));
  const double brought = 2.5 * life.persons * 6.0 / 12.0;
  CHECK(life.grain == Approx(brought * 5.0 / 6.0));
  CHECK(life.reality.living > 0.0);
}

TEST_CASE("roofs are built by adults and never exceed the persons", "[settlement]") {
  CHECK(life_after(12, {}).housing > life_after(3, {}).housing);
  CHECK(life_after(200, {}).housing == Approx(1.0));
}

TEST_CASE("a farm without a harvest goes hungry when its store is empty", "[settlement]") {
  const auto poor = [](PopulationParameters&, WorldParameters& world) {
    world.sites[0].supply = 0.2;
  };
  CHECK(life_after(5, poor).food == Approx(1.0));
  CHECK(life_after(12, poor).food < 0.25);
}

TEST_CASE("a general famine reaches works through their supply", "[settlement]") {
  const auto famine = [](PopulationParameters& population, WorldParameters& world) {
    works(population, world);
    world.sites[0].hunger = Series(0.8);
  };
  CHECK(life_after(24, famine).food < 0.5 * life_after(24, works).food);
}

TEST_CASE("finished works raise the income of works settlements", "[settlement]") {
  const double before = life_after(12, works).income;
  CHECK(before == Approx(5.0));  // half of the Soviet wage of 10 dollars
  CHECK(life_after(12, works, 0.6).income == Approx(11.0));
  CHECK(life_after(12, works, 9.0).income == Approx(20.0));
}

TEST_CASE("households listed as independent are no longer visited at the site", "[settlement]") {
  SmallWorld small;
  const Index c = settled(small, 20, Month::of(1925, 4));
  World& world = small.world;
  world.independents.push_back(world.collectives[c].members[3]);  // without the flag
  become_independent(world, world.collectives[c].members[5]);
  settlement(world, SettlementParameters{});
  int visits = 0;
  each_resident_household(world, [&](Index, Index) { ++visits; });
  CHECK(visits == 20);
}

TEST_CASE("the site is closed when the collective has ended", "[settlement]") {
  SmallWorld small;
  const Index c = settled(small, 20, Month::of(1925, 4));
  World& world = small.world;
  enter_stage(world.collectives[c], Stage::dissolved, world.month);
  settlement(world, SettlementParameters{});
  CHECK(in_state(world, PersonState::in_collective) == 0);
  CHECK(world.independents.size() == 20);
  CHECK(world.collectives[c].settlement.persons == 0);
}

TEST_CASE("illusion is what was expected less the first year as lived", "[settlement]") {
  SmallWorld small;
  small.at(Month::of(1925, 4));
  const Index c = small.found();
  small.enrol_many(c, 10);
  settle(small, c);
  Collective& collective = small.world.collectives[c];
  Train train;
  train.arrived = true;
  train.arrives = small.world.month;
  train.households = collective.members;
  collective.trains = {train};
  for (const Index h : collective.members) small.world.people.household(h).expected = 0.9;
  double lived = 0;
  for (int m = 0; m < 12; ++m) {
    small.at(Month::of(1925, 4) + m);
    settlement(small.world, SettlementParameters{});
    lived += mean_of(collective.settlement.reality) / 12.0;
  }
  const Household& household = small.world.people.household(collective.members[3]);
  CHECK(household.illusion == Approx(0.9 - lived));
  collective.settlement.food = 0;  // the second year is no part of it
  small.at(Month::of(1926, 4));
  settlement(small.world, SettlementParameters{});
  CHECK(household.illusion == Approx(0.9 - lived));
}
