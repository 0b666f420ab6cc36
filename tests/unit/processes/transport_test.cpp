#include "engine/processes/transport.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/field_audit.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// Nobody stays behind and nobody dies.
TransportParameters smooth() {
  TransportParameters p;
  p.founder_stays = p.drop_out = p.child_deaths = p.other_deaths = p.reunion = 0;
  return p;
}

Index packed(SmallWorld& small, int households) {
  const Index c = small.found();
  small.enrol_many(c, households);
  Collective& collective = small.world.collectives[c];
  for (const Index h : collective.members) {
    Household& household = small.world.people.household(h);
    household.admitted = household.papers = household.consents = true;
  }
  collective.contract.site = 0;
  collective.fund = 1e6;
  collective.equipment = 5000;
  collective.departs = small.world.month;
  enter_stage(collective, Stage::departing, small.world.month);
  return c;
}

std::int64_t persons_in(const SmallWorld& small, PersonState state) {
  return small.world.people.in_state()[static_cast<std::size_t>(state)];
}

void next_month(SmallWorld& small, const TransportParameters& p) {
  small.at(small.world.month + 1);
  transport(small.world, p);
}

}  // namespace

TEST_CASE("a train carries everybody who is ready, their machines, and is paid by the fund") {
  SmallWorld small;
  const Index c = packed(small, 20);
  small.world.people.household(small.world.collectives[c].members[3]).papers = false;
  const int without = persons_waiting(small.world, small.world.collectives[c].members[3]);
  const int all = small.waiting_persons(c);
  transport(small.world, smooth());
  const Collective& collective = small.world.collectives[c];
  REQUIRE(collective.trains.size() == 1);
  CHECK(collective.trains[0].adults + collective.trains[0].children == all - without);
  CHECK(collective.departed == all - without);
  CHECK(collective.fund == Approx(1e6 - 30.0 * collective.departed));
  CHECK(collective.trains[0].equipment == 5000);
  CHECK(collective.equipment == 0);
  CHECK(persons_in(small, PersonState::in_transit) == collective.departed);
  CHECK(small.world.events.back().cause == Cause::departure);
  next_month(small, smooth());
  CHECK(collective.stage == Stage::settled);
  CHECK(collective.settlement.arrived == small.world.month);
  CHECK(collective.settlement.equipment == 5000);
  CHECK(collective.arrived == collective.departed);
  CHECK(persons_in(small, PersonState::in_collective) == collective.departed);
  const Household& household = small.world.people.household(collective.members[0]);
  CHECK(household.site == 0);
  CHECK(household.departed_in == small.world.month - 1);
  CHECK(household.expected == Approx(mean_of(small.world.origins[0].expected)));
  CHECK(small.world.people.person(household.head).arrived == small.world.month);
  CHECK(small.world.people.ledger_balances());
}

TEST_CASE("what the longest train cannot take waits for the next") {
  SmallWorld small;
  const Index c = packed(small, 50);
  TransportParameters p = smooth();
  p.longest_train = 60;
  transport(small.world, p);
  CHECK(small.world.collectives[c].departed >= 60);
  CHECK(small.world.collectives[c].departed < 75);  // the last household is not torn apart
  CHECK(small.waiting_persons(c) > 50);
  CHECK(small.world.collectives[c].departs == distant_future);
}

TEST_CASE("when nobody can board, the assembly starts again") {
  SmallWorld small;
  const Index c = packed(small, 5);
  for (const Index h : small.world.collectives[c].members)
    small.world.people.household(h).papers = false;
  transport(small.world, smooth());
  CHECK(small.world.collectives[c].stage == Stage::preparing);
  CHECK(small.world.collectives[c].trains.empty());
}

// n = 600 families that do not agree, seed 1, false alarm 1e-6.
TEST_CASE("a family that does not agree stays, now and then without its head") {
  SmallWorld small;
  const Index c = packed(small, 600);
  for (const Index h : small.world.collectives[c].members)
    small.world.people.household(h).consents = false;
  TransportParameters p = smooth();
  p.longest_train = 1e5;
  transport(small.world, p);
  const Collective& collective = small.world.collectives[c];
  const double heads = static_cast<double>(collective.trains[0].households.size());
  CHECK(normal_two_sided((heads - 600 * p.head_first) / std::sqrt(600 * 0.3 * 0.7)) > false_alarm);
  CHECK(collective.departed == static_cast<int>(heads));  // heads alone
  CHECK(persons_in(small, PersonState::home) > 0);
  CHECK(persons_in(small, PersonState::waiting) == 0);
  CHECK(small.world.left_behind.size() == collective.trains[0].households.size());
}

