#include "engine/world/residence.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "tests/support/settled_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// A household of the collective with a couple and children, all at the site.
Index family(const World& world, const Collective& collective) {
  for (const Index h : collective.members) {
    bool spouse = false;
    bool child = false;
    world.people.each_member(h, [&](Index p) {
      spouse = spouse || world.people.person(p).role == Role::spouse;
      child = child || world.people.person(p).age(world.month) < working_age;
    });
    if (spouse && child) return h;
  }
  return none;
}

int visits(const World& world, Index household) {
  int found = 0;
  each_resident_household(world, [&](Index h, Index) { found += h == household ? 1 : 0; });
  return found;
}

}  // namespace

TEST_CASE("the spouse succeeds a head who is lost, then orphans are taken in", "[residence]") {
  SmallWorld small;
  const Index c = settled(small, 40, Month::of(1925, 4));
  World& world = small.world;
  const Index h = family(world, world.collectives[c]);
  REQUIRE(h != none);
  Person grandfather;
  grandfather.role = Role::other_adult;
  grandfather.born = world.month - 60 * 12;
  world.people.add_person(h, grandfather, PersonState::in_collective, Cause::enrolment, world.month,
                          world.events);
  world.events.clear();

  const Index father = world.people.household(h).head;
  lose_person(world, father, PersonState::dead, Cause::disease);
  const Index mother = world.people.household(h).head;
  REQUIRE(mother != father);
  CHECK(world.people.person(mother).role == Role::spouse);
  CHECK(events_of(world, EventKind::succeeded) == 1);
  CHECK(events_of(world, EventKind::widowed) == 1);
  CHECK(world.people.person(mother).has(mark_widowed));
  CHECK(events_of(world, EventKind::orphaned) == 0);

  std::vector<Index> adults;
  std::vector<Index> children;
  world.people.each_member(h, [&](Index p) {
    const Person& person = world.people.person(p);
    if (!is_resident(person.state)) return;
    (person.age(world.month) < working_age ? children : adults).push_back(p);
  });
  REQUIRE_FALSE(children.empty());
  for (const Index p : adults) lose_person(world, p, PersonState::dead, Cause::disease);
  const Index host = world.people.person(children.front()).household;
  CHECK(host != h);
  for (const Index p : children) CHECK(world.people.person(p).household == host);
  for (const Index p : children) CHECK(world.people.person(p).has(mark_orphaned));
  CHECK(events_of(world, EventKind::orphaned) == static_cast<int>(children.size()));
  CHECK(events_of(world, EventKind::taken_in) == static_cast<int>(children.size()));
  CHECK(world.people.count(h, PersonState::in_collective) == 0);
  int found = 0;
  world.people.each_member(
      host, [&](Index p) { found += std::count(children.begin(), children.end(), p) > 0 ? 1 : 0; });
  CHECK(found == static_cast<int>(children.size()));
  CHECK(world.people.ledger_balances());
}

TEST_CASE("a household is visited once wherever it lives", "[residence]") {
  SmallWorld small;
  const Index c = settled(small, 10, Month::of(1925, 4));
  World& world = small.world;
  const Index h = world.collectives[c].members[3];
  CHECK(visits(world, h) == 1);
  leave_collective(world, h, Cause::dissatisfaction, false);
  become_independent(world, h);
  CHECK(visits(world, h) == 1);
  CHECK(world.independents.size() == 1);
  CHECK(world.people.count(h, PersonState::in_collective) == 0);
  CHECK(world.people.household(h).collective == c);
  CHECK(world.people.household(h).site == none);
  const Index gone = world.collectives[c].members[4];
  move_residents(world, gone, PersonState::returned, Cause::dissatisfaction);
  CHECK(visits(world, gone) == 0);
}

