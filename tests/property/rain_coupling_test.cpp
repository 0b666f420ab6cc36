// What two worlds share: the guarantees of the rain that make paired worlds comparable, checked on
// random cells, and shown to fail for a rain that is laid out from the scenario.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <functional>
#include <random>
#include <set>
#include <tuple>
#include <vector>

#include "engine/random/rain.hpp"

using namespace komuna;

namespace {

using Found = std::set<std::tuple<std::uint32_t, double, double>>;
using Ceiling = std::function<double(std::uint32_t, std::uint32_t)>;
using Rain = std::function<Found(const Draws&, const RainKey&, std::uint32_t, const Ceiling&)>;

Found real(const Draws& draws, const RainKey& key, std::uint32_t heads, const Ceiling& ceiling) {
  Found found;
  rain<8>(draws, key, heads, ceiling,
          [&](const Drop& drop) { found.emplace(drop.slot, drop.height, drop.time); });
  return found;
}

// The obvious way: as many drops as expected below the ceiling on all heads, one after the other.
// The law is right in every single world; nothing is shared between two.
Found from_scenario(const Draws& draws, const RainKey& key, std::uint32_t heads,
                    const Ceiling& ceiling) {
  Found found;
  const double bound = ceiling(0, heads - 1);
  const double expected = bound * heads;
  double at = 0.0;
  for (std::uint32_t i = 0;; ++i) {
    const Block block = draws.block(key.cell, key.alternative, key.month, key.stream, 0, i);
    at += exponential(to_uniform(block.w0));
    if (at > expected) return found;
    found.emplace(static_cast<std::uint32_t>(to_uniform(block.w1) * heads),
                  bound * to_uniform(block.w2), to_uniform(block.w3));
  }
}

// Base layer from the ceiling: drops keep their number but move when the ceiling is raised.
Found layered_by_ceiling(const Draws& draws, const RainKey& key, std::uint32_t heads,
                         const Ceiling& ceiling) {
  const double bound = ceiling(0, heads - 1);
  Found found;
  for (const auto& [slot, height, time] :
       real(draws, key, heads, [](std::uint32_t, std::uint32_t) { return 0.01; }))
    found.emplace(slot, height / 0.01 * bound, time);
  return found;
}

Ceiling constant(double value) {
  return [value](std::uint32_t, std::uint32_t) { return value; };
}

bool contains(const Found& large, const Found& small) {
  return std::includes(large.begin(), large.end(), small.begin(), small.end());
}

struct Case {
  Draws draws;
  RainKey key;
  std::uint32_t heads;
  double low, high;
};

// Two hundred random cells with low < high ceilings; about 20 drops below the higher.
std::vector<Case> cases() {
  std::mt19937 engine(1923);
  std::vector<Case> result;
  for (int i = 0; i < 200; ++i) {
    const auto word = [&engine] { return static_cast<std::uint32_t>(engine()); };
    const std::uint32_t heads = 1u + (word() >> (8 + word() % 16));
    const double high = (1.0 + word() % 40) / heads;
    result.push_back({Draws(word(), word()),
                      RainKey{word(), word(), Month{static_cast<std::int32_t>(word() % 65536)},
                              Stream::recruitment},
                      heads, high * to_uniform(word()), high});
  }
  return result;
}

// A higher ceiling reveals a superset: exactly the drops it must.
bool nested_ceilings(const Rain& fall) {
  for (const Case& c : cases()) {
    const Found many = fall(c.draws, c.key, c.heads, constant(c.high));
    const Found few = fall(c.draws, c.key, c.heads, constant(c.low));
    Found below;
    for (const auto& drop : many)
      if (std::get<1>(drop) <= c.low) below.insert(drop);
    if (few != below) return false;
  }
  return true;
}

// More heads leave every drop of a lower slot alone.
bool more_heads(const Rain& fall) {
  for (const Case& c : cases()) {
    const Found before = fall(c.draws, c.key, c.heads, constant(c.high));
    for (const std::uint32_t heads : {c.heads + 1, c.heads + c.heads / 100 + 1, 3 * c.heads}) {
      const Found after = fall(c.draws, c.key, heads, constant(c.high));
      if (!contains(after, before)) return false;
      for (const auto& drop : after)
        if (std::get<0>(drop) < c.heads && before.count(drop) == 0) return false;
    }
  }
  return true;
}

// A ceiling changed in one range of slots moves nothing in another.
bool other_ranges(const Rain& fall) {
  for (const Case& c : cases()) {
    if (c.heads <= 512) continue;
    const Found before = fall(c.draws, c.key, c.heads, constant(c.high));
    const Found after = fall(c.draws, c.key, c.heads, [&](std::uint32_t first, std::uint32_t) {
      return first < 512 ? 2.0 * c.high : c.high;
    });
    Found upper_before, upper_after;
    for (const auto& drop : before)
      if (std::get<0>(drop) >= 512) upper_before.insert(drop);
    for (const auto& drop : after)
      if (std::get<0>(drop) >= 512) upper_after.insert(drop);
    if (upper_before != upper_after) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("Raising a ceiling reveals drops and moves none") { CHECK(nested_ceilings(real)); }

TEST_CASE("More heads leave the drops of lower slots alone") { CHECK(more_heads(real)); }

TEST_CASE("A ceiling in one range of slots is nobody else's business") {
  CHECK(other_ranges(real));
}

TEST_CASE("A rain laid out from the scenario fails these guarantees") {
  CHECK_FALSE(nested_ceilings(from_scenario));
  CHECK_FALSE(more_heads(from_scenario));
  CHECK_FALSE(other_ranges(from_scenario));
  CHECK_FALSE(nested_ceilings(layered_by_ceiling));
}

TEST_CASE("The rain of one alternative does not know the others") {
  // An added alternative draws from its own key: the drops of the first are the same set before,
  // while and after others are drawn, and no drop is shared.
  for (const Case& c : cases()) {
    const Found alone = real(c.draws, c.key, c.heads, constant(c.high));
    RainKey added = c.key;
    added.alternative ^= 1u;
    const Found other = real(c.draws, added, c.heads, constant(c.high));
    CHECK(real(c.draws, c.key, c.heads, constant(c.high)) == alone);
    for (const auto& drop : other) CHECK(alone.count(drop) == 0);
  }
}

TEST_CASE("Equal accepted sets: a higher hazard in the month is a superset of acts") {
  for (const Case& c : cases()) {
    const auto acts = [&c](double factor) {
      const auto hazard = [&](std::uint32_t slot) {
        return factor * c.low / (1.0 + static_cast<double>(slot) / c.heads);
      };
      Found accepted;
      rain<8>(
          c.draws, c.key, c.heads,
          [&](std::uint32_t first, std::uint32_t) { return hazard(first); },
          [&](const Drop& drop) {
            if (drop.height <= hazard(drop.slot))
              accepted.emplace(drop.slot, drop.height, drop.time);
          });
      return accepted;
    };
    CHECK(contains(acts(1.3), acts(1.0)));
  }
}
