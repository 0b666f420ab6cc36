#include "engine/policies/citizenship.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "tests/support/field_collector.hpp"
#include "tests/support/settled_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

struct Pressed {
  int citizens = 0;
  int expelled = 0;
  int naturalisations = 0;
  bool forced = false;
};

Pressed one_month(const CitizenshipParameters& p, std::uint64_t seed) {
  SmallWorld small({}, seed);
  const Index index = settled(small, 100, Month::of(1937, 4));
  small.world.events.clear();
  citizenship(small.world, p);
  Pressed result;
  for (const Index h : small.world.collectives[index].members) {
    const Person& head = small.world.people.person(small.world.people.household(h).head);
    result.citizens += head.has(mark_soviet_citizen) ? 1 : 0;
    result.expelled += head.state == PersonState::expelled ? 1 : 0;
  }
  result.naturalisations = events_of(small.world, EventKind::naturalised);
  result.forced = small.world.collectives[index].settlement.citizenship_forced;
  CHECK(small.world.people.ledger_balances());
  return result;
}

CitizenshipParameters pressure(double hazard) {
  CitizenshipParameters p;
  p.voluntary = Series(0.0);
  p.pressure = Series(hazard);
  return p;
}

}  // namespace

TEST_CASE("citizenship fields are complete", "[citizenship]") {
  CHECK(complaints_about_fields<CitizenshipParameters>().empty());
}

TEST_CASE("citizenship is asked for at the hazard's rate, by whole families", "[citizenship]") {
  // n = 100 heads * 60 worlds, seeds 1..60, P = 1 - exp(-0.2); false alarm 1e-6.
  CitizenshipParameters p;
  p.voluntary = Series(0.2);
  double citizens = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Pressed result = one_month(p, seed);
    citizens += result.citizens;
    CHECK(result.expelled == 0);
    CHECK_FALSE(result.forced);
    CHECK(result.naturalisations >= result.citizens);
  }
  const double chance = 1.0 - std::exp(-0.2);
  const double z = (citizens - 6000 * chance) / std::sqrt(6000 * chance * (1 - chance));
  CHECK(normal_two_sided(z) > false_alarm);
}

TEST_CASE("under pressure most yield and some are expelled", "[citizenship]") {
  const Pressed result = one_month(pressure(2.0), 1);
  CHECK(result.forced);
  CHECK(result.citizens > 50);
  CHECK(result.expelled > 2);
  CitizenshipParameters mild = pressure(2.0);
  mild.expelled = 0;
  CHECK(one_month(mild, 1).expelled == 0);
  CHECK(one_month(mild, 1).citizens == result.citizens);
}

TEST_CASE("nothing happens without asking or pressing", "[citizenship]") {
  const Pressed result = one_month(pressure(0.0), 1);
  CHECK(result.citizens + result.expelled + result.naturalisations == 0);
}
