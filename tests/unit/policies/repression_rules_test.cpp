// The rules of arrest one by one: whom the weights mean, what a sentence does to whom.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "engine/policies/repression.hpp"
#include "tests/support/settled_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

const Month start = Month::of(1937, 1);

// Every weight 1, everybody released, over the whole of 1937.
Wave plain(double hazard) {
  Wave wave;
  wave.id = "plain";
  wave.from = start;
  wave.until = start + 11;
  wave.hazard = hazard;
  wave.woman = wave.party = wave.post = wave.foreign_citizen = wave.letters = wave.consulate =
      wave.kin_arrested = wave.arrested_before = wave.prominence = wave.local_people = 1.0;
  wave.execution = wave.camp = wave.expulsion = wave.exile = wave.family_exiled = 0.0;
  wave.release = 1.0;
  return wave;
}

// So hard that of a thousand people at risk for a year none is left out but by one chance in 1e12.
constexpr double certain = 4.0;

RepressionParameters only(const Wave& wave) {
  RepressionParameters p;
  p.waves = {wave};
  p.camp_mortality = p.exile_mortality = Series(0.0);
  return p;
}

// The months of 1937; what was heard of in them.
std::vector<Event> year(SmallWorld& small, const RepressionParameters& p, int months = 12) {
  std::vector<Event> heard;
  for (int m = 0; m < months; ++m) {
    small.at(start + m);
    repression(small.world, p);
    heard.insert(heard.end(), small.world.events.begin(), small.world.events.end());
    REQUIRE(small.world.people.ledger_balances());
  }
  return heard;
}

std::set<Index> arrested_in(const std::vector<Event>& heard) {
  std::set<Index> found;
  for (const Event& event : heard)
    if (event.kind == EventKind::arrested) found.insert(event.person);
  return found;
}

// An adult of the place in a household of neighbours who joined the collective.
Index neighbour(SmallWorld& small, Index collective, std::uint32_t key) {
  World& world = small.world;
  Household household;
  household.site = 0;
  household.collective = collective;
  household.joined = world.month;
  const Index h = world.people.add_household(household);
  Person person;
  person.key_entity = key;
  person.role = Role::local;
  person.born = world.month - 30 * 12;
  const Index i = world.people.add_person(h, person, PersonState::in_collective,
                                          Cause::local_joining, world.month, world.events);
  world.people.household(h).head = i;
  world.collectives[collective].local_households.push_back(h);
  return i;
}

// Whether of the adults at liberty in January exactly those of whom `meant` is true were arrested.
void check_arrested(const Wave& wave, const std::function<void(SmallWorld&, Index)>& prepare,
                    const std::function<bool(const Household&, const Person&)>& meant) {
  SmallWorld small;
  const Index index = settled(small, 60, start);
  prepare(small, index);
  std::map<Index, bool> expected;
  for (Index i = 0; i < small.world.people.persons().size(); ++i) {
    const Person& person = small.world.people.person(i);
    if (person.age_months(start) >= 16 * 12)
      expected[i] = meant(small.world.people.household(person.household), person);
  }
  const std::set<Index> arrested = arrested_in(year(small, only(wave)));
  int spared = 0, taken = 0;
  for (const auto& [person, is_meant] : expected) {
    CHECK((arrested.count(person) == 1) == is_meant);
    ++(is_meant ? taken : spared);
  }
  CHECK(spared > 0);
  CHECK(taken > 0);
}

}  // namespace

