#include "engine/population/people.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace komuna;

namespace {

const Month now = Month::of(1925, 3);

Index add(People& people, Index household, Events& events,
          PersonState state = PersonState::waiting) {
  return people.add_person(household, Person{}, state, Cause::enrolment, now, events);
}

Index add_household(People& people, Index cell = 4, Index collective = 2) {
  Household household;
  household.cell = cell;
  household.collective = collective;
  return people.add_household(household);
}

std::vector<Index> members(const People& people, Index household) {
  std::vector<Index> found;
  people.each_member(household, [&](Index p) { found.push_back(p); });
  return found;
}

}  // namespace

TEST_CASE("persons enter the ledger one by one, each entry an event") {
  People people;
  Events events;
  const Index one = add_household(people);
  const Index other = add_household(people);
  const Index a = add(people, one, events);
  const Index b = add(people, other, events);
  const Index c = add(people, one, events, PersonState::in_collective);
  CHECK(members(people, one) == std::vector<Index>{a, c});
  CHECK(members(people, other) == std::vector<Index>{b});
  CHECK(people.entries() == 3);
  CHECK(people.ledger_balances());
  CHECK(people.in_state()[static_cast<std::size_t>(PersonState::waiting)] == 2);
  CHECK(people.household(one).persons == 2);
  CHECK(people.household(one).next_ordinal == 2);
  REQUIRE(events.size() == 3);
  CHECK(events[2].entry);
  CHECK(events[2].kind == EventKind::moved);
  CHECK(events[2].from == PersonState::in_collective);
  CHECK(events[2].to == PersonState::in_collective);
  CHECK(events[2].cause == Cause::enrolment);
  CHECK(events[2].person == c);
  CHECK(events[2].cell == 4);
  CHECK(events[2].collective == 2);
  CHECK(people.person(c).since == now);
}

TEST_CASE("a move takes a person from one state to another and is told once") {
  People people;
  Events events;
  const Index household = add_household(people);
  const Index who = add(people, household, events);
  events.clear();
  people.move(who, PersonState::in_transit, Cause::departure, now + 2, events);
  REQUIRE(events.size() == 1);
  CHECK_FALSE(events[0].entry);
  CHECK(events[0].month == now + 2);
  CHECK(events[0].from == PersonState::waiting);
  CHECK(events[0].to == PersonState::in_transit);
  CHECK(people.person(who).state == PersonState::in_transit);
  CHECK(people.person(who).since == now + 2);
  CHECK(people.count(household, PersonState::in_transit) == 1);
  CHECK(people.count(household, PersonState::waiting) == 0);
  CHECK(people.ledger_balances());
}

TEST_CASE("a household moves together, but not its dead, its prisoners and its soldiers") {
  People people;
  Events events;
  const Index household = add_household(people);
  const std::vector<PersonState> states{PersonState::home,       PersonState::waiting,
                                        PersonState::in_transit, PersonState::in_ussr,
                                        PersonState::dead,       PersonState::in_camp,
                                        PersonState::in_army,    PersonState::in_collective,
                                        PersonState::returned,   PersonState::executed};
  for (const PersonState state : states) add(people, household, events, state);
  events.clear();
  people.move_household(household, PersonState::third_country, Cause::unstated, now, events);
  CHECK(events.size() == 5);
  CHECK(people.count(household, PersonState::third_country) == 5);
  CHECK(people.count(household, PersonState::dead) == 1);
  CHECK(people.count(household, PersonState::in_camp) == 1);
  CHECK(people.count(household, PersonState::in_army) == 1);
  CHECK(people.count(household, PersonState::returned) == 1);
  CHECK(people.ledger_balances());
}

// The first, a middle and the last of a family, into an empty household and into a full one.
TEST_CASE("an orphan taken in leaves one list and joins the other, wherever it stood") {
  for (const std::size_t place : {0u, 1u, 2u}) {
    People people;
    Events events;
    const Index from = add_household(people);
    const Index empty = add_household(people);
    std::vector<Index> family;
    for (int i = 0; i < 3; ++i) family.push_back(add(people, from, events));
    const Index orphan = family[place];
    events.clear();
    people.transfer(orphan, empty);
    std::vector<Index> rest = family;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(place));
    CHECK(members(people, from) == rest);
    CHECK(members(people, empty) == std::vector<Index>{orphan});
    CHECK(people.person(orphan).household == empty);
    CHECK(events.empty());
    const Index late = add(people, from, events);  // the list's end must still be right
    rest.push_back(late);
    CHECK(members(people, from) == rest);
    people.transfer(late, empty);
    CHECK(members(people, empty) == std::vector<Index>{orphan, late});
    people.transfer(rest[0], empty);
    people.transfer(rest[1], empty);
    CHECK(members(people, from).empty());
    add(people, from, events);
    CHECK(members(people, from).size() == 1);
    CHECK(people.ledger_balances());
  }
}

TEST_CASE("ages are full months and full years") {
  Person person;
  person.born = Month::of(1910, 6);
  CHECK(person.age(Month::of(1925, 5)) == 14);
  CHECK(person.age(Month::of(1925, 6)) == 15);
  CHECK(person.age_months(Month::of(1911, 8)) == 14);
}

TEST_CASE("marks are kept side by side") {
  Person person;
  CHECK_FALSE(person.has(mark_party));
  person.set(mark_party);
  person.set(mark_exiled);
  CHECK(person.has(mark_party));
  CHECK(person.has(mark_exiled));
  CHECK_FALSE(person.has(mark_skilled));
}

TEST_CASE("a person's draws hang on who it is, not on where it stands in a table") {
  const Draws draws(9, 1);
  Person one;
  one.key_entity = 11;
  one.key_ordinal = 22;
  one.key_partner = 33;
  Person moved = one;
  moved.household = 77;
  moved.next = 5;
  const Block a = draw_block(draws, one, now, Stream::death);
  const Block b = draw_block(draws, moved, now, Stream::death);
  CHECK((a.w0 == b.w0 && a.w1 == b.w1 && a.w2 == b.w2 && a.w3 == b.w3));
  Person sibling = one;
  sibling.key_partner = 34;
  CHECK(draw_block(draws, sibling, now, Stream::death).w0 != a.w0);
  CHECK(draw_block(draws, one, now + 1, Stream::death).w0 != a.w0);
  CHECK(draw_block(draws, one, now, Stream::arrest).w0 != a.w0);
}

TEST_CASE("a person is one line of the processor's cache") {
  STATIC_REQUIRE(sizeof(Person) == 64);
  STATIC_REQUIRE(alignof(Person) == 64);
  STATIC_REQUIRE(alignof(Household) == 64);
}
