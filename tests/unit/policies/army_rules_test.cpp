// Who is called up, for how long, and what becomes of those who serve.

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "engine/policies/army.hpp"
#include "tests/support/settled_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

const Month april = Month::of(1930, 4);
const Month october = Month::of(1930, 10);

Index citizen(SmallWorld& small, Index collective, int months_old, std::uint32_t key) {
  World& world = small.world;
  Person person;
  person.key_entity = key;
  person.role = Role::other_adult;
  person.born = world.month - months_old;
  person.set(mark_soviet_citizen);
  return world.people.add_person(world.collectives[collective].members[0], person,
                                 PersonState::in_collective, Cause::birth, world.month,
                                 world.events);
}

std::vector<Index> citizens(SmallWorld& small, Index collective, int years, int count) {
  std::vector<Index> men;
  for (int k = 0; k < count; ++k)
    men.push_back(citizen(small, collective, years * 12, 5000 + static_cast<std::uint32_t>(k)));
  return men;
}

int serving(const World& world, const std::vector<Index>& men) {
  int found = 0;
  for (const Index i : men) found += world.people.person(i).state == PersonState::in_army ? 1 : 0;
  return found;
}

ArmyParameters war(double hazard) {
  ArmyParameters p;
  p.called = Series(0.0);
  p.mobilisation = Series(hazard);
  p.mortality = Series(0.0);
  return p;
}

ArmyParameters peace(double called) {
  ArmyParameters p;
  p.called = Series(called);
  p.mortality = Series(0.0);
  return p;
}

void check_share(int found, int of, double share) {
  CHECK(normal_two_sided((found - of * share) / std::sqrt(of * share * (1 - share))) > false_alarm);
}

}  // namespace

// n = 2,000 men, seed 1, against the binomial: false alarm 1e-6 each.
TEST_CASE("the share called in peace and the hazard of war are what the parameters say", "[army]") {
  for (const double called : {0.05, 0.3}) {
    SmallWorld small;
    const Index c = settled(small, 1, october);
    const std::vector<Index> men = citizens(small, c, 21, 2000);
    army(small.world, peace(called));
    check_share(serving(small.world, men), 2000, called);
    CHECK(small.world.collectives[c].called_up == serving(small.world, men));
  }
  SmallWorld small;
  const Index c = settled(small, 1, april);
  const std::vector<Index> men = citizens(small, c, 30, 2000);
  army(small.world, war(0.1));
  check_share(serving(small.world, men), 2000, 1 - std::exp(-0.1));
}

TEST_CASE("in peace one year of men is called, in war all from 18 to the oldest", "[army]") {
  const std::vector<int> ages{17 * 12 + 11, 18 * 12, 20 * 12 + 11, 21 * 12,
                              21 * 12 + 11, 22 * 12, 50 * 12 + 11, 51 * 12};
  for (const bool in_war : {false, true}) {
    SmallWorld small;
    const Index c = settled(small, 1, october);
    std::vector<Index> men;
    for (std::size_t k = 0; k < ages.size(); ++k)
      men.push_back(citizen(small, c, ages[k], 600 + static_cast<std::uint32_t>(k)));
    ArmyParameters p = in_war ? war(60.0) : peace(1.0);
    p.oldest = 50;
    army(small.world, p);
    for (std::size_t k = 0; k < men.size(); ++k) {
      const int age = ages[k];
      const bool meant = in_war ? age >= 18 * 12 && age < 51 * 12 : age >= 21 * 12 && age < 22 * 12;
      CHECK((small.world.people.person(men[k]).state == PersonState::in_army) == meant);
    }
  }
}

TEST_CASE("women, foreigners and the exiled are not called up", "[army]") {
  SmallWorld small;
  const Index c = settled(small, 1, october);
  const std::vector<Index> men = citizens(small, c, 21, 4);
  People& people = small.world.people;
  people.person(men[1]).sex = Sex::female;
  people.person(men[2]).marks = 0;
  people.person(men[3]).set(mark_exiled);
  army(small.world, peace(1.0));
  CHECK(people.person(men[0]).state == PersonState::in_army);
  for (std::size_t k = 1; k < 4; ++k)
    CHECK(people.person(men[k]).state == PersonState::in_collective);
}

