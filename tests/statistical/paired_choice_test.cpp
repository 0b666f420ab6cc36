// What two worlds that share their rain share of the decisions in it, in figures that are known
// exactly.
//
// A Bernoulli decision under common random numbers, 1{U < p_A} and 1{U < p_B}: the difference has
// the variance d (1 - d), d = |p_A - p_B|, against p_A (1 - p_A) + p_B (1 - p_B) for independent
// worlds; 25.49 times as much at 0.5 and 0.52. Here U < p is "a drop of the month lies below the
// hazard h", p = 1 - exp(-h).
//
// A choice under Gumbel's coupling: when an option is added, the share that switches is its
// probability, and all of them switch to it. The model chooses by competing drops instead of Gumbel
// maxima (the earliest drop below the hazard of its option wins), which has the same law and the
// same property. A choice from one uniform number by the cumulative probabilities, the new option
// first, has the right law too and makes more switch: p times the mean rank of the old options.
//
// n heads, seeds as given; |z| < 4.89, false alarm 1e-6 an assertion.

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "engine/random/rain.hpp"

using namespace komuna;

namespace {

constexpr std::uint32_t heads = 1u << 20;
constexpr double surprise = 4.89;

RainKey key_of(std::uint32_t alternative) {
  return {7, alternative, Month::of(1923, 5), Stream::recruitment};
}

double hazard_of(double probability) { return -std::log(1 - probability); }

// Who acts in a month at this hazard.
std::vector<bool> acts(const Draws& draws, double hazard) {
  std::vector<bool> act(heads, false);
  rain<people_first_bits>(
      draws, key_of(0), heads, [hazard](std::uint32_t, std::uint32_t) { return hazard; },
      [&](const Drop& drop) { act[drop.slot] = true; });
  return act;
}

// Variance of the difference of two worlds, a head, and heads that act in the first alone.
struct Difference {
  double variance = 0;
  int only_first = 0;
};

Difference difference(const std::vector<bool>& a, const std::vector<bool>& b) {
  double sum = 0, squares = 0;
  Difference found;
  for (std::uint32_t i = 0; i < heads; ++i) {
    const int away = static_cast<int>(b[i]) - static_cast<int>(a[i]);
    sum += away;
    squares += away * away;
    found.only_first += away < 0;
  }
  found.variance = squares / heads - sum * sum / heads / heads;
  return found;
}

// What everybody chooses among options of these hazards: by the earliest drop; -1 = nothing.
std::vector<int> choices(const Draws& draws, const std::vector<double>& hazards) {
  std::vector<int> choice(heads, -1);
  std::vector<double> first(heads, 2);
  for (std::uint32_t k = 0; k < hazards.size(); ++k)
    rain<people_first_bits>(
        draws, key_of(k), heads,
        [hazard = hazards[k]](std::uint32_t, std::uint32_t) { return hazard; },
        [&](const Drop& drop) {
          if (drop.time >= first[drop.slot]) return;
          first[drop.slot] = drop.time;
          choice[drop.slot] = static_cast<int>(k);
        });
  return choice;
}

struct Switched {
  double share = 0;
  int between_old = 0;
};

Switched switched(const std::vector<int>& before, const std::vector<int>& after, int added) {
  int all = 0;
  Switched result;
  for (std::uint32_t i = 0; i < heads; ++i) {
    if (before[i] == after[i]) continue;
    ++all;
    result.between_old += after[i] != added;
  }
  result.share = static_cast<double>(all) / heads;
  return result;
}

bool near(double share, double exact) {
  return std::fabs(share - exact) < surprise * std::sqrt(exact * (1 - exact) / heads);
}

}  // namespace

TEST_CASE("a decision in two worlds with one rain: the variance of the difference is d (1 - d)") {
  // Squares of the difference are a Bernoulli variable of mean 0.02 (one rain) or 0.5 (two): the
  // variance's error is theirs, less a part of second order; that of the ratio is the sum of both
  // relative ones, 0.0068 and 0.00098, so |z| < 4.89 allows 3.4 in 100.
  const Draws one(1921, 3), other(1921, 4);
  const std::vector<bool> a = acts(one, hazard_of(0.5)), b = acts(one, hazard_of(0.52));
  const Difference paired = difference(a, b);
  CHECK(paired.only_first == 0);  // a higher hazard takes nobody's decision back
  CHECK(std::fabs(paired.variance - 0.02 * 0.98) < surprise * std::sqrt(0.02 * 0.98 / heads));
  const Difference apart = difference(a, acts(other, hazard_of(0.52)));
  CHECK(std::fabs(apart.variance - (0.5 * 0.5 + 0.52 * 0.48)) < surprise * 0.5 / std::sqrt(heads));
  const double relative = std::hypot(std::sqrt(0.98 / 0.02 / heads), std::sqrt(1.0 / heads));
  CHECK(std::fabs(apart.variance / paired.variance / 25.4898 - 1) < surprise * relative);
}

TEST_CASE("an added option is switched to by its share, and nobody switches between the old ones") {
  // Old options with shares 0.35, 0.3751, 0.2749 and a new one with 0.1518 of all. Together their
  // hazard is 20 a month, so that e^-20 of the heads do nothing: 0.002 of a million.
  const std::array<double, 3> old{0.35, 0.3751, 0.2749};
  constexpr double added = 0.1518;
  std::vector<double> hazards;
  for (const double share : old) hazards.push_back(20 * (1 - added) * share);
  const Draws draws(1921, 5);
  const std::vector<int> before = choices(draws, hazards);
  hazards.push_back(20 * added);
  const std::vector<int> after = choices(draws, hazards);
  std::array<int, 4> chosen{};
  for (const int k : after)
    if (k >= 0) ++chosen[static_cast<std::size_t>(k)];
  for (std::size_t k = 0; k < 3; ++k)
    CHECK(near(static_cast<double>(chosen[k]) / heads, (1 - added) * old[k]));
  const Switched drops = switched(before, after, 3);
  CHECK(drops.between_old == 0);
  CHECK(near(drops.share, added));

  // One uniform number, the new option first: 0.1518 x (0.35 + 2 x 0.3751 + 3 x 0.2749) = 0.2922.
  std::vector<int> was(heads), is(heads);
  for (std::uint32_t i = 0; i < heads; ++i) {
    const Block block = draws.block(i, 0, Month::of(1923, 5), Stream::recruitment);
    const double u = to_uniform53(block.w0, block.w1);
    const auto by_cumulative = [&](double from, double scale) {
      double sum = from;
      for (int k = 0; k < 2; ++k)
        if (u < (sum += scale * old[static_cast<std::size_t>(k)])) return k;
      return 2;
    };
    was[i] = by_cumulative(0, 1);
    is[i] = u < added ? 3 : by_cumulative(added, 1 - added);
  }
  const Switched by_rank = switched(was, is, 3);
  CHECK(near(by_rank.share, 0.2922));
  CHECK(by_rank.between_old > 0);
}
