#include "engine/processes/letters.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "tests/support/field_collector.hpp"
#include "tests/support/settled_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

int heads_with(const SmallWorld& small, Index index, Mark mark) {
  int found = 0;
  for (const Index h : small.world.collectives[index].members)
    found += small.world.people.person(small.world.people.household(h).head).has(mark) ? 1 : 0;
  return found;
}

}  // namespace

TEST_CASE("letters fields are complete", "[letters]") {
  CHECK(complaints_about_fields<LettersParameters>().empty());
}

TEST_CASE("letters tell the life that is led and arrive after the post's delay", "[letters]") {
  SmallWorld small;
  const Index index = settled(small, 50, Month::of(1925, 4));
  World& world = small.world;
  world.collectives[index].settlement.reality = {0.1, 0.2, 0.3};
  LettersParameters everybody;
  everybody.rate = Series(30.0);  // above any clock
  everybody.delay = 3;
  letters(world, everybody);
  REQUIRE(world.letters.size() == 50);
  for (const Letter& letter : world.letters) {
    CHECK(letter.arrives == Month::of(1925, 7));
    CHECK(letter.tells.living == Approx(0.1));
    CHECK(letter.tells.say == Approx(0.3));
  }
}

TEST_CASE("no letters go to a closed origin", "[letters]") {
  SmallWorld small;
  settled(small, 20, Month::of(1925, 4));
  small.world.origins[0].open = false;
  LettersParameters everybody;
  everybody.rate = Series(30.0);  // above any clock
  letters(small.world, everybody);
  CHECK(small.world.letters.empty());
}

TEST_CASE("letters follow the clock, posts are given in January", "[letters]") {
  // A clock is drawn afresh after each letter and has no memory: in a month a head writes with
  // probability 1 - exp(-0.08), whatever went before. n = 100 heads * 24 months * 30 worlds, seeds
  // 1..30: letters written are binomial(72,000, 0.0769); false alarm 1e-6 by the normal limit.
  double written = 0;
  double posts = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    SmallWorld small({}, seed);
    const Index index = settled(small, 100, Month::of(1925, 4));
    for (int m = 0; m < 24; ++m) {
      small.at(Month::of(1925, 4) + m);
      letters(small.world, LettersParameters{});
      if (m == 8) CHECK(heads_with(small, index, mark_post) == 0);  // December
    }
    written += static_cast<double>(small.world.letters.size());
    posts += heads_with(small, index, mark_post);
  }
  const double n = 72000.0;
  const double q = 1.0 - std::exp(-0.08);
  CHECK(normal_two_sided((written - n * q) / std::sqrt(n * q * (1 - q))) > false_alarm);
  // Two Januaries: 1 - exp(-24 * 0.002) = 0.0469 of 3,000 heads, same false alarm.
  const double p = 1.0 - std::exp(-24 * 0.002);
  CHECK(normal_two_sided((posts - 3000 * p) / std::sqrt(3000 * p * (1 - p))) > false_alarm);
}

TEST_CASE("a higher rate lets everybody write at least as early", "[letters]") {
  const auto first_letters = [](double rate) {
    SmallWorld small;
    const Index index = settled(small, 60, Month::of(1925, 1));
    std::vector<int> first(60, 12);
    LettersParameters p;
    p.rate = Series(rate);
    for (int m = 0; m < 12; ++m) {
      small.at(Month::of(1925, 1) + m);
      small.world.letters.clear();
      letters(small.world, p);
      for (const Letter& letter : small.world.letters)
        for (std::size_t i = 0; i < first.size(); ++i)
          if (small.world.collectives[index].members[i] == letter.household)
            first[i] = std::min(first[i], m);
    }
    return first;
  };
  const std::vector<int> seldom = first_letters(0.05), often = first_letters(0.2);
  int earlier = 0;
  for (std::size_t i = 0; i < seldom.size(); ++i) {
    CHECK(often[i] <= seldom[i]);
    earlier += often[i] < seldom[i] ? 1 : 0;
  }
  CHECK(earlier > 10);
}

TEST_CASE("Soviet citizens do not go to a foreign consulate", "[letters]") {
  SmallWorld small;
  const Index index = settled(small, 50, Month::of(1925, 4));
  LettersParameters busy;
  busy.consulate = Series(1.0);
  letters(small.world, busy);
  CHECK(heads_with(small, index, mark_consulate) == 0);  // decided in January
  small.at(Month::of(1926, 1));
  for (int i = 0; i < 25; ++i) {
    const Index h = small.world.collectives[index].members[static_cast<std::size_t>(i)];
    small.world.people.person(small.world.people.household(h).head).set(mark_soviet_citizen);
  }
  letters(small.world, busy);
  CHECK(heads_with(small, index, mark_consulate) == 25);
}
