// The rules of arrest one by one: whom the weights mean, and whom a wave.

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "engine/policies/repression.hpp"
#include "tests/support/plain_wave.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

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
  const Index index = settled(small, 60, wave_start);
  prepare(small, index);
  std::map<Index, bool> expected;
  for (Index i = 0; i < small.world.people.persons().size(); ++i) {
    const Person& person = small.world.people.person(i);
    if (person.age_months(wave_start) >= 16 * 12)
      expected[i] = meant(small.world.people.household(person.household), person);
  }
  const std::set<Index> arrested = arrested_in(year_under(small, only(wave)));
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
    Wave wave = plain_wave(certain);
    wave.*weight = 0.0;
    const Mark meant = mark;
    check_arrested(wave, mark_some(mark),
                   [meant](const Household&, const Person& person) { return !person.has(meant); });
  }
  Wave wave = plain_wave(certain);
  wave.foreign_citizen = 0.0;
  check_arrested(wave, mark_some(mark_soviet_citizen), [](const Household&, const Person& person) {
    return person.has(mark_soviet_citizen);
  });
  wave = plain_wave(certain);
  wave.woman = 0.0;
  check_arrested(
      wave, [](SmallWorld&, Index) {},
      [](const Household&, const Person& person) { return person.sex == Sex::male; });
}

TEST_CASE("prominent are the heads of the households that founded a collective", "[repression]") {
  Wave wave = plain_wave(certain);
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
  Wave wave = plain_wave(certain);
  wave.local_people = 0.0;
  check_arrested(wave, invite,
                 [](const Household& household, const Person&) { return household.cell != none; });
  wave = plain_wave(certain);
  wave.origins = {{"arcadia", 0.0}};
  check_arrested(wave, invite,
                 [](const Household& household, const Person&) { return household.cell == none; });
  SmallWorld small;
  const Index index = settled(small, 1, wave_start);
  const Index local = neighbour(small, index, 900);
  year_under(small, only(wave));
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
    settled(small, 100, wave_start);
    Wave wave = plain_wave(hazard);
    wave.origins = {{"arcadia", weight}, {"elsewhere", 100.0}};
    return arrested_in(year_under(small, only(wave)));
  };
  CHECK(arrested(0.01, 4.0) == arrested(0.04, 1.0));
  CHECK(arrested(0.01, 4.0).size() > arrested(0.01, 1.0).size());
}

// n = adults of 20 worlds, seeds 1..20, against the binomial; the months of two years, 24 at 4e-8:
// false alarm 1e-6. A year's luck ends with the year, also that of those who had much of it.
TEST_CASE("in every month of two years a wave arrests at its hazard who has not been arrested",
          "[repression]") {
  std::map<int, int> arrested, at_risk;
  Wave wave = plain_wave(0.02);
  wave.until = wave_start + 23;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SmallWorld small({}, seed);
    settled(small, 100, wave_start);
    std::set<Index> of_the_year;
    for (int m = 0; m < 24; ++m) {
      if (m == 12) of_the_year.clear();
      small.at(wave_start + m);
      for (Index i = 0; i < small.world.people.persons().size(); ++i)
        at_risk[m] += small.world.people.person(i).age_months(small.world.month) >= 16 * 12 &&
                              of_the_year.count(i) == 0
                          ? 1
                          : 0;
      repression(small.world, only(wave));
      for (const Event& event : small.world.events)
        if (event.kind == EventKind::arrested) {
          of_the_year.insert(event.person);
          ++arrested[m];
        }
    }
  }
  const double p = 1 - std::exp(-0.02);
  for (int m = 0; m < 24; ++m) {
    const double z = (arrested[m] - at_risk[m] * p) / std::sqrt(at_risk[m] * p * (1 - p));
    CHECK(normal_two_sided(z) > false_alarm / 24);
  }
}

TEST_CASE("in the month of the sixteenth birthday one may be arrested", "[repression]") {
  SmallWorld small;
  const Index index = settled(small, 1, wave_start);
  World& world = small.world;
  Person person;
  person.key_entity = 801;
  person.role = Role::child;
  person.born = wave_start - 16 * 12;
  const Index child =
      world.people.add_person(world.collectives[index].members[0], person,
                              PersonState::in_collective, Cause::birth, wave_start, world.events);
  repression(world, only(plain_wave(60.0)));
  CHECK(world.people.person(child).has(mark_arrested_before));
}

TEST_CASE("nobody under 16 is arrested, from the birthday on everybody may be", "[repression]") {
  SmallWorld small;
  const Index index = settled(small, 30, wave_start);
  World& world = small.world;
  const auto child = [&](int months, std::uint32_t key) {
    Person person;
    person.key_entity = key;
    person.role = Role::child;
    person.born = wave_start - months;
    return world.people.add_person(world.collectives[index].members[0], person,
                                   PersonState::in_collective, Cause::birth, wave_start,
                                   world.events);
  };
  const Index sixteen = child(16 * 12, 801);
  const Index soon = child(16 * 12 - 6, 802);
  const Index late = child(16 * 12 - 12, 803);
  for (const Event& event : year_under(small, only(plain_wave(certain)))) {
    if (event.kind != EventKind::arrested) continue;
    CHECK(world.people.person(event.person).age_months(event.month) >= 16 * 12);
  }
  CHECK(world.people.person(sixteen).has(mark_arrested_before));
  CHECK(world.people.person(soon).has(mark_arrested_before));
  CHECK_FALSE(world.people.person(late).has(mark_arrested_before));
}