TEST_CASE("service lasts as long as it is said to, and who came home is not called again",
          "[army]") {
  SmallWorld small;
  const Index c = settled(small, 1, october);
  const std::vector<Index> men = citizens(small, c, 21, 5);
  ArmyParameters p = peace(1.0);
  p.service = 7;
  for (int m = 0; m < 24; ++m) {
    small.at(october + m);
    army(small.world, p);
    CHECK(serving(small.world, men) == (m < 7 ? 5 : 0));
  }
  for (const Index i : men) CHECK(small.world.people.person(i).state == PersonState::in_collective);
}

TEST_CASE("while there is a war, however small, nobody is sent home", "[army]") {
  SmallWorld small;
  const Index c = settled(small, 1, october);
  const std::vector<Index> men = citizens(small, c, 21, 5);
  ArmyParameters p = peace(1.0);
  p.service = 3;
  army(small.world, p);
  p.mobilisation = Series(0.01);
  for (int m = 1; m < 9; ++m) {
    small.at(october + m);
    army(small.world, p);
    CHECK(serving(small.world, men) == 5);
  }
  p.mobilisation = Series(0.0);
  small.at(october + 9);
  army(small.world, p);
  CHECK(serving(small.world, men) == 0);
}

TEST_CASE("who dies in the army dies of war or by accident, and nobody where there is no danger",
          "[army]") {
  for (const bool in_war : {false, true}) {
    SmallWorld small;
    const Index c = settled(small, 1, october);
    const std::vector<Index> men = citizens(small, c, 21, 300);
    ArmyParameters p = in_war ? war(60.0) : peace(1.0);
    p.service = 100;
    p.mortality = Series(0.2);
    army(small.world, p);
    REQUIRE(serving(small.world, men) == 300);
    int dead = 0;
    for (int m = 1; m <= 6; ++m) {
      small.at(october + m);
      army(small.world, p);
      for (const Event& event : small.world.events) {
        if (event.kind != EventKind::moved || event.to != PersonState::dead) continue;
        CHECK(event.cause == (in_war ? Cause::war : Cause::accident));
        CHECK(event.from == PersonState::in_army);
        ++dead;
      }
      CHECK(small.world.soldiers.size() == static_cast<std::size_t>(300 - dead));
    }
    check_share(dead, 300, 1 - std::exp(-1.2));
  }
}

TEST_CASE("the army lets go whom another authority has taken out of it", "[army]") {
  SmallWorld small;
  const Index c = settled(small, 1, october);
  const std::vector<Index> men = citizens(small, c, 21, 2);
  ArmyParameters p = peace(1.0);
  p.service = 3;
  army(small.world, p);
  small.world.people.move(men[0], PersonState::in_camp, Cause::sentence, small.world.month,
                          small.world.events);
  for (int m = 1; m < 6; ++m) {
    small.at(october + m);
    army(small.world, p);
    CHECK(small.world.people.person(men[0]).state == PersonState::in_camp);
    CHECK(small.world.soldiers.size() == (m < 3 ? 1 : 0));
  }
  CHECK(small.world.people.person(men[1]).state == PersonState::in_collective);
}

TEST_CASE("the called up are counted with their collective, people of the place with none",
          "[army]") {
  SmallWorld small;
  const Index c = settled(small, 1, october);
  citizens(small, c, 21, 3);
  Household local;
  local.site = 0;
  local.collective = c;
  const Index h = small.world.people.add_household(local);
  Person neighbour;
  neighbour.key_entity = 9000;
  neighbour.role = Role::local;
  neighbour.born = small.world.month - 21 * 12;
  neighbour.set(mark_soviet_citizen);
  const Index i =
      small.world.people.add_person(h, neighbour, PersonState::in_collective, Cause::local_joining,
                                    small.world.month, small.world.events);
  small.world.people.household(h).head = i;
  small.world.collectives[c].local_households.push_back(h);
  army(small.world, peace(1.0));
  CHECK(small.world.people.person(i).state == PersonState::in_army);
  CHECK(small.world.soldiers.size() == 4);
  CHECK(small.world.collectives[c].called_up == 3);
}
