#include "engine/output/outcome_record.hpp"

#include <catch2/catch.hpp>

#include "engine/output/outcome_members.hpp"
#include "engine/output/packed.hpp"
#include "tests/support/random_record.hpp"

using namespace komuna;

TEST_CASE("outcome record: any outcome is restored to the last bit") {
  for (unsigned seed = 0; seed < 500; ++seed) {
    Outcome outcome;
    tests::RandomRecord(seed).fill(outcome);
    INFO("seed " << seed);
    CHECK(tests::same_bits(unpack_outcome(pack_outcome(outcome)), outcome));
  }
  CHECK(tests::same_bits(unpack_outcome(pack_outcome({})), Outcome{}));
  Outcome failed;
  failed.error = "why \0 not";
  failed.beyond_limits = true;
  CHECK(tests::same_bits(unpack_outcome(pack_outcome(failed)), failed));
}

TEST_CASE("outcome record: the comparison of the test above sees the smallest difference") {
  Outcome one, other;
  tests::RandomRecord(1).fill(one);
  other = one;
  CHECK(tests::same_bits(one, other));
  other.places_used = one.places_used == 0 ? -one.places_used : 0.0;
  CHECK(!tests::same_bits(one, other));
}

TEST_CASE("outcome record: bytes that are none, or too many, are refused") {
  CHECK_THROWS_AS(unpack_outcome(""), DamagedRecord);
  CHECK_THROWS_AS(unpack_outcome(pack("")), DamagedRecord);
  CHECK_THROWS_AS(unpack_outcome(pack(unpack(pack_outcome({})) + 'x')), DamagedRecord);
}
