#include "engine/world/contract_terms.hpp"

#include <catch2/catch.hpp>

#include "tests/support/field_audit.hpp"

using namespace komuna;
using namespace komuna::tests;

TEST_CASE("terms of a contract: fields are declared with a meaning and a basis") {
  ContractTerms terms;
  CHECK(FieldAudit::of(terms).empty());
  terms.land = -1;
  CHECK(FieldAudit::of(terms).size() == 1);
}
