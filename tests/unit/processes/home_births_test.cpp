#include "engine/processes/home_births.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// The published formula, with the wife's age in January.
double chance(double fertility, const Person& wife, int year) {
  const double age = (Month::of(year, 1) - wife.born) / 12.0;
  if (age < 18 || age >= 45) return 0;
  return fertility * (1 - (age - 20) * (age - 20) / 625);
}

// The wife of a couple, or nothing.
const Person* wife_of(const World& world, Index household) {
  const Person* wife = nullptr;
  int couple = 0;
  world.people.each_member(household, [&](Index p) {
    const Person& person = world.people.person(p);
    if (person.role != Role::head && person.role != Role::spouse) return;
    ++couple;
    if (person.sex == Sex::female) wife = &person;
  });
  return couple == 2 ? wife : nullptr;
}

std::vector<Person> born(const World& world) {
  std::vector<Person> children;
  for (const Event& event : world.events)
    if (event.entry && event.cause == Cause::birth)
      children.push_back(world.people.person(event.person));
  return children;
}

// Household and month of every birth of a year, and how many were girls.
struct Year {
  std::set<std::pair<Index, int>> births;
  std::set<Index> mothers;
  int girls = 0;
  double expected = 0;  // by the formula
  double variance = 0;
};

Year wait_a_year(std::uint64_t seed, const HouseholdParameters& p, double factor = 1.0,
                 std::uint32_t from = 0) {
  SmallWorld small([&](PopulationParameters& population,
                       auto&) { population.origins[0].household_factor = factor; },
                   seed);
  small.at(Month::of(1924, 1));
  const Index c = small.found();
  for (std::uint32_t slot = from; slot < 300; ++slot) small.enrol(c, slot);
  Year year;
  World& world = small.world;
  for (const Index h : world.collectives[c].members) {
    const Person* wife = wife_of(world, h);
    const double f = wife == nullptr ? 0.0 : factor * chance(p.fertility, *wife, 1924);
    year.expected += f;
    year.variance += f * (1 - f);
  }
  for (int m = 0; m < 12; ++m) {
    small.at(Month::of(1924, 1) + m);
    home_births(world, p);
    for (const Person& child : born(world)) {
      CHECK(child.born == world.month);
      CHECK(child.role == Role::child);
      CHECK(child.state == PersonState::waiting);
      CHECK(wife_of(world, child.household) != nullptr);
      year.births.insert({world.people.household(child.household).slot, m});
      year.mothers.insert(child.household);
      year.girls += child.sex == Sex::female ? 1 : 0;
    }
    REQUIRE(world.people.ledger_balances());
  }
  CHECK(year.mothers.size() == year.births.size());  // at most one a year
  return year;
}

}  // namespace

// n = 300 households of 40 worlds, seeds 1 to 40, 1,000 births and more; false alarm 1e-6.
TEST_CASE("couples who wait have as many children as the household model says", "[home_births]") {
  const double factor = GENERATE(1.0, 1.6);  // of the origin
  double expected = 0, variance = 0, girls = 0, seen = 0;
  std::vector<std::uint64_t> by_month(12, 0);
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const Year year = wait_a_year(seed, {}, factor);
    expected += year.expected;
    variance += year.variance;
    girls += year.girls;
    seen += static_cast<double>(year.births.size());
    for (const auto& [slot, month] : year.births) ++by_month[static_cast<std::size_t>(month)];
  }
  REQUIRE(seen > 500);
  CHECK(normal_two_sided((seen - expected) / std::sqrt(variance)) > false_alarm);
  CHECK(normal_two_sided((girls - 0.5 * seen) / std::sqrt(0.25 * seen)) > false_alarm);
  CHECK(equal_counts(by_month) > false_alarm);  // a twelfth each month
}

TEST_CASE("the origin's factor scales the births, none are had without fertility",
          "[home_births]") {
  HouseholdParameters barren;
  barren.fertility = 0;
  CHECK(wait_a_year(1, barren).births.empty());
  CHECK(wait_a_year(1, {}, 0.0).births.empty());
  // The same number decides: more children mean the same mothers and others.
  const Year few = wait_a_year(1, {}, 0.5), many = wait_a_year(1, {}, 1.5);
  CHECK(few.mothers.size() > 5);
  CHECK(many.mothers.size() > few.mothers.size());
  CHECK(std::includes(many.mothers.begin(), many.mothers.end(), few.mothers.begin(),
                      few.mothers.end()));
}

TEST_CASE("births are keyed by household and year: who else enrols changes nothing",
          "[home_births]") {
  const Year all = wait_a_year(7, {}), half = wait_a_year(7, {}, 1.0, 150);
  CHECK(half.births.size() > 5);
  CHECK(
      std::includes(all.births.begin(), all.births.end(), half.births.begin(), half.births.end()));
}

TEST_CASE("only couples who are both waiting have children at home", "[home_births]") {
  // So fertile that all but the oldest are certain to have a child within the year if they may.
  HouseholdParameters fertile;
  fertile.fertility = 3;
  for (const bool alone : {false, true}) {
    SmallWorld small;
    small.at(Month::of(1924, 1));
    World& world = small.world;
    const Index c = alone ? none : small.found();
    small.enrol_many(c, 200);
    std::set<Index> couples;
    std::vector<Index> with_wife;
    for (Index h = 0; h < world.people.households().size(); ++h) {
      const Person* wife = wife_of(world, h);
      if (wife == nullptr || chance(3, *wife, 1924) < 1) continue;
      with_wife.push_back(h);
    }
    REQUIRE(with_wife.size() > 20);
    for (std::size_t i = 0; i < with_wife.size(); ++i) {
      const Index head = world.people.household(with_wife[i]).head;
      if (i % 3 == 0) {
        couples.insert(with_wife[i]);
      } else if (i % 3 == 1) {  // the husband or wife has gone ahead
        world.people.each_member(with_wife[i], [&](Index p) {
          if (p != head && world.people.person(p).role == Role::spouse)
            world.people.move(p, PersonState::in_transit, Cause::departure, world.month,
                              world.events);
        });
      } else {
        withdraw(world, with_wife[i], PersonState::withdrawn, Cause::tired_of_waiting);
      }
    }
    std::set<Index> mothers;
    for (int m = 0; m < 12; ++m) {
      small.at(Month::of(1924, 1) + m);
      home_births(world, fertile);
      for (const Person& child : born(world)) mothers.insert(child.household);
    }
    for (std::size_t i = 0; i < with_wife.size(); ++i)
      CHECK(mothers.count(with_wife[i]) == couples.count(with_wife[i]));
  }
}
