#include "engine/processes/local_joining.hpp"

#include <catch2/catch.hpp>

#include "tests/support/field_collector.hpp"
#include "tests/support/settled_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// Neighbours who joined in the first `months` of works with 60 adults.
int joined(double hiring, int months, std::uint64_t seed) {
  SmallWorld small(
      [hiring](PopulationParameters&, WorldParameters& world) {
        world.sites[0].local_hiring = hiring;
        world.collectives[0].sector = Sector::industry;
      },
      seed);
  const Index index = settled(small, 30, Month::of(1925, 4));
  World& world = small.world;
  Settlement& life = world.collectives[index].settlement;
  life.adults = 60;
  for (int m = 0; m < months; ++m) {
    small.at(Month::of(1925, 4) + m);
    local_joining(world, LocalJoiningParameters{});
    life.locals = static_cast<int>(world.collectives[index].local_households.size());
    REQUIRE(world.people.ledger_balances());
  }
  for (const Index h : world.collectives[index].local_households) {
    CHECK(world.people.household(h).cell == none);
    CHECK(world.people.person(world.people.household(h).head).role == Role::local);
    CHECK(world.people.person(world.people.household(h).head).age(world.month) >= 15);
  }
  return life.locals;
}

}  // namespace

TEST_CASE("local joining fields are complete", "[local_joining]") {
  CHECK(complaints_about_fields<LocalJoiningParameters>().empty());
}

TEST_CASE("neighbours fill the open places and no more", "[local_joining]") {
  CHECK(joined(0.0, 60, 1) == 0);
  const int filled = joined(0.1, 120, 1);
  CHECK(filled >= 23);  // 0.4 * 60 = 24, approached from below by a Poisson count a month
  CHECK(filled <= 27);
}

TEST_CASE("readier neighbours come earlier", "[local_joining]") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed)
    CHECK(joined(0.10, 1, seed) >= joined(0.02, 1, seed));
}

TEST_CASE("children of the neighbourhood are taught as far as there is a school",
          "[local_joining]") {
  SmallWorld small;
  const Index index = settled(small, 10, Month::of(1925, 4));
  Settlement& life = small.world.collectives[index].settlement;
  life.schooling = 0.5;
  local_joining(small.world, LocalJoiningParameters{});
  CHECK(life.local_children_taught == 100);  // half of a fifth of 1,000
}
