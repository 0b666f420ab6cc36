#include "engine/world/economy.hpp"

#include <catch2/catch.hpp>

#include "tests/support/field_audit.hpp"

using namespace komuna;
using namespace komuna::tests;

TEST_CASE("living standards lie on a logarithmic scale between two wages") {
  EconomyParameters economy;
  economy.living_low = 2;
  economy.living_high = 128;  // six doublings
  CHECK(living_standard(economy, 2) == 0.0);
  CHECK(living_standard(economy, 4) == Approx(1.0 / 6));
  CHECK(living_standard(economy, 16) == Approx(0.5));
  CHECK(living_standard(economy, 64) == Approx(5.0 / 6));
  CHECK(living_standard(economy, 128) == 1.0);
  CHECK(living_standard(economy, 1) == 0.0);
  CHECK(living_standard(economy, 1e9) == 1.0);
  CHECK(living_standard(economy, 1e-300) == 0.0);
}

TEST_CASE("the economy is declared and its two wages must be in order") {
  EconomyParameters economy;
  CHECK(FieldAudit::of(economy) == std::vector<std::string>{});
  economy.living_high = economy.living_low;
  CHECK(FieldAudit::of(economy).size() == 1);
}
