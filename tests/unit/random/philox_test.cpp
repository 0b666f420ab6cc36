// Philox4x32-10 against the published known answers, against a naive second writing of the paper's
// definition, and, where the package is installed, against the authors' own Random123.

#include "engine/random/philox.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <random>

#if __has_include(<Random123/philox.h>)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#include <Random123/philox.h>
#pragma GCC diagnostic pop
#undef philox4x32  // a macro of theirs with the name of our function
#endif

using namespace komuna;

namespace {

constexpr bool same(Block a, Block b) {
  return a.w0 == b.w0 && a.w1 == b.w1 && a.w2 == b.w2 && a.w3 == b.w3;
}

// Known answers as distributed with Random123 (kat_vectors, "philox4x32 10").
static_assert(same(philox4x32(Counter{}, Key64{}),  // nothing said is all zeros
                   {0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u}));
static_assert(same(philox4x32({0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu},
                              {0xffffffffu, 0xffffffffu}),
                   {0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu}));
static_assert(same(philox4x32({0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u},
                              {0xa4093822u, 0x299f31d0u}),
                   {0xd16cfe09u, 0x94fdcceb, 0x5001e420u, 0x24126ea1u}));

Block naive(Counter counter, Key64 key) {
  std::array<std::uint64_t, 4> x = {counter.w0, counter.w1, counter.w2, counter.w3};
  std::array<std::uint64_t, 2> k = {key.k0, key.k1};
  const std::uint64_t low = 0xffffffffu;
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p = x[0] * 0xD2511F53u, q = x[2] * 0xCD9E8D57u;
    x = {(q >> 32) ^ x[1] ^ k[0], q & low, (p >> 32) ^ x[3] ^ k[1], p & low};
    k = {(k[0] + 0x9E3779B9u) & low, (k[1] + 0xBB67AE85u) & low};
  }
  return {static_cast<std::uint32_t>(x[0]), static_cast<std::uint32_t>(x[1]),
          static_cast<std::uint32_t>(x[2]), static_cast<std::uint32_t>(x[3])};
}

template <class Check>
void for_random_arguments(const Check& check) {
  std::mt19937 engine(1921);
  for (int i = 0; i < 10000; ++i) {
    const auto word = [&engine] { return static_cast<std::uint32_t>(engine()); };
    const Counter counter{word(), word(), word(), word()};
    const Key64 key{word(), word()};
    if (!check(counter, key)) FAIL("block " << i << " differs");
  }
}

}  // namespace

TEST_CASE("Philox agrees with a naive writing of its definition") {
  for_random_arguments([](Counter c, Key64 k) { return same(philox4x32(c, k), naive(c, k)); });
}

TEST_CASE("a row gives the blocks of counters that differ in the last word") {
  for_random_arguments([](Counter c, Key64 k) {
    const PhiloxRow row(c.w0, c.w1, c.w2, k);
    const Counter other{c.w0, c.w1, c.w2, ~c.w3};
    return same(row.at(c.w3), naive(c, k)) && same(row.at(other.w3), naive(other, k));
  });
}

#if __has_include(<Random123/philox.h>)
TEST_CASE("Philox agrees with the Random123 of its authors") {
  for_random_arguments([](Counter c, Key64 k) {
    const philox4x32_ctr_t counter = {{c.w0, c.w1, c.w2, c.w3}};
    const philox4x32_key_t key = {{k.k0, k.k1}};
    const philox4x32_ctr_t theirs = philox4x32_R(10, counter, key);
    return same(philox4x32(c, k), {theirs.v[0], theirs.v[1], theirs.v[2], theirs.v[3]});
  });
}
#endif
