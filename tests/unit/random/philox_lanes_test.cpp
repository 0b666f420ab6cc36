// Draws in batches against philox4x32, one counter at a time.

#include "engine/random/philox_lanes.hpp"

#include <catch2/catch.hpp>

using namespace komuna;

namespace {

constexpr Key64 key{0x12345678u, 0x9ABCDEF0u};
constexpr Counter all{7u, 0xFFFFFFFFu, 0x80000001u, 42u};

// Words that fill all bits, different in every lane.
PhiloxColumn column(std::uint32_t start) {
  PhiloxColumn words{};
  for (std::size_t i = 0; i < philox_batch; ++i)
    words[i] = start + static_cast<std::uint32_t>(i) * 0x9E3779B9u;
  return words;
}

using Many = void (*)(const PhiloxCounters&, std::size_t, Key64, PhiloxBlocks&);

void check_against_single_blocks(Many many) {
  const PhiloxColumn w1 = column(1), w2 = column(2), w3 = column(3);
  for (const PhiloxCounters& counters :
       {PhiloxCounters{all, nullptr, nullptr, &w3}, PhiloxCounters{all, &w1, nullptr, nullptr},
        PhiloxCounters{all, &w1, &w2, nullptr}, PhiloxCounters{all, &w1, &w2, &w3},
        PhiloxCounters{all, nullptr, nullptr, nullptr}})
    for (const std::size_t count : {std::size_t{1}, std::size_t{7}, std::size_t{8}, philox_batch}) {
      PhiloxBlocks blocks{};
      many(counters, count, key, blocks);
      for (std::size_t i = 0; i < count; ++i) {
        Counter counter = all;
        if (counters.w1 != nullptr) counter.w1 = w1[i];
        if (counters.w2 != nullptr) counter.w2 = w2[i];
        if (counters.w3 != nullptr) counter.w3 = w3[i];
        const Block expected = philox4x32(counter, key);
        REQUIRE(blocks.w0[i] == expected.w0);
        REQUIRE(blocks.w1[i] == expected.w1);
        REQUIRE(blocks.w2[i] == expected.w2);
        REQUIRE(blocks.w3[i] == expected.w3);
      }
    }
}

}  // namespace

TEST_CASE("Draws in a batch are the draws one by one") {
  check_against_single_blocks(philox_many);
  check_against_single_blocks(philox_detail::many_plain);
  if (philox_detail::many_avx2_exists()) check_against_single_blocks(philox_detail::many_avx2);
}

TEST_CASE("Nothing is written for an empty batch") {
  PhiloxBlocks blocks{};
  philox_many({all, nullptr, nullptr, nullptr}, 0, key, blocks);
  for (std::size_t i = 0; i < philox_batch; ++i) CHECK(blocks.w0[i] == 0);
}
