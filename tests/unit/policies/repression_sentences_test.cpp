// What a sentence does to whom, and how often each is passed.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "engine/policies/repression.hpp"
#include "tests/support/plain_wave.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

// n = arrests of 8 worlds, seeds 1..8, each share against the binomial, 4 at 2.5e-7: false alarm
// 1e-6.
TEST_CASE("sentences fall by the shares of the wave", "[repression]") {
  Wave wave = plain_wave(certain);
  wave.execution = 0.1;  // shares of their sum, which need not be 1
  wave.camp = 0.15;
  wave.expulsion = 0.05;
  wave.release = 0.2;
  wave.term_years = 4;
  std::map<Sentence, int> counts;
  int arrests = 0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    SmallWorld small({}, seed);
    settled(small, 100, wave_start);
    const std::vector<Event> heard = year_under(small, only(wave));
    for (const Event& event : heard) {
      if (event.kind != EventKind::arrested) continue;
      CHECK((is_resident(event.from) || event.from == PersonState::in_army));
      CHECK(event.place == 0);
      CHECK(event.collective == 0);
      CHECK(event.household == small.world.people.person(event.person).household);
      CHECK(event.cell == small.world.people.household(event.household).cell);
    }
    for (const Arrest& arrest : small.world.arrests) {
      ++counts[arrest.sentence];
      ++arrests;
      if (arrest.sentence != Sentence::camp) continue;
      const int term = small.world.people.person(arrest.person).term_ends - arrest.month;
      CHECK(term >= 24);  // from half the usual term to one and a half
      CHECK(term <= 72);
    }
  }
  const std::map<Sentence, double> shares{{Sentence::executed, 0.2},
                                          {Sentence::camp, 0.3},
                                          {Sentence::expelled, 0.1},
                                          {Sentence::released, 0.4}};
  for (const auto& [sentence, share] : shares) {
    const double z =
        (counts[sentence] - arrests * share) / std::sqrt(arrests * share * (1 - share));
    CHECK(normal_two_sided(z) > false_alarm / 4);
  }
}

// n = arrests of 10 worlds, seeds 1..10, against the binomial: false alarm 1e-6.
TEST_CASE("of two waves at work each makes its share of the arrests", "[repression]") {
  RepressionParameters p = only(plain_wave(0.01));
  p.waves.push_back(plain_wave(0.03));
  int first = 0, arrests = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    SmallWorld small({}, seed);
    settled(small, 100, wave_start);
    year_under(small, p);
    for (const Arrest& arrest : small.world.arrests) first += arrest.wave == 0 ? 1 : 0;
    arrests += static_cast<int>(small.world.arrests.size());
  }
  REQUIRE(arrests > 500);
  CHECK(normal_two_sided((first - arrests / 4.0) / std::sqrt(arrests * 3.0 / 16.0)) > false_alarm);
}

TEST_CASE("a wave is at work in its first and in its last month", "[repression]") {
  for (const int month : {0, 5, 11, 12}) {
    SmallWorld small;
    settled(small, 60, wave_start);
    small.at(wave_start + month);
    repression(small.world, only(plain_wave(certain)));
    CHECK((events_of(small.world, EventKind::arrested) > 0) == (month < 12));
  }
}

TEST_CASE("soldiers are arrested like everybody", "[repression]") {
  SmallWorld small;
  const Index index = settled(small, 40, wave_start);
  World& world = small.world;
  for (const Index h : world.collectives[index].members) {
    const Index head = world.people.household(h).head;
    world.soldiers.push_back(head);
    lose_person(world, head, PersonState::in_army, Cause::conscription);
  }
  Wave wave = plain_wave(certain);
  wave.release = 0.0;
  wave.camp = 1.0;
  const std::set<Index> arrested = arrested_in(year_under(small, only(wave)));
  for (const Index soldier : world.soldiers) {
    CHECK(arrested.count(soldier) == 1);
    CHECK(world.people.person(soldier).state == PersonState::in_camp);
  }
  CHECK(world.soldiers.size() == 40);
}

TEST_CASE("who was expelled with the head is not arrested after that", "[repression]") {
  SmallWorld small;
  settled(small, 100, wave_start);
  Wave wave = plain_wave(certain);
  wave.release = 0.0;
  wave.expulsion = 1.0;
  std::set<Index> gone;
  int taken_along = 0;
  for (const Event& event : year_under(small, only(wave))) {
    if (event.kind == EventKind::arrested) CHECK(gone.count(event.person) == 0);
    if (event.kind != EventKind::moved || event.to != PersonState::expelled) continue;
    gone.insert(event.person);
    taken_along += small.world.people.person(event.person).has(mark_arrested_before) ? 0 : 1;
  }
  CHECK(taken_along > 30);
}

