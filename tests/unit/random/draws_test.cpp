// Is every draw uniform, and unrelated to its neighbours in every direction of the key?

#include "engine/random/draws.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <set>
#include <vector>

#include "engine/base/error.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// The least tail probability of: top byte and low byte uniform, pairs of neighbours uniform on
// 16 x 16 fields, no serial correlation; for each of the four words and between them. 65,536 draws.
double least_probability(const std::function<Block(std::uint32_t)>& block_of) {
  constexpr std::uint32_t n = 65536;
  std::vector<std::vector<std::uint32_t>> words(4, std::vector<std::uint32_t>(n));
  for (std::uint32_t i = 0; i < n; ++i) {
    const Block block = block_of(i);
    words[0][i] = block.w0, words[1][i] = block.w1, words[2][i] = block.w2, words[3][i] = block.w3;
  }
  double least = 1.0;
  for (std::size_t w = 0; w < 4; ++w) {
    std::vector<std::uint64_t> high(256), low(256), pairs(256), across(256);
    std::vector<double> now, next;
    for (std::uint32_t i = 0; i < n; ++i) {
      ++high[words[w][i] >> 24];
      ++low[words[w][i] & 255];
      ++across[(words[w][i] >> 28) * 16 + (words[(w + 1) % 4][i] >> 28)];
      if (i % 2 == 0) ++pairs[(words[w][i] >> 28) * 16 + (words[w][i + 1] >> 28)];
      if (i == 0) continue;
      now.push_back(to_uniform(words[w][i - 1]));
      next.push_back(to_uniform(words[w][i]));
    }
    least = std::min({least, equal_counts(high), equal_counts(low), equal_counts(pairs),
                      equal_counts(across), uncorrelated(now, next)});
  }
  return least;
}

// Philox with two rounds instead of ten, to show that the checks can fail.
Block two_rounds(Counter c, Key64 k) {
  philox_detail::round(c.w0, c.w1, c.w2, c.w3, k.k0, k.k1);
  philox_detail::round(c.w0, c.w1, c.w2, c.w3, k.k0 + philox_detail::weyl0,
                       k.k1 + philox_detail::weyl1);
  return {c.w0, c.w1, c.w2, c.w3};
}

}  // namespace

// 8 directions x 20 checks, each at 6e-9: false alarm 1e-6. Seed 1923.
TEST_CASE("Draws are uniform and independent along every part of the key") {
  const Draws draws(1923, 0);
  const double limit = false_alarm / 160.0;
  const Month may{1923 * 12 + 4};
  const auto byte = [](std::uint32_t i) { return static_cast<std::uint8_t>(i & 255); };
  const auto stream = [](std::uint32_t i) { return static_cast<Stream>(i & 255); };
  const auto month = [](std::uint32_t i) { return Month{static_cast<std::int32_t>(i)}; };

  CHECK(least_probability(
            [&](std::uint32_t i) { return draws.block(i, 7, may, Stream::trait, 1, 9); }) > limit);
  CHECK(least_probability(
            [&](std::uint32_t i) { return draws.block(7, i, may, Stream::trait, 1, 9); }) > limit);
  CHECK(least_probability([&](std::uint32_t i) {
          return draws.block(7, 8, month(i), Stream::trait, 1, 9);
        }) > limit);
  CHECK(least_probability(
            [&](std::uint32_t i) { return draws.block(7, i >> 8, may, stream(i), 1, 9); }) > limit);
  CHECK(least_probability([&](std::uint32_t i) {
          return draws.block(7, i >> 8, may, Stream::trait, byte(i), 9);
        }) > limit);
  CHECK(least_probability(
            [&](std::uint32_t i) { return draws.block(7, 8, may, Stream::trait, 1, i); }) > limit);
  CHECK(least_probability([&](std::uint32_t i) {
          return Draws(1923, i).block(7, 8, may, Stream::trait, 1, 9);
        }) > limit);
  CHECK(least_probability([&](std::uint32_t i) {
          return Draws(i, 3).block(7, 8, may, Stream::trait, 1, 9);
        }) > limit);
}

