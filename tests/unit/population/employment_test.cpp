#include "engine/population/employment.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

const Month start = Month::of(1921, 1);

Cell village() {
  Cell cell;
  cell.id = semantic_id("arcadia/hills/native/farming/unskilled");
  cell.heads = 4000;
  return cell;
}

}  // namespace

// n = 4,000 heads in one month, seed 2, false alarm 1e-6.
TEST_CASE("the series of unemployment is met and the latent state is uniform") {
  const Cell cell = village();
  const Draws draws(2, 0);
  std::vector<double> latent;
  double out = 0;
  for (std::uint32_t slot = 0; slot < 4000; ++slot) {
    latent.push_back(latent_employment(draws, cell, slot, start, 6));
    out += is_unemployed(draws, cell, slot, start, 6, 0.15) ? 1 : 0;
  }
  CHECK(uniform_sample(latent) > false_alarm);
  CHECK(normal_two_sided((out - 600) / std::sqrt(4000 * 0.15 * 0.85)) > false_alarm);
  for (std::uint32_t slot = 0; slot < 100; ++slot) {
    CHECK_FALSE(is_unemployed(draws, cell, slot, start, 6, 0.0));
    CHECK(is_unemployed(draws, cell, slot, start, 6, 1.0));
  }
}

TEST_CASE("higher unemployment adds unemployed and takes none back to work") {
  const Cell cell = village();
  const Draws draws(2, 1);
  int few = 0, many = 0;
  for (std::uint32_t slot = 0; slot < 1000; ++slot) {
    const bool then = is_unemployed(draws, cell, slot, start, 6, 0.1);
    const bool later = is_unemployed(draws, cell, slot, start, 6, 0.3);
    REQUIRE((!then || later));
    few += then;
    many += later;
  }
  CHECK(few < many);
}

TEST_CASE("the state is redrawn every so many months, each head's in a month of its own") {
  const Cell cell = village();
  const Draws draws(2, 2);
  const int spell = 6;
  std::vector<std::uint64_t> phases(static_cast<std::size_t>(spell), 0);
  for (std::uint32_t slot = 0; slot < 3000; ++slot) {
    int changes = 0;
    for (int m = 1; m <= 60; ++m) {
      const bool redrawn = latent_employment(draws, cell, slot, start + m, spell) !=
                           latent_employment(draws, cell, slot, start + (m - 1), spell);
      if (redrawn && ++changes == 1) ++phases[static_cast<std::size_t>(m % spell)];
    }
    REQUIRE(changes == 10);
  }
  CHECK(equal_counts(phases) > false_alarm);  // n = 3,000, seed 2, false alarm 1e-6
}

// Expected spell m / (1 - U): with U = 1/3 and m = 4 six months. n about 44,000 spells of known
// variance (m^2 U / (1 - U)^2 = 12), seed 2, false alarm 1e-6.
TEST_CASE("spells out of work last as long as the law says") {
  const Cell cell = village();
  const Draws draws(2, 3);
  double months = 0, spells = 0;
  for (std::uint32_t slot = 0; slot < 2000; ++slot) {
    bool before = true;  // a spell under way at the start is left out
    bool counting = false;
    for (int m = 0; m < 600; ++m) {
      const bool out = is_unemployed(draws, cell, slot, start + m, 4, 1.0 / 3.0);
      if (out && !before) {
        counting = m < 500;  // late ones would be cut off
        spells += counting ? 1 : 0;
      }
      if (out && counting) months += 1;
      before = out;
    }
  }
  REQUIRE(spells > 10000);
  CHECK(normal_two_sided((months / spells - 6.0) / std::sqrt(12.0 / spells)) > false_alarm);
}

TEST_CASE("a spell of one month is redrawn every month") {
  const Cell cell = village();
  const Draws draws(2, 4);
  for (int m = 1; m < 50; ++m)
    CHECK(latent_employment(draws, cell, 7, start + m, 1) !=
          latent_employment(draws, cell, 7, start + (m - 1), 1));
}