TEST_CASE("expelled goes the household of a head, of anybody else only he or she", "[repression]") {
  Wave wave = plain_wave(certain);
  wave.release = 0.0;
  wave.expulsion = 1.0;
  for (const bool heads : {true, false}) {
    SmallWorld small;
    const Index index = settled(small, 60, wave_start);
    World& world = small.world;
    // Whoever is not meant is a founder's head or in the party, both spared.
    wave.prominence = heads ? 1.0 : 0.0;
    wave.party = 0.0;
    for (const Index h : world.collectives[index].members) {
      Household& household = world.people.household(h);
      household.founder = true;
      world.people.each_member(h, [&](Index i) {
        if (i != household.head && heads) world.people.person(i).set(mark_party);
      });
    }
    year_under(small, only(wave));
    int families = 0;
    for (const Index h : world.collectives[index].members) {
      const Household& household = world.people.household(h);
      world.people.each_member(h, [&](Index i) {
        const Person& person = world.people.person(i);
        const bool expelled = person.state == PersonState::expelled;
        if (heads)
          CHECK(expelled);
        else
          CHECK(expelled == person.has(mark_arrested_before));
        families += expelled && i != household.head ? 1 : 0;
      });
    }
    CHECK(families > 30);
  }
}

TEST_CASE("after a camp people live in the country at large, not in their collective again",
          "[repression]") {
  SmallWorld small;
  const Index index = settled(small, 100, wave_start);
  Wave wave = plain_wave(0.02);
  wave.release = 0.0;
  wave.camp = 1.0;
  wave.term_years = 1;
  RepressionParameters p = only(wave);
  int released = 0;
  for (const Event& event : year_under(small, p, 36)) {
    if (event.kind != EventKind::moved || event.cause != Cause::camp_term_served) continue;
    CHECK(event.from == PersonState::in_camp);
    CHECK(event.to == PersonState::in_ussr);
    ++released;
  }
  CHECK(released > 20);
  CHECK(small.world.collectives[index].stage == Stage::settled);
  CHECK(in_state(small.world, PersonState::in_collective) > 100);
}

TEST_CASE("exile kills the exiled only, and all of those deaths are its own", "[repression]") {
  SmallWorld small;
  const Index index = settled(small, 30, wave_start);
  World& world = small.world;
  Wave wave = plain_wave(certain);
  wave.release = 0.0;
  wave.exile = 1.0;
  wave.until = wave_start + 5;
  const std::vector<Event> deported = year_under(small, only(wave), 6);
  CHECK(std::count_if(deported.begin(), deported.end(),
                      [](const Event& event) { return event.kind == EventKind::deported; }) > 30);
  // Born there: lives with the family and was never deported.
  std::set<Index> born;
  for (const Index h : world.collectives[index].members) {
    Person person;
    person.key_entity = 700 + h;
    person.role = Role::child;
    person.born = world.month;
    born.insert(world.people.add_person(h, person, PersonState::in_ussr, Cause::birth, world.month,
                                        world.events));
  }
  RepressionParameters p = only(wave);
  p.exile_mortality = Series(48.0);
  for (int m = 6; m < 18; ++m) {
    small.at(wave_start + m);
    repression(world, p);
    for (const Event& event : world.events) {
      if (event.to != PersonState::dead || event.kind != EventKind::moved) continue;
      CHECK(born.count(event.person) == 0);
      CHECK(event.cause == Cause::disease);
      CHECK(event.excess == 1.0F);
    }
  }
  for (const Person& person : world.people.persons())
    if (person.has(mark_exiled)) CHECK(person.state == PersonState::dead);
  for (const Index i : born) CHECK(world.people.person(i).state == PersonState::in_ussr);
}

TEST_CASE("families are exiled for an execution or a camp, not for a release", "[repression]") {
  for (const bool released : {true, false}) {
    SmallWorld small;
    const Index index = settled(small, 100, wave_start);
    Wave wave = plain_wave(0.03);
    wave.family_exiled = 1.0;
    wave.release = released ? 1.0 : 0.0;
    wave.execution = released ? 0.0 : 1.0;
    year_under(small, only(wave));
    int touched = 0;
    for (const Index h : small.world.collectives[index].members) {
      const bool known = small.world.people.household(h).repression_touched;
      touched += known ? 1 : 0;
      small.world.people.each_member(h, [&](Index i) {
        const Person& person = small.world.people.person(i);
        if (!is_resident(person.state)) return;
        CHECK(person.has(mark_exiled) == (known && !released));
        if (person.has(mark_exiled)) CHECK(small.world.people.household(h).independent);
      });
    }
    CHECK(touched > 10);
  }
}
