#include "engine/population/traits.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

const Month now = Month::of(1923, 5);

}  // namespace

TEST_CASE("commitment falls with the rank of the slot, to one half at the half rank") {
  PopulationParameters population = arcadia();
  population.half_rank = 0.02;
  const Traits traits(population);
  Cell cell;
  cell.heads = 1000;
  CHECK(traits.commitment(cell, 0) == Approx(0.02 / 0.0205));
  CHECK(traits.commitment(cell, 19) == Approx(0.02 / 0.0395));
  CHECK(traits.commitment(cell, 999) == Approx(0.02 / 1.0195));
  CHECK(traits.commitment(cell, 1500) < traits.commitment(cell, 1499));
  CHECK(traits.noise() == 0.1);
  cell.heads = 1;
  CHECK(traits.commitment(cell, 0) == Approx(0.02 / 0.52));
}

TEST_CASE("an occupant ages a month a month from 15 to 65 and is then replaced") {
  const PopulationParameters population = arcadia();
  const Cells cells(population);
  const Traits traits(population);
  const Draws draws(3, 0);
  for (const std::uint32_t slot : {0u, 17u, 999u}) {
    HeadTraits before = traits.of(draws, cells[0], slot, now);
    int replaced = 0;
    for (int m = 1; m <= 1200; ++m) {
      const HeadTraits who = traits.of(draws, cells[0], slot, now + m);
      REQUIRE(traits.generation(draws, cells[0], slot, now + m) == who.generation);
      if (who.generation == before.generation) {
        REQUIRE(who.age_months == before.age_months + 1);
        REQUIRE(who.savings_months == before.savings_months);
        REQUIRE(who.conviction == before.conviction);
      } else {
        ++replaced;
        REQUIRE(who.generation == before.generation + 1);
        REQUIRE(before.age_months == 65 * 12 - 1);
        REQUIRE(who.age_months == 15 * 12);
        REQUIRE(who.savings_months != before.savings_months);
      }
      before = who;
    }
    CHECK(replaced == 2);
  }
}

// n = 20,000 heads, seed 5, false alarm 1e-6 each: age, savings, property, noise of conviction are
// transformed back to uniforms by their published laws.
TEST_CASE("traits follow the laws of their branch") {
  PopulationParameters population = arcadia();
  population.branches[0].savings_median = 3.0;
  population.branches[0].savings_spread = 1.1;
  population.branches[0].property_share = 0.3;
  const Cells cells(population);
  const Traits traits(population);
  const Draws draws(5, 2);
  Cell cell = cells[0];
  cell.heads = 20000;
  std::vector<double> ages, savings, property, conviction, family;
  const auto normal = [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); };
  for (std::uint32_t slot = 0; slot < cell.heads; ++slot) {
    const HeadTraits who = traits.of(draws, cell, slot, now);
    REQUIRE(who.age_months >= 180);
    REQUIRE(who.age_months < 780);
    // a keyed jitter makes the whole months continuous
    ages.push_back((who.age_months - 180 + to_uniform(slot * 2654435761u)) / 600.0);
    savings.push_back(normal(std::log(who.savings_months / 3.0) / 1.1));
    if (who.property_months > 0)
      property.push_back(normal(std::log(who.property_months / 12.0) / 0.8));
    conviction.push_back((who.conviction - traits.commitment(cell, slot) + 0.1) / 0.2);
    family.push_back(who.family);
  }
  CHECK(uniform_sample(ages) > false_alarm);
  CHECK(uniform_sample(savings) > false_alarm);
  CHECK(uniform_sample(property) > false_alarm);
  CHECK(uniform_sample(conviction) > false_alarm);
  CHECK(uniform_sample(family) > false_alarm);
  CHECK(uncorrelated(savings, conviction) > false_alarm);
  CHECK(uncorrelated(ages, savings) > false_alarm);
  const double owners = static_cast<double>(property.size());
  CHECK(normal_two_sided((owners - 6000) / std::sqrt(20000 * 0.3 * 0.7)) > false_alarm);
}

TEST_CASE("a branch of paupers, one where nobody and one where everybody owns") {
  PopulationParameters population = arcadia();
  population.branches[0].savings_median = 0;
  population.branches[0].property_share = 0;
  population.branches[1].property_share = 1;
  population.branches[1].property_spread = 0;
  const Cells cells(population);
  const Traits traits(population);
  const Draws draws(1, 0);
  for (std::uint32_t slot = 0; slot < 200; ++slot) {
    const HeadTraits poor = traits.of(draws, cells[0], slot, now);
    CHECK(poor.savings_months == 0);
    CHECK(poor.property_months == 0);
    CHECK(traits.of(draws, cells[2], slot, now).property_months == Approx(12.0));
  }
}
