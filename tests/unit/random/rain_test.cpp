// The rain against the closed forms of a Poisson random measure.
//
// Independent of the code: counts below a ceiling h on w slots are Poisson(w h); given the count,
// slots, heights and times are uniform; the lowest drop of a slot is exponential; disjoint regions
// are independent. Seeds 1921..1926; each check has false-alarm probability 1e-6 or less.

#include "engine/random/rain.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

#include "engine/base/error.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

RainKey key_of(std::int32_t month, std::uint32_t cell = 17) {
  return {cell, 4711, Month{month}, Stream::recruitment};
}

template <int first_bits>
std::vector<Drop> drops_below(const Draws& draws, const RainKey& key, std::uint32_t heads,
                              double ceiling) {
  std::vector<Drop> found;
  rain<first_bits>(
      draws, key, heads, [ceiling](std::uint32_t, std::uint32_t) { return ceiling; },
      [&found](const Drop& drop) { found.push_back(drop); });
  return found;
}

// Tail probability of a sample of counts under the Poisson law, by chi-square over its classes.
double poisson_fit(const std::vector<std::size_t>& sample, double mean) {
  std::size_t most = 0;
  for (const std::size_t count : sample) most = std::max(most, count);
  std::vector<double> counts(most + 2, 0.0), expected(most + 2, 0.0);
  double left = 1.0, probability = std::exp(-mean);
  for (std::size_t k = 0; k <= most; ++k) {
    expected[k] = probability * static_cast<double>(sample.size());
    left -= probability;
    probability *= mean / static_cast<double>(k + 1);
  }
  expected[most + 1] = left * static_cast<double>(sample.size());
  for (const std::size_t count : sample) counts[count] += 1.0;
  return expected_counts(counts, expected);
}

template <int first_bits>
void check_counts(std::uint32_t heads, double ceiling, int months, std::uint64_t seed) {
  const Draws draws(seed, 0);
  std::vector<std::size_t> sample;
  double total = 0.0;
  for (int month = 0; month < months; ++month) {
    sample.push_back(drops_below<first_bits>(draws, key_of(month), heads, ceiling).size());
    total += static_cast<double>(sample.back());
  }
  const double mean = heads * ceiling;
  INFO("heads " << heads << ", ceiling " << ceiling);
  CHECK(normal_two_sided((total - months * mean) / std::sqrt(months * mean)) > false_alarm);
  CHECK(poisson_fit(sample, mean) > false_alarm);
}

}  // namespace

// n = 20,000 months each; ceilings inside, at and between edges of rectangles, far up in the even
// ones, and heads that cut a block.
TEST_CASE("Counts are Poisson at every ceiling") {
  check_counts<8>(256, 1.0 / 4096, 20000, 1921);
  check_counts<8>(256, 0.7 / 4096, 20000, 1922);
  check_counts<8>(256, 3.1 / 4096, 20000, 1923);
  check_counts<8>(256, 100.0 / 4096, 20000, 1924);
  check_counts<8>(200, 0.05, 20000, 1925);
  check_counts<8>(3000, 0.004, 20000, 1926);
  check_counts<8>(257, 0.21, 5000, 1921);  // beyond 16 expected: even rectangles
  check_counts<0>(1, 0.02, 20000, 1922);
  check_counts<0>(1, 3.0, 20000, 1923);
  check_counts<0>(1, 40.0, 5000, 1924);
  check_counts<0>(13, 0.4, 20000, 1925);
}

