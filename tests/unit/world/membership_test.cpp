#include "engine/world/membership.hpp"

#include <catch2/catch.hpp>

#include "tests/support/small_world.hpp"

using namespace komuna;
using namespace komuna::tests;

TEST_CASE("members at home are listed in order of joining, without those who left") {
  SmallWorld small;
  const Index c = small.found();
  small.enrol_many(c, 5);
  Collective& collective = small.world.collectives[c];
  CHECK(waiting_members(small.world, collective) == collective.members);
  withdraw(small.world, collective.members[2], PersonState::withdrawn, Cause::tired_of_waiting);
  const Index late = small.enrol(c, 9);
  const std::vector<Index>& m = collective.members;
  CHECK(waiting_members(small.world, collective) ==
        std::vector<Index>{m[0], m[1], m[3], m[4], late});
  CHECK(still_in(small.world, m[0]));
  CHECK_FALSE(still_in(small.world, m[2]));
  CHECK(small.world.people.ledger_balances());
}

TEST_CASE("a leaver gets back what the statute refunds, as far as the fund reaches") {
  SmallWorld small([](auto&, WorldParameters& w) { w.kinds[0].refund = 0.5; });
  const Index c = small.found();
  small.enrol_many(c, 2);
  Collective& collective = small.world.collectives[c];
  for (const Index h : collective.members) small.world.people.household(h).paid = 100;
  collective.fund = 60;
  const int persons = persons_waiting(small.world, collective.members[0]);
  withdraw(small.world, collective.members[0], PersonState::withdrawn, Cause::tired_of_waiting);
  CHECK(collective.fund == 10);
  CHECK(small.world.people.household(collective.members[0]).savings == 350);
  CHECK(collective.withdrawn == persons);
  withdraw(small.world, collective.members[1], PersonState::withdrawn, Cause::tired_of_waiting);
  CHECK(collective.fund == 0);
  CHECK(small.world.people.household(collective.members[1]).savings == 310);
}

TEST_CASE("a group that disbands shares out what it has in proportion to what was paid") {
  SmallWorld small;
  const Index c = small.found();
  small.enrol_many(c, 2);
  Collective& collective = small.world.collectives[c];
  Household& rich = small.world.people.household(collective.members[0]);
  Household& poor = small.world.people.household(collective.members[1]);
  rich.paid = 300;
  poor.paid = 100;
  collective.fund = 100;
  collective.equipment = 200;  // fetches half
  disband(small.world, collective, PersonState::withdrawn, Cause::collective_dissolved);
  CHECK(rich.savings == 450);
  CHECK(poor.savings == 350);
  CHECK(collective.stage == Stage::dissolved);
  CHECK(waiting_members(small.world, collective).empty());
  CHECK(small.world.people.in_state()[static_cast<std::size_t>(PersonState::waiting)] == 0);
  CHECK(small.world.people.ledger_balances());
}

TEST_CASE("a place is better with roofs, water and goods, and worse with malaria") {
  SmallWorld small;
  const double as_found = living_at(small.world, 0);
  small.parameters.sites[0].housing += 0.4;
  CHECK(living_at(small.world, 0) == Approx(as_found + 0.05));
  small.parameters.sites[0].malaria += 0.4;
  CHECK(living_at(small.world, 0) == Approx(as_found));
}

TEST_CASE("a place the commission chose is given back, an agreed one stays") {
  SmallWorld small([](auto&, WorldParameters& w) {
    w.collectives.push_back(w.collectives[0]);
    w.collectives[1].site = "steppe";
  });
  Collective& chosen = small.world.collectives[small.found(0, "chosen")];
  chosen.contract.site = 0;
  small.world.site_taken[0] = 1;
  release_site(small.world, chosen);
  CHECK(small.world.site_taken[0] == 0);
  Collective& agreed = small.world.collectives[small.found(1, "agreed")];
  agreed.contract.site = 0;
  release_site(small.world, agreed);
  CHECK(small.world.site_taken[0] == 0);
}

TEST_CASE("places taken at the gate come back to the account they were taken from") {
  SmallWorld small([](auto&, WorldParameters& w) {
    w.collectives.push_back(w.collectives[0]);
    w.collectives[1].id = "works";
    w.collectives[1].sector = Sector::industry;
  });
  World& world = small.world;
  const Index farm = small.found(0), works = small.found(1);
  small.enrol_many(farm, 3, 0);
  small.enrol_many(works, 2, 100);
  const Index single = small.enrol(none, 200);
  for (PlacesAccount& account : world.gate.accounts) account.credit(100, 1000);
  const auto admit = [&](Index h, std::uint16_t places, std::size_t account) {
    Household& household = world.people.household(h);
    household.admitted = true;
    household.places = places;
    world.gate.accounts[account].use(places);
  };
  const std::vector<Index> farmers = world.collectives[farm].members;
  const std::vector<Index> workers = world.collectives[works].members;
  admit(farmers[0], 4, 0);
  admit(farmers[1], 3, 0);
  admit(workers[0], 5, 1);
  admit(single, 2, 2);
  const auto give_up = [&](Index h) {
    withdraw(world, h, PersonState::withdrawn, Cause::tired_of_waiting);
    CHECK_FALSE(world.people.household(h).admitted);
    CHECK(world.people.household(h).places == 0);
  };
  give_up(farmers[2]);  // never admitted: nothing to give back
  CHECK(world.gate.accounts[0].balance() == 93);
  give_up(farmers[0]);
  CHECK(world.gate.accounts[0].balance() == 97);
  CHECK(world.gate.accounts[0].used() == 3);
  give_up(single);
  CHECK(world.gate.accounts[2].used() == 0);
  CHECK(world.gate.accounts[1].balance() == 95);
  disband(world, world.collectives[works], PersonState::withdrawn, Cause::collective_dissolved);
  disband(world, world.collectives[farm], PersonState::withdrawn, Cause::collective_dissolved);
  for (const PlacesAccount& account : world.gate.accounts) {
    CHECK(account.used() == 0);
    CHECK(account.balance() == 100);
  }
}
