// Contracts of which history knows the terms, beside those on the terms of the day.

#include <catch2/catch.hpp>

#include "engine/policies/admission.hpp"
#include "tests/support/small_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

ContractTerms known_terms() {
  ContractTerms terms;
  terms.id = "spring";
  terms.land = 230;
  terms.years = 24;
  terms.tax_free_years = 5;
  return terms;
}

// The named collective "spring" of so many households, with money, and its application at the gate.
Collective& applied(SmallWorld& small, double fund, int households = 30) {
  const Index c = small.found();
  small.enrol_many(c, households);
  Collective& collective = small.world.collectives[c];
  collective.fund = fund;
  collective.applied_in = small.world.month;
  enter_stage(collective, Stage::applied, small.world.month);
  return collective;
}

void run(SmallWorld& small, int months) {
  for (int i = 0; i < months; ++i) {
    gate(small.world, small.parameters.gate);
    small.at(small.world.month + 1);
  }
}

void sign(SmallWorld& small, Collective& collective) {
  collective.contract.signed_in = small.world.month;
  enter_stage(collective, Stage::accepted, small.world.month);
  run(small, 1);
  enter_stage(collective, Stage::preparing, small.world.month);
}

SmallWorld::Adjust with(const ContractTerms& terms) {
  return [terms](auto&, WorldParameters& w) { w.contracts = {terms}; };
}

}  // namespace

TEST_CASE("a contract of known terms has its own land, term and relief, another the usual ones") {
  for (const bool known : {true, false}) {
    ContractTerms terms = known_terms();
    if (!known) terms.id = "autumn";
    SmallWorld small(with(terms));
    Collective& collective = applied(small, 1e6);
    run(small, 24);
    REQUIRE(collective.stage == Stage::offered);
    CHECK(collective.contract.land == (known ? 230 : small.parameters.sites[0].land));
    CHECK(collective.contract.tax_free_years == (known ? 5 : 3));
    const Month signed_in = small.world.month;
    sign(small, collective);
    CHECK(collective.contract.ends == signed_in + 12 * (known ? 24 : 12));
  }
}

TEST_CASE("terms say only what they say: a shorter relief than usual changes nothing") {
  ContractTerms terms;
  terms.id = "spring";
  terms.tax_free_years = 1;
  SmallWorld small(with(terms));
  Collective& collective = applied(small, 1e6);
  run(small, 24);
  REQUIRE(collective.stage == Stage::offered);
  CHECK(collective.contract.land == small.parameters.sites[0].land);
  CHECK(collective.contract.tax_free_years == 3);
  CHECK(collective.contract.capital_per_head == 60);
}

TEST_CASE("a contract that asks for more capital sends back who would do by the rules of the day") {
  for (const double asked : {0.0, 1e4}) {
    ContractTerms terms;
    terms.id = "spring";
    terms.capital = asked;
    SmallWorld small(with(terms));
    Collective& collective = applied(small, 2e4);  // above 60 a person, far below 10,000
    run(small, 24);
    CHECK(collective.stage == (asked > 0 ? Stage::chartered : Stage::offered));
  }
}

TEST_CASE("a gate that asks for no capital takes a group that has none") {
  for (const double asked : {0.0, 0.1}) {
    SmallWorld small(
        [&](auto&, WorldParameters& w) { w.gate.regimes[0].capital_per_head = asked; });
    Collective& collective = applied(small, 0);
    for (const Index h : collective.members) {
      small.world.people.household(h).savings = 0;
      small.world.people.household(h).property = 0;
    }
    run(small, 24);
    CHECK(collective.stage == (asked > 0 ? Stage::chartered : Stage::offered));
  }
}

TEST_CASE("an agreement of its own is not refused by the rules and takes no places") {
  for (const bool own : {true, false}) {
    ContractTerms terms = known_terms();
    terms.own_agreement = own;
    SmallWorld small([&](auto&, WorldParameters& w) {
      w.contracts = {terms};
      w.gate.regimes[0].until = Month::of(1923, 4);  // shut when it applies
    });
    Collective& collective = applied(small, 0);
    run(small, 1);
    if (!own) {
      CHECK(collective.stage == Stage::dissolved);
      continue;
    }
    REQUIRE(collective.stage == Stage::offered);
    for (const Index h : collective.members) small.world.people.household(h).due = 1;
    sign(small, collective);
    run(small, 1);
    CHECK(collective.admitted == small.waiting_persons(0));
    CHECK(collective.admitted > 30);
    CHECK(small.world.gate.accounts[0].used() == 0);
    for (const Index h : collective.members) {
      CHECK(small.world.people.household(h).admitted);
      CHECK(small.world.people.household(h).places == 0);
    }
  }
}

TEST_CASE("while the gate is shut nobody with an agreement of its own is admitted either") {
  ContractTerms terms = known_terms();
  terms.own_agreement = true;
  SmallWorld small(with(terms));
  Collective& collective = applied(small, 0);
  run(small, 1);
  REQUIRE(collective.stage == Stage::offered);
  for (const Index h : collective.members) small.world.people.household(h).due = 1;
  small.parameters.gate.shut = Series(1.0);
  sign(small, collective);
  run(small, 3);
  CHECK(collective.admitted == 0);
  small.parameters.gate.shut = Series(0.0);
  run(small, 1);
  CHECK(collective.admitted > 30);
}