TEST_CASE("The checks above see a generator that is too weak") {
  CHECK(least_probability([](std::uint32_t i) { return two_rounds({i, 7, 3, 9}, {1, 2}); }) <
        false_alarm / 160.0);
  CHECK(least_probability([](std::uint32_t i) { return two_rounds({7, 8, 3, i}, {1, 2}); }) <
        false_alarm / 160.0);
}

TEST_CASE("The layout of version 1 is what the header says") {
  const Draws draws(42, 7);
  const auto key = draws.key();
  const Month month{23081};
  const Block block = draws.block(11, 22, month, Stream::vote, 5, 33);
  const Block want =
      philox4x32({11, 22, (23081u << 16) | (9u << 8) | 5u, 33},
                 {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)});
  CHECK(block.w0 == want.w0);
  CHECK(block.w3 == want.w3);
  CHECK(draws.uniform(11, 22, month, Stream::vote, 5, 33) == to_uniform(want.w0));
  // What is not said is 0.
  CHECK(draws.uniform(11, 22, month, Stream::vote) ==
        draws.uniform(11, 22, month, Stream::vote, 0, 0));
  CHECK(draws.block(11, 22, month, Stream::vote).w1 ==
        draws.block(11, 22, month, Stream::vote, 0, 0).w1);
  const Counter counter = draws.counter(11, 22, month, Stream::vote);
  CHECK(philox4x32(counter, draws.words()).w2 == draws.block(11, 22, month, Stream::vote, 0, 0).w2);
  CHECK(draws.row(11, 22, month, Stream::vote).at(33).w3 ==
        draws.block(11, 22, month, Stream::vote, 0, 33).w3);
  // Frozen: another number here is another layout, and old runs cannot be replayed.
  CHECK(rng_layout_version == 1);
  CHECK(key == 0x16062D6C1339E500u);
  CHECK(block.w0 == 0x6DD5F74Eu);
  CHECK(semantic_id("") == 0xAB3E7C0Bu);
  CHECK(semantic_id("origin/slovakia") == 0x2C68496Eu);
  CHECK_THROWS_AS(draws.block(1, 1, Month{65536}, Stream::vote), InternalError);
  CHECK_THROWS_AS(draws.block(1, 1, Month{-1}, Stream::vote), InternalError);
}

TEST_CASE("Replicates of a seed never share a key") {
  std::set<std::uint64_t> keys;
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    for (std::uint64_t replicate = 0; replicate < 1000; ++replicate)
      keys.insert(Draws(seed, replicate).key());
  CHECK(keys.size() == 20000);
}

TEST_CASE("Uniform numbers lie strictly between 0 and 1 and are symmetric") {
  CHECK(to_uniform(0) > 0.0);
  CHECK(to_uniform(0xFFFFFFFFu) < 1.0);
  CHECK(to_uniform(0) + to_uniform(0xFFFFFFFFu) == 1.0);
  CHECK(to_uniform53(0, 0) > 0.0);
  CHECK(to_uniform53(0xFFFFFFFFu, 0xFFFFFFFFu) < 1.0);
  CHECK(to_uniform53(0, 0) + to_uniform53(0xFFFFFFFFu, 0xFFFFFFFFu) == 1.0);
  CHECK(to_uniform53(1, 0) > to_uniform53(0, 0xFFFFFFFFu));
  CHECK(exponential(1.0) == 0.0);
  CHECK(exponential(0.5) == Approx(0.6931471805599453));
}

TEST_CASE("Names differ in their ids down to one letter") {
  std::set<std::uint32_t> ids;
  for (char a = 'a'; a <= 'z'; ++a)
    for (char b = 'a'; b <= 'z'; ++b) ids.insert(semantic_id(std::string{'x', a, b}));
  CHECK(ids.size() == 26 * 26);
}