TEST_CASE("a weight of nothing spares those it means and nobody else", "[repression]") {
  const auto mark_some = [](Mark mark) {
    return [mark](SmallWorld& small, Index) {
      auto& persons = small.world.people.persons();
      for (std::size_t i = 0; i < persons.size(); i += 3) persons[i].set(mark);
    };
  };
  const std::vector<std::pair<Mark, double Wave::*>> weights{{mark_party, &Wave::party},
                                                             {mark_post, &Wave::post},
                                                             {mark_letters_abroad, &Wave::letters},
                                                             {mark_consulate, &Wave::consulate}};
  for (const auto& [mark, weight] : weights) {
    Wave wave = plain(certain);
    wave.*weight = 0.0;
    const Mark meant = mark;
    check_arrested(wave, mark_some(mark),
                   [meant](const Household&, const Person& person) { return !person.has(meant); });
  }
  Wave wave = plain(certain);
  wave.foreign_citizen = 0.0;
  check_arrested(wave, mark_some(mark_soviet_citizen), [](const Household&, const Person& person) {
    return person.has(mark_soviet_citizen);
  });
  wave = plain(certain);
  wave.woman = 0.0;
  check_arrested(
      wave, [](SmallWorld&, Index) {},
      [](const Household&, const Person& person) { return person.sex == Sex::male; });
}

TEST_CASE("prominent are the heads of the households that founded a collective", "[repression]") {
  Wave wave = plain(certain);
  wave.prominence = 0.0;
  check_arrested(
      wave,
      [](SmallWorld& small, Index) {
        auto& households = small.world.people.households();
        for (std::size_t h = 0; h < households.size(); h += 2) households[h].founder = true;
      },
      [](const Household& household, const Person& person) {
        return !household.founder || person.role != Role::head;
      });
}

TEST_CASE("people of the place have a weight of their own and no origin", "[repression]") {
  const auto invite = [](SmallWorld& small, Index index) {
    for (std::uint32_t k = 0; k < 20; ++k) neighbour(small, index, 900 + k);
  };
  Wave wave = plain(certain);
  wave.local_people = 0.0;
  check_arrested(wave, invite,
                 [](const Household& household, const Person&) { return household.cell != none; });
  wave = plain(certain);
  wave.origins = {{"arcadia", 0.0}};
  check_arrested(wave, invite,
                 [](const Household& household, const Person&) { return household.cell == none; });
  SmallWorld small;
  const Index index = settled(small, 1, start);
  const Index local = neighbour(small, index, 900);
  year(small, only(wave));
  REQUIRE(small.world.arrests.size() == 1);
  const Arrest& arrest = small.world.arrests.front();
  CHECK(arrest.person == local);
  CHECK(arrest.origin == none);
  CHECK(arrest.months_there == -1);  // they have always been there
  CHECK(arrest.collective == index);
  CHECK(small.world.collectives[index].arrested == 0);  // it is counted with its own people only
}

TEST_CASE("the weight of an origin multiplies the hazard", "[repression]") {
  const auto arrested = [](double hazard, double weight) {
    SmallWorld small({}, 5);
    settled(small, 100, start);
    Wave wave = plain(hazard);
    wave.origins = {{"arcadia", weight}, {"elsewhere", 100.0}};
    return arrested_in(year(small, only(wave)));
  };
  CHECK(arrested(0.01, 4.0) == arrested(0.04, 1.0));
  CHECK(arrested(0.01, 4.0).size() > arrested(0.01, 1.0).size());
}

TEST_CASE("nobody under 16 is arrested, from the birthday on everybody may be", "[repression]") {
  SmallWorld small;
  const Index index = settled(small, 30, start);
  World& world = small.world;
  const auto child = [&](int months, std::uint32_t key) {
    Person person;
    person.key_entity = key;
    person.role = Role::child;
    person.born = start - months;
    return world.people.add_person(world.collectives[index].members[0], person,
                                   PersonState::in_collective, Cause::birth, start, world.events);
  };
  const Index sixteen = child(16 * 12, 801);
  const Index soon = child(16 * 12 - 6, 802);
  const Index late = child(16 * 12 - 12, 803);
  for (const Event& event : year(small, only(plain(certain)))) {
    if (event.kind != EventKind::arrested) continue;
    CHECK(world.people.person(event.person).age_months(event.month) >= 16 * 12);
  }
  CHECK(world.people.person(sixteen).has(mark_arrested_before));
  CHECK(world.people.person(soon).has(mark_arrested_before));
  CHECK_FALSE(world.people.person(late).has(mark_arrested_before));
}

