// Who is put forward at the gate, and what becomes of places that are given back.

#include <catch2/catch.hpp>
#include <string>

#include "engine/policies/admission.hpp"
#include "tests/support/small_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

void run(SmallWorld& small, int months) {
  for (int i = 0; i < months; ++i) {
    gate(small.world, small.parameters.gate);
    small.at(small.world.month + 1);
  }
}

// A group that has signed its contract and waits for places.
Index contracted(SmallWorld& small, const std::string& id, int households, std::uint32_t slot) {
  const Index c = small.found(0, id);
  small.enrol_many(c, households, slot);
  Collective& collective = small.world.collectives[c];
  collective.fund = 1e6;
  collective.applied_in = small.world.month;
  enter_stage(collective, Stage::applied, small.world.month);
  return c;
}

void sign(Collective& collective, Month month) {
  collective.contract.signed_in = month;
  enter_stage(collective, Stage::preparing, month);
}

}  // namespace

TEST_CASE("who cannot show means enough is not put forward, and is when it can") {
  SmallWorld small([](auto&, WorldParameters& w) {
    w.gate.means_shown = 0.6;
    w.gate.property_counted = 0.5;
    w.gate.minimum_train = 1;
  });
  const Index c = contracted(small, "short", 3, 0);
  small.world.site_taken[0] = 1;  // no offer meanwhile
  run(small, 1);
  Collective& collective = small.world.collectives[c];
  sign(collective, small.world.month);
  for (const Index h : collective.members) {
    Household& household = small.world.people.household(h);
    household.due = 100;
    household.paid = 30;
    household.savings = 20;
    household.property = 18;  // 59 of 100
  }
  Household& able = small.world.people.household(collective.members[1]);
  able.property = 20;  // 60 of 100
  run(small, 1);
  CHECK(able.admitted);
  CHECK_FALSE(small.world.people.household(collective.members[0]).admitted);
  CHECK_FALSE(small.world.people.household(collective.members[2]).admitted);
  CHECK(collective.admitted == persons_waiting(small.world, collective.members[1]));
  small.world.people.household(collective.members[2]).paid = 60;
  run(small, 1);
  CHECK_FALSE(small.world.people.household(collective.members[0]).admitted);
  CHECK(small.world.people.household(collective.members[2]).admitted);
  small.parameters.gate.means_shown = 0;
  run(small, 1);
  CHECK(small.world.people.household(collective.members[0]).admitted);
}

TEST_CASE("places of those who give up serve others, and the account balances throughout") {
  SmallWorld small([](auto&, WorldParameters& w) {
    w.gate.regimes[0].places_agriculture = 30;
    w.gate.minimum_train = 1;
    w.gate.draw_ahead_months = 0;
    w.gate.means_shown = 0;
  });
  const Index c = contracted(small, "wavering", 120, 0);
  small.world.site_taken[0] = 1;
  run(small, 1);
  World& world = small.world;
  Collective& collective = world.collectives[c];
  sign(collective, world.month);
  const PlacesAccount& account = world.gate.accounts[0];
  int given_back = 0;
  for (int m = 0; m < 20; ++m) {
    gate(world, small.parameters.gate);
    double held = 0;
    for (const Index h : collective.members)
      if (world.people.household(h).admitted) held += world.people.household(h).places;
    REQUIRE(account.used() == held);
    REQUIRE(account.credited() == Approx(account.used() + account.forgotten() + account.balance()));
    REQUIRE(account.balance() >= 0);  // never more than was credited
    REQUIRE(account.used() <= account.credited());
    // every fifth of the admitted gives up
    int nth = 0;
    for (const Index h : collective.members) {
      Household& household = world.people.household(h);
      if (!household.admitted || ++nth % 5 != 0) continue;
      given_back += household.places;
      const double before = account.balance();
      const int places = household.places;
      withdraw(world, h, PersonState::withdrawn, Cause::tired_of_waiting);
      REQUIRE(account.balance() == Approx(before + places));
    }
    small.at(world.month + 1);
  }
  CHECK(given_back > 20);
  // All persons ever admitted are more than the places used: some places served twice.
  CHECK(collective.admitted == Approx(account.used() + given_back));
}
