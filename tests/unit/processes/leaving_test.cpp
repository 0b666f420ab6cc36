#include "engine/processes/leaving.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <vector>

#include "engine/base/math.hpp"
#include "tests/support/field_collector.hpp"
#include "tests/support/settled_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

struct Left {
  int households = 0;
  std::set<Index> who;
  int returned = 0;
  int elsewhere = 0;
  int third = 0;
  int abroad_later = 0;  // who had first gone elsewhere in the country
  double told = 0;
};

Left four_years(const LeavingParameters& p, std::uint64_t seed, double illusion = 0.3,
                double food = 0.9, int months = 48, bool citizens = false) {
  SmallWorld small({}, seed);
  const Index index = settled(small, 100, Month::of(1925, 4));
  World& world = small.world;
  Collective& c = world.collectives[index];
  c.settlement.housing = 0.5;
  c.settlement.food = food;
  for (const Index h : c.members) {
    world.people.household(h).illusion = illusion;
    if (citizens)
      world.people.each_member(
          h, [&](Index person) { world.people.person(person).set(mark_soviet_citizen); });
  }
  Left left;
  for (int m = 0; m < months; ++m) {
    small.at(Month::of(1925, 4) + m);
    leaving(world, p);
    REQUIRE(world.people.ledger_balances());
  }
  for (const Index h : c.members)
    if (world.people.count(h, PersonState::in_collective) == 0) left.who.insert(h);
  left.households = static_cast<int>(left.who.size());
  left.returned = c.returned;
  left.elsewhere = c.left_for_ussr;
  left.third = c.third_country;
  left.abroad_later = in_state(world, PersonState::returned) +
                      in_state(world, PersonState::third_country) - c.returned - c.third_country;
  left.told = world.origins[0].returned;
  CHECK(left.returned + left.elsewhere + left.third + in_state(world, PersonState::in_collective) ==
        c.arrived);
  return left;
}

bool contains(const std::set<Index>& all, const std::set<Index>& some) {
  for (const Index h : some)
    if (all.count(h) == 0) return false;
  return true;
}

}  // namespace

TEST_CASE("leaving fields are complete", "[leaving]") {
  CHECK(complaints_about_fields<LeavingParameters>().empty());
}

TEST_CASE("more than half of the members leave in four years", "[leaving]") {
  double left = 0, first_month = 0, returned = 0, elsewhere = 0, third = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Left four = four_years({}, seed);
    left += four.households / 1000.0;
    returned += four.returned;
    elsewhere += four.elsewhere;
    third += four.third;
    first_month += four_years({}, seed, 0.3, 0.9, 1).households / 10.0;
  }
  CHECK(left > 0.45);
  CHECK(left < 0.75);
  CHECK(first_month > 0.5);  // somebody leaves at once
  CHECK(returned > third);
  CHECK(elsewhere > third);
}

TEST_CASE("deeper illusion and hunger make a superset leave", "[leaving]") {
  const Left base = four_years({}, 5);
  const Left deluded = four_years({}, 5, 0.6);
  CHECK(deluded.households > base.households);
  CHECK(contains(deluded.who, base.who));
  const Left hungry = four_years({}, 5, 0.3, 0.2);
  CHECK(hungry.households > base.households);
  CHECK(contains(hungry.who, base.who));
}

TEST_CASE("without permission nobody leaves the country", "[leaving]") {
  LeavingParameters closed;
  closed.permission = Series(0.0);
  const Left left = four_years(closed, 2);
  CHECK(left.returned == 0);
  CHECK(left.third == 0);
  CHECK(left.abroad_later == 0);
  CHECK(left.told == 0);
  CHECK(left.elsewhere > 0);
}

TEST_CASE("Soviet citizens leave the collective but not the country", "[leaving]") {
  const Left left = four_years({}, 2, 0.3, 0.9, 48, true);
  CHECK(left.returned + left.third + left.abroad_later == 0);
  CHECK(left.elsewhere > 0);
}

TEST_CASE("a threat of conscription drives men of military age out", "[leaving]") {
  LeavingParameters threat;
  threat.threat = Series(1.0);
  const Left calm = four_years({}, 3);
  const Left threatened = four_years(threat, 3);
  CHECK(threatened.households > calm.households);
  CHECK(contains(threatened.who, calm.who));
}

TEST_CASE("a collective may be threatened alone", "[leaving]") {
  const auto left_under = [](double own) {
    SmallWorld small([own](PopulationParameters&, WorldParameters& world) {
      world.collectives[0].conscription = Series(own);
    });
    const Index index = settled(small, 100, Month::of(1925, 4));
    for (int m = 0; m < 24; ++m) {
      small.at(Month::of(1925, 4) + m);
      leaving(small.world, LeavingParameters{});
    }
    return small.world.collectives[index].returned + small.world.collectives[index].third_country;
  };
  // One world, seed as in SmallWorld: the same clocks in both, so more can only go sooner.
  CHECK(left_under(0.2) > left_under(0.0) + 50);
}