TEST_CASE("the residents of a month are those who live there, in the order of joining") {
  SmallWorld small;
  const Index c = settled(small, 12, Month::of(1925, 4));
  World& world = small.world;
  Collective& collective = world.collectives[c];
  world.people.household(collective.members[2]).site = none;  // never came
  const auto add_neighbour = [&] {
    Household neighbour;
    neighbour.collective = c;
    neighbour.site = 0;
    const Index h = world.people.add_household(neighbour);
    collective.local_households.push_back(h);
    return h;
  };
  const auto visited = [&] {
    std::vector<Index> found;
    each_resident_household(world, [&](Index h, Index of) {
      if (of == c) found.push_back(h);
    });
    return found;
  };
  add_neighbour();
  const std::vector<Index> asked_all = visited();
  CHECK(asked_all.size() == 12);
  list_residents(world);
  CHECK(visited() == asked_all);

  leave_collective(world, collective.members[5], Cause::dissatisfaction, false);
  const Index late = add_neighbour();
  add_resident(collective, late, world.month);
  std::vector<Index> expected = asked_all;
  expected.erase(std::find(expected.begin(), expected.end(), collective.members[5]));
  expected.push_back(late);
  CHECK(visited() == expected);

  small.at(world.month + 1);  // a list of last month is no longer believed
  const Index later = add_neighbour();
  add_resident(collective, later, world.month);
  expected.push_back(later);
  CHECK(visited() == expected);
}

TEST_CASE("when a collective ends everybody stays at the place on their own", "[residence]") {
  SmallWorld small;
  const Index c = settled(small, 20, Month::of(1925, 4));
  World& world = small.world;
  const int persons = in_state(world, PersonState::in_collective);
  end_residence(world, c, Stage::merged, Cause::merger);
  CHECK(in_state(world, PersonState::in_collective) == 0);
  CHECK(in_state(world, PersonState::in_ussr) == persons);
  CHECK(world.independents.size() == 20);
  CHECK(world.collectives[c].stage == Stage::merged);
  CHECK(world.people.household(world.independents[0]).site == 0);
}

TEST_CASE("who comes back joins the family where it lives", "[residence]") {
  SmallWorld small;
  const Index c = settled(small, 40, Month::of(1925, 4));
  World& world = small.world;
  const Index h = family(world, world.collectives[c]);
  const Index head = world.people.household(h).head;
  lose_person(world, head, PersonState::in_army, Cause::conscription);
  SECTION("to the collective") {
    rejoin(world, head, true, Cause::released);
    CHECK(world.people.person(head).state == PersonState::in_collective);
    CHECK(world.independents.empty());
  }
  SECTION("not to the collective, if that is barred") {
    rejoin(world, head, false, Cause::camp_term_served);
    CHECK(world.people.person(head).state == PersonState::in_ussr);
  }
  SECTION("to the country at large, if the family has gone") {
    move_residents(world, h, PersonState::returned, Cause::dissatisfaction);
    rejoin(world, head, true, Cause::released);
    CHECK(world.people.person(head).state == PersonState::in_ussr);
    CHECK(world.people.household(h).head == head);
    CHECK(visits(world, h) == 1);
  }
}

TEST_CASE("what those who come back tell is the mean of their lives", "[residence]") {
  SmallWorld small;
  World& world = small.world;
  tell_home(world, 0, 3, {0.4, 0.4, 0.4});
  tell_home(world, 0, 1, {0.8, 0.0, 0.4});
  CHECK(world.origins[0].returned == Approx(4));
  CHECK(world.origins[0].told.living == Approx(0.5));
  CHECK(world.origins[0].told.security == Approx(0.3));
  CHECK(world.origins[0].told.say == Approx(0.4));
}

TEST_CASE("nobody is widowed or orphaned while somebody may come back", "[residence]") {
  SmallWorld small;
  const Index c = settled(small, 40, Month::of(1925, 4));
  World& world = small.world;
  const Index h = family(world, world.collectives[c]);
  REQUIRE(h != none);
  const Index father = world.people.household(h).head;
  lose_person(world, father, PersonState::in_camp, Cause::sentence);
  CHECK(events_of(world, EventKind::widowed) == 0);
  const Index mother = world.people.household(h).head;
  lose_person(world, mother, PersonState::dead, Cause::disease);
  CHECK(events_of(world, EventKind::widowed) == 1);  // the father, in his camp
  CHECK(world.people.person(father).has(mark_widowed));
  CHECK(events_of(world, EventKind::orphaned) == 0);
  CHECK(events_of(world, EventKind::taken_in) > 0);  // they belong to that household from now on
  lose_person(world, father, PersonState::executed, Cause::sentence, 1.0);
  CHECK(events_of(world, EventKind::orphaned) == 0);
  CHECK(world.people.ledger_balances());
}
