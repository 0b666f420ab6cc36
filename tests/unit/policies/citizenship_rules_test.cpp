// Who is asked about citizenship, how often, and what an answer does.

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/policies/citizenship.hpp"
#include "tests/support/settled_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

const Month april = Month::of(1937, 4);

// Asks everybody in the first month but for one in 1e12.
constexpr double certain = 30.0;

CitizenshipParameters asked(double voluntary, double pressure) {
  CitizenshipParameters p;
  p.voluntary = Series(voluntary);
  p.pressure = Series(pressure);
  p.conviction = 0;
  return p;
}

struct Answers {
  int citizens = 0;
  int expelled = 0;
  int foreign = 0;
};

Answers answers(const SmallWorld& small, Index collective) {
  Answers found;
  for (const Index h : small.world.collectives[collective].members) {
    const Person& head = small.world.people.person(small.world.people.household(h).head);
    const bool expelled = head.state == PersonState::expelled;
    const bool citizen = head.has(mark_soviet_citizen);
    ++(expelled ? found.expelled : citizen ? found.citizens : found.foreign);
  }
  return found;
}

void check_share(int found, int of, double share) {
  CHECK(normal_two_sided((found - of * share) / std::sqrt(of * share * (1 - share))) >
        false_alarm / 8);
}

}  // namespace

// n = 2,000 heads each, seed 1, against the binomial; 6 checks, together 1e-6.
TEST_CASE("asked are the willing and the pressed by their hazards; the pressed yield by a logit",
          "[citizenship]") {
  {
    // A quarter comes of its own accord; of the pressed nobody yields and all are expelled.
    SmallWorld small;
    const Index c = settled(small, 2000, april);
    CitizenshipParameters p = asked(certain / 4, certain * 3 / 4);
    p.yields = -40;
    p.expelled = 1;
    citizenship(small.world, p);
    const Answers found = answers(small, c);
    CHECK(found.foreign == 0);
    check_share(found.citizens, 2000, 0.25);
  }
  for (const double conviction : {0.0, 0.5, 1.0}) {
    SmallWorld small;
    const Index c = settled(small, 2000, april);
    for (const Index h : small.world.collectives[c].members)
      small.world.people.household(h).conviction = conviction;
    CitizenshipParameters p = asked(0, certain);
    p.yields = 0.5;
    p.conviction = 2;
    p.expelled = 0.3;
    citizenship(small.world, p);
    const Answers found = answers(small, c);
    const double yields = 1 / (1 + std::exp(-(0.5 + 2 * (conviction - 0.5))));
    check_share(found.citizens, 2000, yields);
    check_share(found.expelled, 2000 - found.citizens, 0.3);
  }
}

TEST_CASE("who was asked is not asked again in that year", "[citizenship]") {
  SmallWorld small;
  const Index c = settled(small, 100, Month::of(1937, 1));
  CitizenshipParameters p = asked(0, certain);
  p.yields = -40;
  p.expelled = 0;
  citizenship(small.world, p);
  CHECK(answers(small, c).foreign == 100);
  p.yields = 40;  // nobody is there to yield
  for (int m = 1; m < 12; ++m) {
    small.at(Month::of(1937, 1) + m);
    citizenship(small.world, p);
  }
  CHECK(answers(small, c).foreign == 100);
  small.at(Month::of(1938, 1));
  citizenship(small.world, p);
  CHECK(answers(small, c).citizens == 100);
}

TEST_CASE("citizens become those of the household who live there, and each is told of once",
          "[citizenship]") {
  SmallWorld small;
  const Index c = settled(small, 50, april);
  World& world = small.world;
  for (const Index h : world.collectives[c].members) {
    Person person;
    person.key_entity = 4000 + h;
    person.role = Role::other_adult;
    person.born = april - 30 * 12;
    world.people.add_person(h, person, PersonState::home, Cause::enrolment, april, world.events);
    person.key_entity += 1000;
    person.set(mark_soviet_citizen);  // already: nothing new is told of this one
    world.people.add_person(h, person, PersonState::in_collective, Cause::birth, april,
                            world.events);
  }
  world.events.clear();
  citizenship(world, asked(certain, 0));
  int told = 0, residents = 0;
  for (const Event& event : world.events) {
    if (event.kind != EventKind::naturalised) continue;
    const Person& person = world.people.person(event.person);
    ++told;
    CHECK(person.has(mark_soviet_citizen));
    CHECK(event.from == PersonState::in_collective);
    CHECK(event.to == PersonState::in_collective);
    CHECK(event.cause == Cause::citizenship);
    CHECK(event.month == april);
    CHECK(event.household == person.household);
    CHECK(event.cell == world.people.household(person.household).cell);
    CHECK(event.collective == c);
  }
  for (const Person& person : world.people.persons()) {
    residents += is_resident(person.state) ? 1 : 0;
    CHECK(person.has(mark_soviet_citizen) == is_resident(person.state));
  }
  CHECK(told == residents - 50);
}

TEST_CASE("people of the place and households without a head at liberty are not asked",
          "[citizenship]") {
  SmallWorld small;
  const Index c = settled(small, 3, april);
  World& world = small.world;
  Household local;
  local.site = 0;
  local.collective = c;
  const Index h = world.people.add_household(local);
  Person person;
  person.key_entity = 9000;
  person.role = Role::local;
  person.born = april - 30 * 12;
  const Index neighbour = world.people.add_person(h, person, PersonState::in_collective,
                                                  Cause::local_joining, april, world.events);
  world.people.household(h).head = neighbour;
  world.collectives[c].local_households.push_back(h);
  // A household whose head is in a camp, and one that has none.
  const Index prisoner = world.people.household(world.collectives[c].members[0]).head;
  world.people.move(prisoner, PersonState::in_camp, Cause::sentence, april, world.events);
  world.people.household(world.collectives[c].members[1]).head = none;
  citizenship(world, asked(certain, 0));
  CHECK_FALSE(world.people.person(neighbour).has(mark_soviet_citizen));
  for (const std::size_t k : {0u, 1u})
    world.people.each_member(world.collectives[c].members[k], [&](Index i) {
      CHECK_FALSE(world.people.person(i).has(mark_soviet_citizen));
    });
  const Index head = world.people.household(world.collectives[c].members[2]).head;
  CHECK(world.people.person(head).has(mark_soviet_citizen));
}

TEST_CASE("a collective remembers that its people were pressed, and only then", "[citizenship]") {
  for (const bool pressed : {false, true}) {
    SmallWorld small;
    const Index c = settled(small, 20, april);
    citizenship(small.world, pressed ? asked(0, certain) : asked(certain, 0));
    CHECK(small.world.collectives[c].settlement.citizenship_forced == pressed);
  }
}
