#include "engine/policies/repression.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "tests/support/field_collector.hpp"
#include "tests/support/settled_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

const Month start = Month::of(1937, 1);

// A wave in which every weight is 1, over the whole of 1937.
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

struct Year {
  std::set<Index> arrested;
  int adults = 0;
  int executed = 0;
  int in_camp = 0;
  int expelled = 0;
  int exiled = 0;
  int kin = 0;
  Collective collective;
};

Year year_under(const Wave& wave, std::uint64_t seed, bool citizens = false) {
  SmallWorld small({}, seed);
  const Index index = settled(small, 100, start);
  World& world = small.world;
  Year year;
  for (const Person& person : world.people.persons())
    year.adults += person.age_months(start) >= 16 * 12 ? 1 : 0;
  if (citizens)
    for (Person& person : world.people.persons()) person.set(mark_soviet_citizen);
  RepressionParameters p;
  p.waves.push_back(wave);
  p.camp_mortality = Series(0.0);
  for (int m = 0; m < 12; ++m) {
    small.at(start + m);
    repression(world, p);
    for (const Event& event : world.events)
      if (event.kind == EventKind::arrested) {
        CHECK(year.arrested.insert(event.person).second);  // at most once a year
        CHECK(world.people.person(event.person).has(mark_arrested_before));
        CHECK(world.people.household(event.household).repression_touched);
      }
    REQUIRE(world.people.ledger_balances());
  }
  year.executed = in_state(world, PersonState::executed);
  year.in_camp = in_state(world, PersonState::in_camp);
  year.expelled = in_state(world, PersonState::expelled);
  for (const Person& person : world.people.persons()) {
    year.exiled += person.has(mark_exiled) ? 1 : 0;
    year.kin += person.has(mark_kin_arrested) ? 1 : 0;
  }
  year.collective = world.collectives[index];
  return year;
}

}  // namespace

TEST_CASE("repression fields are complete", "[repression]") {
  CHECK(complaints_about_fields<RepressionParameters>().empty());
  CHECK(complaints_about_fields<Wave>().empty());
}

TEST_CASE("a wave arrests at its hazard", "[repression]") {
  // n = adults of 40 worlds, seeds 1..40, P = 1 - exp(-12 * 0.01) less those who turn 16 within the
  // year (left out: fewer than 2 in 100 of the adults, inside the interval); false alarm 1e-6.
  double arrested = 0, adults = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const Year year = year_under(plain(0.01), seed);
    arrested += static_cast<double>(year.arrested.size());
    adults += year.adults;
  }
  const double p = 1.0 - std::exp(-0.12);
  CHECK(normal_two_sided((arrested - adults * p) / std::sqrt(adults * p * (1 - p))) > false_alarm);
}

TEST_CASE("a harder wave arrests a superset", "[repression]") {
  const Year mild = year_under(plain(0.01), 7);
  const Year hard = year_under(plain(0.03), 7);
  CHECK(hard.arrested.size() > mild.arrested.size());
  for (const Index p : mild.arrested) CHECK(hard.arrested.count(p) == 1);
}

TEST_CASE("the intensity multiplies every wave, and none is left at zero", "[repression]") {
  const auto arrested = [](double hazard, double intensity) {
    SmallWorld small({}, 7);
    settled(small, 100, start);
    RepressionParameters p;
    p.waves.push_back(plain(hazard));
    p.intensity = Series(intensity);
    std::set<Index> found;
    for (int m = 0; m < 12; ++m) {
      small.at(start + m);
      repression(small.world, p);
      for (const Event& event : small.world.events)
        if (event.kind == EventKind::arrested) found.insert(event.person);
    }
    return found;
  };
  CHECK(arrested(0.03, 0.0).empty());
  CHECK_FALSE(arrested(0.03, 1.0).empty());
  CHECK(arrested(0.01, 3.0) == arrested(0.03, 1.0));
}

