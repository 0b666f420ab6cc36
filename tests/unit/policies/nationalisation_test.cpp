#include "engine/policies/nationalisation.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>

#include "tests/support/field_collector.hpp"
#include "tests/support/settled_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// Stage after a year under the policy.
Stage after_a_year(const NationalisationParameters& p, Sector sector,
                   Month merges_from = distant_future, Month contract_ends = distant_future,
                   std::uint64_t seed = 1) {
  SmallWorld small(
      [&](PopulationParameters&, WorldParameters& world) {
        world.collectives[0].sector = sector;
        world.collectives[0].merges_from = merges_from;
      },
      seed);
  const Index index = settled(small, 20, Month::of(1931, 1));
  Collective& c = small.world.collectives[index];
  c.contract.ends = contract_ends;
  for (int m = 0; m < 12; ++m) {
    small.at(Month::of(1931, 1) + m);
    nationalisation(small.world, p);
  }
  const bool over = ended(c.stage);
  CHECK(over == (in_state(small.world, PersonState::in_collective) == 0));
  CHECK(over == (small.world.independents.size() == 20));
  return c.stage;
}

}  // namespace

TEST_CASE("nationalisation fields are complete", "[nationalisation]") {
  CHECK(complaints_about_fields<NationalisationParameters>().empty());
}

TEST_CASE("farms are merged, works nationalised, each by its own hazard", "[nationalisation]") {
  NationalisationParameters p;
  p.merger = Series(2.0);
  CHECK(after_a_year(p, Sector::agriculture) == Stage::merged);
  CHECK(after_a_year(p, Sector::industry) == Stage::settled);
  NationalisationParameters q;
  q.nationalisation = Series(2.0);
  CHECK(after_a_year(q, Sector::industry) == Stage::nationalised);
  CHECK(after_a_year(q, Sector::agriculture) == Stage::settled);
}

TEST_CASE("without a date, a hazard or an expired contract nothing ends", "[nationalisation]") {
  CHECK(after_a_year({}, Sector::agriculture) == Stage::settled);
}

TEST_CASE("a plan's own date replaces the general hazards and the contract's end",
          "[nationalisation]") {
  NationalisationParameters certain;
  certain.taken_over = 2.0;
  certain.not_renewed = 2.0;
  CHECK(after_a_year(certain, Sector::industry, Month::of(1931, 6)) == Stage::nationalised);
  CHECK(after_a_year(certain, Sector::industry, Month::of(1932, 1)) == Stage::settled);
  CHECK(after_a_year(certain, Sector::industry, distant_future, Month::of(1931, 6)) ==
        Stage::liquidated);
  certain.merger = certain.nationalisation = Series(2.0);
  for (const Sector sector : {Sector::agriculture, Sector::industry}) {
    CHECK(after_a_year(certain, sector) != Stage::settled);
    CHECK(after_a_year(certain, sector, Month::of(1932, 1), Month::of(1931, 1)) == Stage::settled);
  }
}

TEST_CASE("a higher hazard ends a superset of collectives", "[nationalisation]") {
  NationalisationParameters low, high;
  low.merger = Series(0.03);
  high.merger = Series(0.08);
  int ended_low = 0, ended_high = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const bool a =
        ended(after_a_year(low, Sector::agriculture, distant_future, distant_future, seed));
    const bool b =
        ended(after_a_year(high, Sector::agriculture, distant_future, distant_future, seed));
    REQUIRE((!a || b));
    ended_low += a ? 1 : 0;
    ended_high += b ? 1 : 0;
  }
  CHECK(ended_low > 5);
  CHECK(ended_high > ended_low);
}

// n = 3,000 collectives, seeds 1..3000, against the binomial; 2 checks, together 1e-6.
TEST_CASE("a farm whose contract has run out ends by either hazard, each in its share",
          "[nationalisation]") {
  NationalisationParameters p;
  p.merger = Series(0.1);
  p.not_renewed = 0.3;
  int over = 0, liquidated = 0;
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    SmallWorld small({}, seed);
    const Index index = settled(small, 1, Month::of(1931, 1));
    Collective& c = small.world.collectives[index];
    c.contract.ends = Month::of(1931, 1);
    nationalisation(small.world, p);
    over += ended(c.stage) ? 1 : 0;
    liquidated += c.stage == Stage::liquidated ? 1 : 0;
    if (ended(c.stage)) CHECK((c.stage == Stage::liquidated || c.stage == Stage::merged));
  }
  const auto likely = [](int found, double of, double share) {
    return normal_two_sided((found - of * share) / std::sqrt(of * share * (1 - share))) >
           false_alarm / 2;
  };
  CHECK(likely(over, 3000, 1 - std::exp(-0.4)));
  CHECK(likely(liquidated, over, 0.75));
}

TEST_CASE("a contract that ends and a date of its own count from their month on",
          "[nationalisation]") {
  NationalisationParameters certain;
  certain.taken_over = certain.not_renewed = 60.0;
  for (const bool dated : {false, true})
    for (int m = -1; m <= 1; ++m) {
      const Month now = Month::of(1931, 6);
      SmallWorld small([&](auto&, WorldParameters& w) {
        if (dated) w.collectives[0].merges_from = now + m;
      });
      const Index index = settled(small, 1, now);
      Collective& c = small.world.collectives[index];
      if (!dated) c.contract.ends = now + m;
      nationalisation(small.world, certain);
      CHECK(ended(c.stage) == (m <= 0));
    }
}

TEST_CASE("what has not begun at its site cannot be taken over", "[nationalisation]") {
  NationalisationParameters certain;
  certain.merger = Series(60.0);
  SmallWorld small;
  const Index index = settled(small, 1, Month::of(1931, 6));
  Collective& c = small.world.collectives[index];
  c.settlement.begun = false;
  nationalisation(small.world, certain);
  CHECK(c.stage == Stage::settled);
  c.settlement.begun = true;
  enter_stage(c, Stage::liquidated, small.world.month);
  nationalisation(small.world, certain);
  CHECK(c.stage == Stage::liquidated);
}