// n = about 500,000 drops, seed 1923.
TEST_CASE("Given their number, drops are uniform in slot, height and time, and unrelated") {
  const Draws draws(1923, 0);
  const std::uint32_t heads = 1000;
  const double ceiling = 0.05;
  std::vector<double> slots, heights, times;
  std::vector<std::uint64_t> per_slot(heads);
  for (int month = 0; month < 10000; ++month) {
    for (const Drop& drop : drops_below<8>(draws, key_of(month), heads, ceiling)) {
      REQUIRE(drop.slot < heads);
      REQUIRE((drop.height > 0.0 && drop.height <= ceiling));
      REQUIRE((drop.time > 0.0 && drop.time < 1.0));
      slots.push_back(drop.slot);
      heights.push_back(drop.height / ceiling);
      times.push_back(drop.time);
      ++per_slot[drop.slot];
    }
  }
  CHECK(equal_counts(per_slot) > false_alarm);
  CHECK(uniform_sample(heights) > false_alarm);
  CHECK(uniform_sample(times) > false_alarm);
  CHECK(uncorrelated(slots, heights) > false_alarm);
  CHECK(uncorrelated(slots, times) > false_alarm);
  CHECK(uncorrelated(heights, times) > false_alarm);
}

// The drops over w slots, sorted by height, have exponential gaps of mean 1/w. n = 100,000 gaps.
TEST_CASE("Gaps between heights are exponential") {
  const Draws draws(1924, 0);
  const std::uint32_t heads = 300;
  std::vector<double> gaps;
  for (int month = 0; month < 2500; ++month) {
    std::vector<double> heights;
    for (const Drop& drop : drops_below<8>(draws, key_of(month), heads, 0.3))
      heights.push_back(drop.height);
    std::sort(heights.begin(), heights.end());
    // A fixed number of gaps, far fewer than there are drops: no selection by the ceiling.
    REQUIRE(heights.size() > 41);
    for (std::size_t i = 0; i < 40; ++i) {
      const double gap = heights[i] - (i == 0 ? 0.0 : heights[i - 1]);
      gaps.push_back(std::exp(-gap * heads));
    }
  }
  CHECK(uniform_sample(gaps) > false_alarm);
}

// n = 400 slots x 5,000 months = 2,000,000 person-months, seed 1925.
TEST_CASE("A head with hazard h acts in a month with probability 1 - exp(-h)") {
  const Draws draws(1925, 0);
  const auto hazard = [](std::uint32_t slot) { return 0.3 / (1.0 + slot / 40.0); };
  std::vector<double> acts(400, 0.0), expected;
  for (int month = 0; month < 5000; ++month) {
    std::map<std::uint32_t, bool> acted;
    rain<8>(
        draws, key_of(month), 400,
        [&](std::uint32_t first, std::uint32_t) { return hazard(first); },
        [&](const Drop& drop) {
          if (drop.height <= hazard(drop.slot)) acted[drop.slot] = true;
        });
    for (const auto& entry : acted) acts[entry.first] += 1.0;
  }
  double statistic = 0.0;
  for (std::uint32_t slot = 0; slot < 400; ++slot) {
    const double p = -std::expm1(-hazard(slot));
    const double difference = acts[slot] - 5000 * p;
    statistic += difference * difference / (5000 * p * (1 - p));
  }
  CHECK(chi_square_two_sided(statistic, 400) > false_alarm);
}

// n = 20,000 pairs each, seed 1926.
TEST_CASE("Neighbouring months, cells, alternatives, blocks and rectangles are independent") {
  const Draws draws(1926, 0);
  std::vector<double> here, next_month, next_cell, other_alternative, other_stream, other_world;
  std::vector<double> block0, block1, low, high;
  const Draws twin(1926, 1);
  for (int month = 0; month < 20000; ++month) {
    const auto size = [&](const Draws& d, std::int32_t m, std::uint32_t cell,
                          std::uint32_t alternative, Stream stream) {
      double count = 0.0;
      rain<8>(
          d, {cell, alternative, Month{m}, stream}, 256,
          [](std::uint32_t, std::uint32_t) { return 0.01; }, [&](const Drop&) { count += 1.0; });
      return count;
    };
    here.push_back(size(draws, month, 17, 1, Stream::recruitment));
    next_month.push_back(size(draws, month + 1, 17, 1, Stream::recruitment));
    next_cell.push_back(size(draws, month, 18, 1, Stream::recruitment));
    other_alternative.push_back(size(draws, month, 17, 2, Stream::recruitment));
    other_stream.push_back(size(draws, month, 17, 1, Stream::individual_request));
    other_world.push_back(size(twin, month, 17, 1, Stream::recruitment));
    double a = 0, b = 0, l = 0, h = 0;
    for (const Drop& drop : drops_below<8>(draws, key_of(month), 512, 0.01)) {
      (drop.slot < 256 ? a : b) += 1.0;
      (drop.height < 0.003 ? l : h) += 1.0;
    }
    block0.push_back(a), block1.push_back(b), low.push_back(l), high.push_back(h);
  }
  CHECK(uncorrelated(here, next_month) > false_alarm);
  CHECK(uncorrelated(here, next_cell) > false_alarm);
  CHECK(uncorrelated(here, other_alternative) > false_alarm);
  CHECK(uncorrelated(here, other_stream) > false_alarm);
  CHECK(uncorrelated(here, other_world) > false_alarm);
  CHECK(uncorrelated(block0, block1) > false_alarm);
  CHECK(uncorrelated(low, high) > false_alarm);
}