TEST_CASE("nobody is arrested outside the dates", "[repression]") {
  Wave early = plain(0.5);
  early.from = start - 24;
  early.until = start - 1;
  CHECK(year_under(early, 1).arrested.empty());
  Wave late = plain(0.5);
  late.from = start + 12;
  late.until = start + 24;
  CHECK(year_under(late, 1).arrested.empty());
}

TEST_CASE("weights say whom the organs chose", "[repression]") {
  Wave wave = plain(0.02);
  SECTION("by origin") {
    wave.origins = {{"arcadia", 0.0}};
    CHECK(year_under(wave, 1).arrested.empty());
  }
  SECTION("by citizenship") {
    wave.foreign_citizen = 0.0;
    CHECK(year_under(wave, 1).arrested.empty());
    CHECK_FALSE(year_under(wave, 1, true).arrested.empty());
  }
  SECTION("by a product of weights") {
    wave = Wave{};
    Person person;
    CHECK(profile_weight(wave, person, false, false) == Approx(1.5));
    CHECK(profile_weight(wave, person, true, false) == Approx(2.25));
    person.set(mark_party);
    person.set(mark_consulate);
    CHECK(profile_weight(wave, person, false, false) == Approx(1.5 * 1.5 * 2.5));
    person.set(mark_soviet_citizen);
    person.sex = Sex::female;
    CHECK(profile_weight(wave, person, false, true) == Approx(1.5 * 2.5 * 0.12 * 0.5));
  }
}

TEST_CASE("outcomes follow their shares and the totals", "[repression]") {
  Wave wave = plain(0.2);
  SECTION("release leaves people where they are") {
    const Year year = year_under(wave, 2);
    CHECK(year.executed + year.in_camp + year.expelled == 0);
    CHECK(year.kin > 0);
    CHECK(year.collective.arrested == static_cast<int>(year.arrested.size()));
  }
  SECTION("execution") {
    wave.release = 0.0;
    wave.execution = 1.0;
    const Year year = year_under(wave, 2);
    CHECK(year.executed == static_cast<int>(year.arrested.size()));
    CHECK(year.collective.executed == year.executed);
  }
  SECTION("camp, with the families exiled") {
    wave.release = 0.0;
    wave.camp = 1.0;
    wave.family_exiled = 1.0;
    const Year year = year_under(wave, 2);
    CHECK(year.in_camp == static_cast<int>(year.arrested.size()));
    CHECK(year.exiled > 0);
  }
  SECTION("expulsion of a head takes the family along") {
    wave.release = 0.0;
    wave.expulsion = 1.0;
    const Year year = year_under(wave, 2);
    CHECK(year.expelled > static_cast<int>(year.arrested.size()));
  }
}

TEST_CASE("prisoners die by the camp's mortality or are released after their term",
          "[repression]") {
  SmallWorld small;
  settled(small, 100, start);
  World& world = small.world;
  RepressionParameters p;
  p.waves.push_back(plain(0.5));
  p.waves[0].release = 0.0;
  p.waves[0].camp = 1.0;
  p.waves[0].term_years = 4;
  p.waves[0].until = start + 5;
  p.camp_mortality = Series(0.1);
  for (int m = 0; m < 84; ++m) {
    small.at(start + m);
    repression(world, p);
    CHECK(world.prisoners.size() ==
          static_cast<std::size_t>(in_state(world, PersonState::in_camp)));
    if (m == 18) CHECK(in_state(world, PersonState::in_camp) > 100);
  }
  CHECK(world.prisoners.empty());  // the longest term is six years
  CHECK(in_state(world, PersonState::dead) > 10);
  CHECK(in_state(world, PersonState::in_ussr) > 50);
  for (const Person& person : world.people.persons())
    if (person.state == PersonState::in_ussr)
      CHECK(world.people.household(person.household).head != none);
}

