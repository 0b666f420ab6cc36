// The ends of recruitment: too many heads to name, the next occupant of a slot, recommendations.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <string>
#include <tuple>

#include "engine/base/error.hpp"
#include "engine/processes/recruitment.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

using SlotHolder = std::tuple<Index, std::uint32_t, std::uint32_t>;

std::set<SlotHolder> occupants(const World& world) {
  std::set<SlotHolder> found;
  for (const Household& household : world.people.households())
    found.insert({household.cell, household.slot, household.generation});
  return found;
}

void unlimited(PopulationParameters&, WorldParameters& w) {
  w.collectives[0].target_members = 100000;
}

// Every head has the same hazard: reach * exp(constant).
DecisionParameters alike(double reach, double constant) {
  DecisionParameters p;
  p.join_constant = p.alone_constant = constant;
  p.conviction = p.say = p.unemployed = p.wage_gap = p.affordability = p.age = p.kin =
      p.colleagues = 0;
  p.reach_activist = p.reach_member = p.reach_sympathiser = p.reach_indifferent = reach;
  return p;
}

void everybody_may_apply(PopulationParameters&, WorldParameters& w) {
  w.collectives.clear();
  Regime& regime = w.gate.regimes[0];
  regime.individuals = true;
  regime.individuals_skilled_only = false;
  regime.individual_capital = 0;
}

}  // namespace

TEST_CASE("more drops than can be named are refused, by cell and month, and nobody has enrolled") {
  // 1,500 heads in the first cell: its five million drops are reached at a hazard of 3,333.
  SmallWorld within(unlimited), beyond(unlimited);
  within.found();
  beyond.found();
  CHECK_NOTHROW(recruitment(within.world, alike(1.0, 2.0), HouseholdParameters{}));
  CHECK(within.world.people.households().size() > 5000);
  try {
    recruitment(beyond.world, alike(1.0, std::log(3600.0)), HouseholdParameters{});
    FAIL("nothing was thrown");
  } catch (const LimitError& error) {
    const std::string message = error.what();
    CHECK(message.find("1923-05") != std::string::npos);
    CHECK(message.find("arcadia/") != std::string::npos);
    CHECK(message.find("5 million") != std::string::npos);
  }
  CHECK(beyond.world.people.entries() == 0);
  // The same for single applicants, and where the bound is not even finite.
  SmallWorld alone([](PopulationParameters& p, WorldParameters& w) {
    everybody_may_apply(p, w);
    w.gate.regimes[0].recognised = 1.0;
  });
  CHECK_THROWS_AS(recruitment(alone.world, alike(1.0, 9.0), HouseholdParameters{}), LimitError);
  CHECK_THROWS_AS(recruitment(alone.world, alike(1.0, 2000.0), HouseholdParameters{}), LimitError);
  CHECK(alone.world.people.entries() == 0);
}

TEST_CASE("the next occupant of a slot may enrol although a former one did, the same may not") {
  SmallWorld small(unlimited);
  small.found();
  World& world = small.world;
  const DecisionParameters certain = alike(1.0, 3.0);  // exp(3) expected drops a head
  recruitment(world, certain, HouseholdParameters{});
  const std::set<SlotHolder> first = occupants(world);
  REQUIRE(first.size() > 5000);
  CHECK(first.size() == world.people.households().size());
  recruitment(world, certain, HouseholdParameters{});
  CHECK(world.people.households().size() == first.size());  // nobody enrols twice

  small.at(world.month + working_life_months);  // everybody has a successor
  recruitment(world, certain, HouseholdParameters{});
  const std::set<SlotHolder> both = occupants(world);
  CHECK(both.size() == world.people.households().size());
  std::size_t successors = 0;
  for (const auto& [cell, slot, generation] : first)
    successors += both.count({cell, slot, generation + 1});
  CHECK(successors == first.size());
  CHECK(world.people.ledger_balances());
}

// Heads alike, hazard recognised * 0.8 * exp(-2). n = 18,800 adults of each of 10 worlds, seeds 1
// to 10; false alarm 1e-6 each.
TEST_CASE("of single applicants the recognised share competes") {
  const double hazard = 0.8 * std::exp(-2.0);
  for (const double recognised : {0.05, 0.4}) {
    double adults = 0, seen = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      SmallWorld some(everybody_may_apply, seed), all(everybody_may_apply, seed);
      some.parameters.gate.regimes[0].recognised = recognised;
      all.parameters.gate.regimes[0].recognised = 1.0;
      for (Index cell = 0; cell < some.cells.size(); ++cell)
        for (std::uint32_t slot = 0; slot < some.cells[cell].heads; ++slot)
          adults += some.traits.of(some.world.draws, some.cells[cell], slot, some.world.month)
                                .age_months >= 216
                        ? 1
                        : 0;
      recruitment(some.world, alike(0.8, -2.0), HouseholdParameters{});
      recruitment(all.world, alike(0.8, -2.0), HouseholdParameters{});
      seen += static_cast<double>(some.world.applicants.size());
      const std::set<SlotHolder> few = occupants(some.world), many = occupants(all.world);
      CHECK(std::includes(many.begin(), many.end(), few.begin(), few.end()));
    }
    const double chance = 1 - std::exp(-recognised * hazard);
    const double z = (seen - adults * chance) / std::sqrt(adults * chance * (1 - chance));
    REQUIRE(seen > 500);
    CHECK(normal_two_sided(z) > false_alarm);
  }
}