TEST_CASE("families follow while the rules of the gate let them") {
  SmallWorld small;
  const Index c = packed(small, 200);
  for (const Index h : small.world.collectives[c].members)
    small.world.people.household(h).consents = false;
  TransportParameters p = smooth();
  p.head_first = 1;
  p.reunion = 0.5;
  transport(small.world, p);
  const auto families = persons_in(small, PersonState::home);
  next_month(small, p);
  CHECK(persons_in(small, PersonState::home) == families);  // the gate is shut
  small.world.gate.follow_up = true;
  next_month(small, p);
  const auto on_the_way = persons_in(small, PersonState::in_transit);
  CHECK(on_the_way > 0);
  CHECK(on_the_way < families);
  CHECK(small.world.events.back().cause == Cause::reunion);
  for (int i = 0; i < 40; ++i) next_month(small, p);
  CHECK(persons_in(small, PersonState::home) == 0);
  CHECK(persons_in(small, PersonState::in_collective) == small.world.people.entries());
  CHECK(small.world.collectives[c].arrived == small.world.people.entries());
}

// n = persons of 600 households, seed 1, false alarm 1e-6.
TEST_CASE("small children die on the way more often than others") {
  SmallWorld small;
  const Index c = packed(small, 600);
  TransportParameters p = smooth();
  p.longest_train = 1e5;
  p.child_deaths = 0.3;
  p.other_deaths = 0.05;
  transport(small.world, p);
  double expected = 0;
  double variance = 0;
  for (const Person& person : small.world.people.persons()) {
    const double hazard = person.age(small.world.month + 1) < 3 ? 0.3 : 0.05;
    const double chance = 1 - std::exp(-hazard);
    expected += chance;
    variance += chance * (1 - chance);
  }
  next_month(small, p);
  const Collective& collective = small.world.collectives[c];
  CHECK(normal_two_sided((collective.died - expected) / std::sqrt(variance)) > false_alarm);
  CHECK(collective.trains[0].deaths == collective.died);
  CHECK(collective.arrived + collective.died == collective.departed);
  CHECK(persons_in(small, PersonState::dead) == collective.died);
}

TEST_CASE("founders may stay behind") {
  SmallWorld small;
  const Index c = packed(small, 10);
  small.world.people.household(small.world.collectives[c].members[0]).founder = true;
  TransportParameters p = smooth();
  p.founder_stays = 1;
  transport(small.world, p);
  CHECK_FALSE(still_in(small.world, small.world.collectives[c].members[0]));
  CHECK(still_in(small.world, small.world.collectives[c].members[1]));
}

TEST_CASE("single applicants travel on their own") {
  SmallWorld small;
  const Index h = small.enrol(none, 7);
  Household& household = small.world.people.household(h);
  household.admitted = household.papers = household.consents = true;
  const Index other = small.enrol(none, 8);
  transport(small.world, smooth());
  CHECK(small.world.applicants == std::vector<Index>{other});
  CHECK(small.world.travellers == std::vector<Index>{h});
  next_month(small, smooth());
  CHECK(small.world.travellers.empty());
  CHECK(small.world.independents == std::vector<Index>{h});
  CHECK(small.world.people.count(h, PersonState::in_ussr) ==
        small.world.people.household(h).persons);
}

TEST_CASE("a train that arrives after the end of its collective finds no one") {
  SmallWorld small;
  const Index c = packed(small, 10);
  transport(small.world, smooth());
  enter_stage(small.world.collectives[c], Stage::merged, small.world.month);
  next_month(small, smooth());
  CHECK(persons_in(small, PersonState::in_ussr) == small.world.people.entries());
  CHECK(small.world.independents.size() == 10);
}

TEST_CASE("the journey takes a month, two from far away") {
  for (const double longitude : {18.0, -75.0}) {
    SmallWorld small([&](PopulationParameters& p, auto&) {
      for (Region& region : p.origins[0].regions) region.longitude = longitude;
    });
    const Index c = packed(small, 10);
    transport(small.world, smooth());
    const Train& train = small.world.collectives[c].trains[0];
    CHECK(train.arrives - train.departed == (longitude > 0 ? 1 : 2));
  }
}

TEST_CASE("distances are near those on the sphere") {
  const auto sphere = [](double lon1, double lat1, double lon2, double lat2) {
    const double r = 3.14159265358979323846 / 180.0;
    const double a =
        std::pow(std::sin((lat2 - lat1) * r / 2), 2) +
        std::cos(lat1 * r) * std::cos(lat2 * r) * std::pow(std::sin((lon2 - lon1) * r / 2), 2);
    return 2 * 6371.0 * std::asin(std::sqrt(a));
  };
  CHECK(distance_km(18, 49, 45, 50) == Approx(sphere(18, 49, 45, 50)).epsilon(0.02));
  CHECK(distance_km(18, 49, 18, 60) == Approx(sphere(18, 49, 18, 60)).epsilon(0.02));
  CHECK(distance_km(-75, 40, 30, 47) == Approx(sphere(-75, 40, 30, 47)).epsilon(0.17));
  CHECK(distance_km(170, 10, -170, 10) == Approx(sphere(170, 10, -170, 10)).epsilon(0.02));
}

TEST_CASE("transport: parameters are declared") {
  TransportParameters p;
  CHECK(FieldAudit::of(p) == std::vector<std::string>{});
}