TEST_CASE("every arrest is kept with what the organs saw and what they did", "[repression]") {
  SmallWorld small;
  const Index index = settled(small, 100, Month::of(1925, 4));
  World& world = small.world;
  for (const Index h : world.collectives[index].members)
    world.people.person(world.people.household(h).head).set(mark_widowed);  // no ground for them
  small.at(start);
  RepressionParameters p;
  p.waves = {plain(0.0), plain(0.4)};
  p.waves[1].id = "second";
  p.waves[1].release = 0.0;
  p.waves[1].camp = 1.0;
  p.camp_mortality = Series(1.0);
  int arrested = 0;
  for (int m = 0; m < 12; ++m) {
    small.at(start + m);
    repression(world, p);
    for (const Event& event : world.events) {
      if (event.kind != EventKind::arrested) continue;
      ++arrested;
      CHECK(event.place == 1);
    }
  }
  REQUIRE(arrested > 50);
  REQUIRE(world.arrests.size() == static_cast<std::size_t>(arrested));
  int died = 0;
  for (const Arrest& arrest : world.arrests) {
    const Person& person = world.people.person(arrest.person);
    CHECK(arrest.wave == 1);
    CHECK(arrest.origin == 0);
    CHECK(arrest.collective == index);
    CHECK(arrest.months_there == arrest.month - Month::of(1925, 4));
    CHECK(arrest.party == person.has(mark_party));
    CHECK(arrest.sentence == Sentence::camp);
    CHECK(arrest.died_in_camp == (person.state == PersonState::dead));
    died += arrest.died_in_camp ? 1 : 0;
  }
  CHECK(died == in_state(world, PersonState::dead));
  CHECK(died > 10);
}

namespace {

// A year in which 100 households settled in January are deported, then two more of exile.
struct Deportation {
  std::set<Index> deported;
  int arrests = 0;
  int dead = 0;
  int at_home = 0;  // of those who were 16 in January
};

Deportation deported_under(double exile_mortality, std::uint64_t seed) {
  SmallWorld small({}, seed);
  const Index index = settled(small, 100, start);
  World& world = small.world;
  RepressionParameters p;
  p.waves.push_back(plain(3.0));
  p.waves[0].release = 0.0;
  p.waves[0].exile = 1.0;
  p.camp_mortality = Series(0.0);
  p.exile_mortality = Series(exile_mortality);
  Deportation found;
  for (int m = 0; m < 36; ++m) {
    small.at(start + m);
    repression(world, p);
    for (const Event& event : world.events) {
      if (event.kind == EventKind::deported)
        CHECK(found.deported.insert(event.person).second);  // nobody twice
      if (event.kind == EventKind::arrested) ++found.arrests;
    }
    REQUIRE(world.people.ledger_balances());
  }
  for (const Person& person : world.people.persons())
    if (person.state == PersonState::in_collective && !person.has(mark_exiled) &&
        person.age_months(start) >= 16 * 12)
      ++found.at_home;
  found.dead = in_state(world, PersonState::dead);
  CHECK(world.collectives[index].arrested == 0);
  CHECK(world.arrests.empty());
  return found;
}

}  // namespace

TEST_CASE("a deportation takes whole households and nobody stays behind", "[repression]") {
  SmallWorld small;
  settled(small, 100, start);
  const Deportation found = deported_under(0.0, 3);
  CHECK(found.arrests == 0);
  CHECK(found.at_home == 0);  // exp(-36) for each adult
  CHECK(found.deported.size() > 200);
  CHECK(found.dead == 0);
}

TEST_CASE("the exiled die of exile at its own rate", "[repression]") {
  // n = deported persons of 20 worlds, seeds 1..20. Nobody dies of anything else here. Each is
  // exposed from the month after the deportation to month 36: at most 35, at least 24 months at
  // 0.12 / 12 a month.
  double dead = 0, persons = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Deportation found = deported_under(0.12, seed);
    dead += found.dead;
    persons += static_cast<double>(found.deported.size());
  }
  const auto tail = [&](double months) {
    const double p = 1.0 - std::exp(-0.01 * months);
    return (dead - persons * p) / std::sqrt(persons * p * (1 - p));
  };
  CHECK(tail(35) < 4.9);  // one-sided 1e-6
  CHECK(tail(24) > -4.9);
}