TEST_CASE("A ceiling is asked for once per block, with the slots that exist") {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> asked;
  const auto ask = [&asked](std::uint32_t first, std::uint32_t last) {
    asked.emplace_back(first, last);
    return 0.0;
  };
  const auto never = [](const Drop&) { FAIL("a drop under a ceiling of zero"); };
  rain<2>(Draws(1, 1), key_of(1), 21, ask, never);
  using Ranges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
  CHECK(asked == Ranges{{0, 3}, {4, 7}, {8, 15}, {16, 20}});
  asked.clear();
  rain<0>(Draws(1, 1), key_of(1), 5, ask, never);
  CHECK(asked == Ranges{{0, 0}, {1, 1}, {2, 3}, {4, 4}});
  asked.clear();
  rain<8>(Draws(1, 1), key_of(1), 0, ask, never);
  CHECK(asked.empty());
  rain<8>(Draws(1, 1), key_of(1), 1u << 31, ask, never);
  CHECK(asked.size() == 24);
}

TEST_CASE("What the rain cannot number is refused") {
  const Draws draws(1, 1);
  CHECK_THROWS_AS(drops_below<8>(draws, key_of(1), (1u << 31) + 1u, 0.0), InternalError);
  CHECK_THROWS_AS(drops_below<8>(draws, key_of(1), 256, 1e9), InternalError);
  CHECK_THROWS_AS(drops_below<8>(draws, key_of(1), 256, std::numeric_limits<double>::infinity()),
                  InternalError);
  CHECK_THROWS_AS(drops_below<8>(draws, key_of(1), 256, std::nan("")), InternalError);
}

TEST_CASE("No two places of the rain share a counter") {
  // Block, rectangle and drop keep to their bits.
  CHECK(rain_detail::pack(31, rain_rectangles::max_rectangles - 1, 63) == 0xFFFFFFFFu);
  CHECK(rain_detail::pack(1, 0, 0) ==
        rain_detail::pack(0, rain_rectangles::max_rectangles - 1, 63) + 1);
  CHECK(rain_detail::pack(0, 1, 0) == rain_detail::pack(0, 0, 63) + 1);
  CHECK(rain_count_draw != rain_drop_draw);
}

TEST_CASE("The rain of layout 1 is frozen") {
  // Another number here is another rng_layout_version: old runs could not be replayed.
  std::uint64_t checksum = 0;
  const Draws draws(1923, 4);
  const auto add = [&checksum](double fraction) {
    checksum =
        checksum * 0x100000001B3u + static_cast<std::uint64_t>(fraction * 4503599627370496.0);
  };
  for (int month = 0; month < 500; ++month) {
    for (const Drop& drop : drops_below<8>(draws, key_of(month), 5000, 0.01)) {
      checksum = checksum * 0x100000001B3u + drop.slot;
      add(drop.height);
      add(drop.time);
    }
  }
  CHECK(checksum == 0x3CE11A902D6F976Au);
  // The blocks of heads and of single lines.
  CHECK(people_first_bits == 8);
  CHECK(line_first_bits == 0);
}
