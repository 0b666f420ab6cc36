#include "engine/processes/local_joining.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/field_collector.hpp"
#include "tests/support/settled_world.hpp"
#include "tests/support/statistics.hpp"

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
  life.adults = 200;
  LocalJoiningParameters p;
  p.teachers = 0.1;
  p.pupils = 30;
  local_joining(small.world, p);
  CHECK(life.local_children_taught == 100);  // half of a fifth of 1,000
  life.adults = 20;
  local_joining(small.world, p);
  CHECK(life.local_children_taught == 30);  // half of two teachers' classes
}

// n = those who came to 40 settlements, seeds 1 to 40, share 0.3; false alarm 1e-6: binomial.
TEST_CASE("a share of those who come is hired for a wage, and told apart", "[local_joining]") {
  LocalJoiningParameters p;
  p.hired_works = 0.3;
  double came = 0, hired = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SmallWorld small(
        [](PopulationParameters&, WorldParameters& world) {
          world.sites[0].local_hiring = 1.0;
          world.collectives[0].sector = Sector::industry;
        },
        seed);
    const Index index = settled(small, 30, Month::of(1925, 4));
    World& world = small.world;
    world.collectives[index].settlement.adults = 100;
    world.events.clear();
    local_joining(world, p);
    int told = 0;
    for (const Event& event : world.events) told += event.cause == Cause::hired ? 1 : 0;
    int marked = 0;
    for (const Index h : world.collectives[index].local_households)
      marked += world.people.household(h).hired ? 1 : 0;
    CHECK(told == marked);
    CHECK(world.collectives[index].hired == told);
    hired += told;
    came += static_cast<double>(world.collectives[index].local_households.size());
  }
  REQUIRE(came > 1000);
  CHECK(normal_two_sided((hired - 0.3 * came) / std::sqrt(came * 0.21)) > false_alarm);
}

TEST_CASE("school and hospital serve neighbours who never join", "[local_joining]") {
  SmallWorld small;
  const Index index = settled(small, 10, Month::of(1925, 4));
  Settlement& life = small.world.collectives[index].settlement;
  life.schooling = 0.5;
  life.health = 0.2;
  life.adults = 200;
  LocalJoiningParameters p;
  p.teachers = 0.1;  // teachers for all
  for (int m = 0; m < 12; ++m) {
    small.at(Month::of(1925, 4) + m);
    local_joining(small.world, p);
  }
  CHECK(life.pupil_years == Approx(100));            // half of a fifth of 1,000, for a year
  CHECK(life.patients == Approx(0.2 * 0.5 * 1000));  // at full health every second one
  life.schooling = life.health = 0;
  local_joining(small.world, p);
  CHECK(life.pupil_years == Approx(100));
  CHECK(life.patients == Approx(100));
}
