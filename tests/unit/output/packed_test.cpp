#include "engine/output/packed.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace komuna;

TEST_CASE("packed: gives back what was packed, small or large, dull or random") {
  std::mt19937_64 bits(3);
  std::string noise(100000, '\0');
  for (char& c : noise) c = static_cast<char>(bits());
  for (const std::string& bytes : {std::string(), std::string("a"), std::string(1000000, 'x'),
                                   std::string("\0\0\xFF", 3), noise})
    CHECK(unpack(pack(bytes)) == bytes);
  CHECK(pack(std::string(1000000, 'x')).size() < 1000);
}

TEST_CASE("packed: every changed byte and every missing end is found") {
  std::string bytes;
  for (int i = 0; i < 200; ++i) bytes += std::to_string(i * i);
  const std::string packed = pack(bytes);
  for (std::size_t at = 0; at < packed.size(); ++at) {
    std::string damaged = packed;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
    INFO(at);
    try {
      const bool is_same = unpack(damaged) == bytes;  // a bit that means nothing may change
      CHECK(is_same);
    } catch (const DamagedRecord&) {
    }
    CHECK_THROWS_AS(unpack(packed.substr(0, at)), DamagedRecord);
  }
  CHECK_THROWS_AS(unpack(packed + 'x'), DamagedRecord);
  CHECK_THROWS_AS(unpack("no frame at all"), DamagedRecord);
}
