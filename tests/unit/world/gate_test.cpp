#include "engine/world/gate.hpp"

#include <catch2/catch.hpp>

#include "tests/support/field_audit.hpp"

using namespace komuna;
using namespace komuna::tests;

TEST_CASE("an account forgets what may not be carried and owes nothing to nobody") {
  PlacesAccount account;
  account.credit(40, 100);
  account.credit(40, 100);
  CHECK(account.balance() == 80);
  account.credit(40, 100);
  CHECK(account.balance() == 100);
  CHECK(account.forgotten() == 20);
  account.use(130);  // drawn ahead on purpose
  CHECK(account.balance() == -30);
  account.credit(10, 100);
  CHECK(account.balance() == -20);
  CHECK(account.credited() == account.used() + account.forgotten() + account.balance());
}

TEST_CASE("the gate follows the latest regime in force and is shut without one") {
  GateParameters gate;
  Regime wide;
  wide.id = "wide";
  wide.from = Month::of(1921, 1);
  wide.until = Month::of(1925, 12);
  Regime narrow = wide;
  narrow.id = "narrow";
  narrow.from = Month::of(1923, 1);
  narrow.until = Month::of(1923, 12);
  gate.regimes = {narrow, wide};
  CHECK(regime_in_force(gate, Month::of(1920, 12)) == nullptr);
  CHECK(regime_in_force(gate, Month::of(1921, 1))->id == "wide");
  CHECK(regime_in_force(gate, Month::of(1923, 12))->id == "narrow");
  CHECK(regime_in_force(gate, Month::of(1924, 1))->id == "wide");
  CHECK(regime_in_force(gate, Month::of(1926, 1)) == nullptr);
}

TEST_CASE("while the gate is shut no regime is in force, and the past stays as it was") {
  GateParameters gate;
  Regime wide;
  wide.from = Month::of(1921, 1);
  wide.until = Month::of(1925, 12);
  gate.regimes = {wide};
  gate.shut = gate.shut.changed(Series::Change::set, 1.0, Month::of(1922, 5), Month::of(1923, 1));
  CHECK(regime_in_force(gate, Month::of(1922, 4)) != nullptr);
  CHECK(regime_in_force(gate, Month::of(1922, 5)) == nullptr);
  CHECK(regime_in_force(gate, Month::of(1923, 1)) == nullptr);
  CHECK(regime_in_force(gate, Month::of(1923, 2)) != nullptr);
}

TEST_CASE("what a scenario says of gates is declared with meaning, range and source") {
  Regime regime;
  GateParameters gate;
  DestinationRate rate;
  Destination destination;
  CHECK(FieldAudit::of(regime) == std::vector<std::string>{});
  CHECK(FieldAudit::of(gate) == std::vector<std::string>{});
  CHECK(FieldAudit::of(rate) == std::vector<std::string>{});
  CHECK(FieldAudit::of(destination) == std::vector<std::string>{});
  regime.until = regime.from - 1;
  CHECK(FieldAudit::of(regime).size() == 1);
}

TEST_CASE("places given back balance the account, and what lapses is forgotten") {
  PlacesAccount account;
  account.credit(50, 50);
  account.use(30);
  account.give_back(12);
  CHECK(account.balance() == 32);
  CHECK(account.used() == 18);
  account.credit(50, 50);
  CHECK(account.balance() == 50);
  CHECK(account.forgotten() == 32);
  account.lapse();
  CHECK(account.balance() == 0);
  CHECK(account.credited() == account.used() + account.forgotten() + account.balance());
}
