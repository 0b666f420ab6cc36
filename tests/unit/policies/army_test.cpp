#include "engine/policies/army.hpp"

#include <catch2/catch.hpp>

#include "tests/support/field_collector.hpp"
#include "tests/support/settled_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// A young man of the first household, Soviet citizen or not.
Index young_man(SmallWorld& small, Index collective, int age, bool citizen) {
  World& world = small.world;
  Person person;
  person.key_entity = 9;
  person.role = Role::other_adult;
  person.born = world.month - age * 12;
  if (citizen) person.set(mark_soviet_citizen);
  return world.people.add_person(world.collectives[collective].members[0], person,
                                 PersonState::in_collective, Cause::birth, world.month,
                                 world.events);
}

ArmyParameters calls_everybody() {
  ArmyParameters p;
  p.called = Series(1.0);
  p.mortality = Series(0.0);
  return p;
}

}  // namespace

TEST_CASE("army fields are complete", "[army]") {
  CHECK(complaints_about_fields<ArmyParameters>().empty());
}

TEST_CASE("citizens of the age are called up in autumn and come back", "[army]") {
  SmallWorld small;
  const Index index = settled(small, 20, Month::of(1930, 10));
  World& world = small.world;
  const Index citizen = young_man(small, index, 21, true);
  const Index foreigner = young_man(small, index, 21, false);
  const Index boy = young_man(small, index, 17, true);
  army(world, calls_everybody());
  CHECK(world.people.person(citizen).state == PersonState::in_army);
  CHECK(world.people.person(foreigner).state == PersonState::in_collective);
  CHECK(world.people.person(boy).state == PersonState::in_collective);
  CHECK(world.soldiers.size() == 1);
  small.at(Month::of(1932, 9));
  army(world, calls_everybody());
  CHECK(world.people.person(citizen).state == PersonState::in_army);
  small.at(Month::of(1932, 10));
  army(world, calls_everybody());
  CHECK(world.people.person(citizen).state == PersonState::in_collective);
  CHECK(world.soldiers.empty());
}

TEST_CASE("nobody is called in other months of peace", "[army]") {
  SmallWorld small;
  const Index index = settled(small, 20, Month::of(1930, 4));
  young_man(small, index, 21, true);
  army(small.world, calls_everybody());
  CHECK(small.world.soldiers.empty());
}

TEST_CASE("war calls older men, keeps them and kills", "[army]") {
  SmallWorld small;
  const Index index = settled(small, 20, Month::of(1930, 4));
  const Index man = young_man(small, index, 40, true);
  const Index old = young_man(small, index, 55, true);
  small.world.events.clear();
  ArmyParameters war;
  war.mobilisation = Series(2.0);
  war.mortality = Series(0.0);
  for (int m = 0; m < 40; ++m) {
    small.at(Month::of(1930, 4) + m);
    army(small.world, war);
    // Nobody is discharged while the war lasts.
    for (const Event& event : small.world.events) CHECK(event.to == PersonState::in_army);
  }
  CHECK(small.world.people.person(man).state == PersonState::in_army);
  CHECK(small.world.people.person(old).state == PersonState::in_collective);
  war.mortality = Series(2.0);
  for (int m = 0; m < 40; ++m) {
    small.at(Month::of(1934, 4) + m);
    army(small.world, war);
  }
  CHECK(small.world.people.person(man).state == PersonState::dead);
  CHECK(small.world.soldiers.empty());
  CHECK(small.world.people.ledger_balances());
}