TEST_CASE("those who come home are counted and heard", "[leaving]") {
  const Left left = four_years({}, 4);
  CHECK(left.told >= left.returned);
  CHECK(left.told > 0);
}

TEST_CASE("a leaver is refunded as the statute says, as far as the fund reaches", "[leaving]") {
  SmallWorld small(
      [](PopulationParameters&, WorldParameters& world) { world.kinds[0].refund = 0.5; });
  const Index index = settled(small, 30, Month::of(1925, 4));
  World& world = small.world;
  world.collectives[index].fund = 100;
  for (const Index h : world.collectives[index].members) world.people.household(h).paid = 60;
  LeavingParameters flight;
  flight.hazard = 2.0;
  leaving(world, flight);
  int refunded = 0;
  for (const Index h : world.collectives[index].members)
    refunded += world.people.household(h).savings > 300 ? 1 : 0;
  CHECK(refunded == 4);  // 30 + 30 + 30 + 10
  CHECK(world.collectives[index].fund == Approx(0.0));
}

TEST_CASE("conviction and sunk money hold people", "[leaving]") {
  LeavingParameters p;
  Household convinced;
  convinced.conviction = 0.9;
  Household doubtful;
  doubtful.conviction = 0.1;
  CHECK(proneness(p, convinced) < proneness(p, doubtful));
  Household paid = doubtful;
  paid.due = 100;
  paid.paid = 100;
  CHECK(proneness(p, paid) == Approx(proneness(p, doubtful) * math::exp(-0.3)));
}

TEST_CASE("the skilled gain by leaving where income is pooled", "[leaving]") {
  // One month, only elsewhere, nothing else felt: a head leaves with probability 1 - exp(-h),
  // h = 0.5 * 0.4 * (1 + [skilled] * 0.8 * pooling). n = 50 heads of either sort, 40 worlds, seeds
  // 1 to 40; false alarm 1e-6 each.
  LeavingParameters p;
  p.hazard = 0.5;
  p.elsewhere = 0.4;
  p.pooling = 0.8;
  p.illusion = p.conviction = p.sunk = p.refund = p.housing = p.hunger = 0;
  p.permission = Series(0.0);
  for (const double pooling : {0.0, 0.5, 1.0}) {
    double gone[2] = {0, 0};
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
      SmallWorld small(
          [&](PopulationParameters&, WorldParameters& w) { w.kinds[0].pooling = pooling; }, seed);
      const Index index = settled(small, 100, Month::of(1925, 4));
      World& world = small.world;
      const std::vector<Index>& members = world.collectives[index].members;
      for (std::size_t i = 0; i < members.size(); ++i) {
        Person& head = world.people.person(world.people.household(members[i]).head);
        head.marks = 0;
        if (i % 2 == 1) head.set(mark_skilled);
      }
      leaving(world, p);
      for (std::size_t i = 0; i < members.size(); ++i)
        gone[i % 2] += world.people.count(members[i], PersonState::in_collective) == 0 ? 1 : 0;
    }
    for (const int skilled : {0, 1}) {
      INFO(pooling << " " << skilled);
      const double chance = 1 - std::exp(-0.5 * 0.4 * (1 + skilled * 0.8 * pooling));
      const double z = (gone[skilled] - 2000 * chance) / std::sqrt(2000 * chance * (1 - chance));
      CHECK(normal_two_sided(z) > false_alarm);
    }
  }
}

TEST_CASE("hired neighbours leave by their own hazard", "[leaving]") {
  const auto stay = [](bool hired) {
    SmallWorld small;
    const Index index = settled(small, 5, Month::of(1925, 4));
    World& world = small.world;
    for (std::uint32_t i = 0; i < 200; ++i) {
      Person person;
      person.key_entity = 7;
      person.key_ordinal = i;
      person.born = world.month - 30 * 12;
      person.role = Role::local;
      Household household;
      household.collective = index;
      household.site = 0;
      household.hired = hired;
      const Index h = world.people.add_household(household);
      world.people.household(h).head = world.people.add_person(
          h, person, PersonState::in_collective, Cause::local_joining, world.month, world.events);
      world.collectives[index].local_households.push_back(h);
    }
    LeavingParameters p;
    p.hazard = p.locals = 0;
    p.hired = 0.5;
    for (int m = 0; m < 6; ++m) {
      small.at(Month::of(1925, 4) + m);
      leaving(world, p);
    }
    int there = 0;
    for (const Index h : world.collectives[index].local_households)
      there += world.people.count(h, PersonState::in_collective);
    return there;
  };
  CHECK(stay(false) == 200);
  CHECK(stay(true) < 40);  // exp(-3) of 200 is 10
}
