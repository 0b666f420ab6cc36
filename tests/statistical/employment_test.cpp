// Latent unemployment: the rate is met, spells have the stated length, more unemployment is a
// superset.

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/population/employment.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

Cell cell_called(const char* name) {
  Cell cell;
  cell.id = semantic_id(name);
  cell.heads = 1'000'000;
  return cell;
}

// Expected number of months out of work in a row: a latent number below U is followed by another
// drawn m months later, so spells last m / (1 - U).
struct Spells {
  double ended = 0;
  double months = 0;
};

Spells spells(const Draws& draws, int spell, double rate, std::uint32_t heads, int months) {
  const Cell cell = cell_called("spells");
  const Month from = Month::of(1900, 1);
  Spells found;
  for (std::uint32_t slot = 0; slot < heads; ++slot) {
    bool before = is_unemployed(draws, cell, slot, from, spell, rate);
    int length = -1;  // the first spell is cut by the beginning and not counted
    for (int m = 1; m < months; ++m) {
      const bool now = is_unemployed(draws, cell, slot, from + m, spell, rate);
      if (now && !before) length = 0;
      if (now && length >= 0) ++length;
      if (!now && before && length > 0) {
        found.ended += 1;
        found.months += length;
        length = -1;
      }
      before = now;
    }
  }
  return found;
}

}  // namespace

TEST_CASE("The unemployment series is met in expectation in every month") {
  // n = 40,000 heads in each of 12 months, seeds (11, 0); binomial against normal, false alarm 1e-6
  // over the 36 comparisons.
  const Draws draws(11, 0);
  const Cell cell = cell_called("rate");
  constexpr std::uint32_t heads = 40000;
  for (const double rate : {0.02, 0.3, 0.8})
    for (int m = 0; m < 12; ++m) {
      double out = 0;
      for (std::uint32_t slot = 0; slot < heads; ++slot)
        out += is_unemployed(draws, cell, slot, Month::of(1923, 1) + m, 6, rate) ? 1 : 0;
      const double z = (out - heads * rate) / std::sqrt(heads * rate * (1 - rate));
      CHECK(normal_two_sided(z) > false_alarm / 36);
    }
}

TEST_CASE("Spells of unemployment last m / (1 - U) months on average") {
  // 3,000 heads, 1,200 months, seed (12, 0). A spell is m times a geometric number G of draws with
  // P(G = k) = U^(k-1) (1 - U): variance m^2 U / (1 - U)^2. Long spells are cut by the end of the
  // window in a share below m/(1-U)/1200 of cases. False alarm 1e-6 over the 3 comparisons.
  const Draws draws(12, 0);
  struct Case {
    int spell;
    double rate;
  };
  for (const Case c : {Case{6, 0.1}, Case{6, 0.5}, Case{12, 0.3}}) {
    const Spells found = spells(draws, c.spell, c.rate, 3000, 1200);
    const double expected = c.spell / (1.0 - c.rate);
    const double error = c.spell * std::sqrt(c.rate) / (1.0 - c.rate) / std::sqrt(found.ended);
    const double z = (found.months / found.ended - expected) / error;
    CHECK(found.ended > 10000);
    // The cut shortens by about expected^2 / (2 * 1200) months; it is allowed for.
    const double cut = expected * expected / 1200.0 / error;
    CHECK(std::fabs(z) < 5.1 + cut);
    // The same test notices a law of spells one month longer.
    CHECK(std::fabs(z - 1.0 / error) > 5.1 + cut);
  }
}

TEST_CASE("Not everybody is redrawn in the same month") {
  // 60,000 heads, m = 6, seed (13, 0): the months of redrawing are equally frequent (chi-square
  // with 5 degrees of freedom, false alarm 1e-6).
  const Draws draws(13, 0);
  const Cell cell = cell_called("phase");
  std::vector<std::uint64_t> redrawn(6, 0);
  for (std::uint32_t slot = 0; slot < 60000; ++slot)
    for (int m = 0; m < 6; ++m) {
      const Month month = Month::of(1924, 1) + m;
      const bool same = latent_employment(draws, cell, slot, month, 6) ==
                        latent_employment(draws, cell, slot, month + 1, 6);
      if (!same) ++redrawn[static_cast<std::size_t>(m)];
    }
  std::uint64_t total = 0;
  for (const std::uint64_t n : redrawn) total += n;
  CHECK(total == 60000);  // each head once in six months
  CHECK(equal_counts(redrawn) > false_alarm);
}

TEST_CASE("Higher unemployment is a superset of the unemployed") {
  const Draws draws(14, 0);
  const Cell cell = cell_called("superset");
  int more = 0;
  for (std::uint32_t slot = 0; slot < 5000; ++slot)
    for (int m = 0; m < 24; ++m) {
      const Month month = Month::of(1930, 1) + m;
      const bool low = is_unemployed(draws, cell, slot, month, 6, 0.10);
      const bool high = is_unemployed(draws, cell, slot, month, 6, 0.12);
      REQUIRE((!low || high));
      more += high && !low ? 1 : 0;
    }
  CHECK(more > 0);
}