// n = arrests of 8 worlds, seeds 1..8, each share against the binomial, 4 at 2.5e-7: false alarm
// 1e-6.
TEST_CASE("sentences fall by the shares of the wave", "[repression]") {
  Wave wave = plain(certain);
  wave.execution = 0.2;
  wave.camp = 0.3;
  wave.expulsion = 0.1;
  wave.release = 0.4;
  wave.term_years = 4;
  std::map<Sentence, int> counts;
  int arrests = 0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    SmallWorld small({}, seed);
    settled(small, 100, start);
    const std::vector<Event> heard = year(small, only(wave));
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
  RepressionParameters p = only(plain(0.01));
  p.waves.push_back(plain(0.03));
  int first = 0, arrests = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    SmallWorld small({}, seed);
    settled(small, 100, start);
    year(small, p);
    for (const Arrest& arrest : small.world.arrests) first += arrest.wave == 0 ? 1 : 0;
    arrests += static_cast<int>(small.world.arrests.size());
  }
  REQUIRE(arrests > 500);
  CHECK(normal_two_sided((first - arrests / 4.0) / std::sqrt(arrests * 3.0 / 16.0)) > false_alarm);
}

TEST_CASE("a wave is at work in its first and in its last month", "[repression]") {
  for (const int month : {0, 5, 11, 12}) {
    SmallWorld small;
    settled(small, 60, start);
    small.at(start + month);
    repression(small.world, only(plain(certain)));
    CHECK((events_of(small.world, EventKind::arrested) > 0) == (month < 12));
  }
}

TEST_CASE("soldiers are arrested like everybody", "[repression]") {
  SmallWorld small;
  const Index index = settled(small, 40, start);
  World& world = small.world;
  for (const Index h : world.collectives[index].members) {
    const Index head = world.people.household(h).head;
    world.soldiers.push_back(head);
    lose_person(world, head, PersonState::in_army, Cause::conscription);
  }
  Wave wave = plain(certain);
  wave.release = 0.0;
  wave.camp = 1.0;
  const std::set<Index> arrested = arrested_in(year(small, only(wave)));
  for (const Index soldier : world.soldiers) {
    CHECK(arrested.count(soldier) == 1);
    CHECK(world.people.person(soldier).state == PersonState::in_camp);
  }
  CHECK(world.soldiers.size() == 40);
}

TEST_CASE("who was expelled with the head is not arrested after that", "[repression]") {
  SmallWorld small;
  settled(small, 100, start);
  Wave wave = plain(certain);
  wave.release = 0.0;
  wave.expulsion = 1.0;
  std::set<Index> gone;
  int taken_along = 0;
  for (const Event& event : year(small, only(wave))) {
    if (event.kind == EventKind::arrested) CHECK(gone.count(event.person) == 0);
    if (event.kind != EventKind::moved || event.to != PersonState::expelled) continue;
    gone.insert(event.person);
    taken_along += small.world.people.person(event.person).has(mark_arrested_before) ? 0 : 1;
  }
  CHECK(taken_along > 30);
}

TEST_CASE("expelled goes the household of a head, of anybody else only he or she", "[repression]") {
  Wave wave = plain(certain);
  wave.release = 0.0;
  wave.expulsion = 1.0;
  for (const bool heads : {true, false}) {
    SmallWorld small;
    const Index index = settled(small, 60, start);
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
    year(small, only(wave));
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
  const Index index = settled(small, 100, start);
  Wave wave = plain(0.02);
  wave.release = 0.0;
  wave.camp = 1.0;
  wave.term_years = 1;
  RepressionParameters p = only(wave);
  int released = 0;
  for (const Event& event : year(small, p, 36)) {
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
  const Index index = settled(small, 30, start);
  World& world = small.world;
  Wave wave = plain(certain);
  wave.release = 0.0;
  wave.exile = 1.0;
  wave.until = start + 5;
  const std::vector<Event> deported = year(small, only(wave), 6);
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
    small.at(start + m);
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
    const Index index = settled(small, 100, start);
    Wave wave = plain(0.03);
    wave.family_exiled = 1.0;
    wave.release = released ? 1.0 : 0.0;
    wave.execution = released ? 0.0 : 1.0;
    year(small, only(wave));
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
