#include "analysis/paired_record.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "engine/output/packed.hpp"

using namespace komuna;

TEST_CASE("what a pair leaves behind survives as bytes, exactly") {
  PairedRecord record;
  record.deaths.resize(2);
  record.deaths[1][3] = 12;
  record.lives = {
      {{Pairing::only_base, 4, Stratum::member, Journey::went, Journey::fell_apart, 17, 6}}, {}};
  record.figures = {{1.5, -0.0, std::numeric_limits<double>::infinity()}, {}};
  const PairedRecord again = unpacked_pairs(packed(record));
  CHECK(again.deaths == record.deaths);
  REQUIRE(again.lives.size() == 2);
  REQUIRE(again.lives[0].size() == 1);
  CHECK(again.lives[0][0].in_alternative == Journey::fell_apart);
  CHECK(again.lives[0][0].persons == 17);
  CHECK(again.lives[0][0].heads == 6);
  CHECK(again.figures == record.figures);
  CHECK(packed(again) == packed(record));
}

TEST_CASE("bytes that are cut short, too long or another's are recognised") {
  PairedRecord record;
  record.deaths.resize(1);
  const std::string bytes = packed(record);
  CHECK_THROWS_AS(unpacked_pairs(""), DamagedRecord);
  CHECK_THROWS_AS(unpacked_pairs(bytes.substr(0, bytes.size() - 1)), DamagedRecord);
  CHECK_THROWS_AS(unpacked_pairs(bytes + "x"), DamagedRecord);
  std::string other = bytes;
  other[0] = static_cast<char>(other[0] ^ 1);
  CHECK_THROWS_AS(unpacked_pairs(other), DamagedRecord);
}
