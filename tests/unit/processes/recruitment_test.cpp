#include "engine/processes/recruitment.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "engine/population/employment.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

using Head = std::pair<Index, std::uint32_t>;

// So eager that about one head in ten acts in a month.
DecisionParameters eager(double constant = -3.0) {
  DecisionParameters p;
  p.join_constant = constant;
  p.alone_constant = constant;
  return p;
}

// The published formula of a head's hazard, with libm and without stages or bounds.
double by_formula(const SmallWorld& small, const DecisionParameters& p, const CollectivePlan& plan,
                  Index c, std::uint32_t slot) {
  const World& world = small.world;
  const Cell& cell = small.cells[c];
  const CellMonth& month = world.cell_months[c];
  const OriginState& origin = world.origins[cell.origin];
  const HeadTraits who = small.traits.of(world.draws, cell, slot, world.month);
  const double years = who.age_months / 12.0;
  if (years < 18 || years >= plan.max_age + 1) return 0;  // until the next birthday
  const bool out = is_unemployed(world.draws, cell, slot, world.month, 6, month.unemployment);
  const double means =
      who.savings_months * month.wage + p.expected_sale * who.property_months * month.wage;
  const double cost = plan.share_fee + 1.6 * (plan.adult_fee + origin.fare) + 1.0 * plan.child_fee;
  const double v = p.join_constant + p.conviction * who.conviction + p.say * origin.expected.say +
                   (out ? p.unemployed : 0.0) +
                   p.wage_gap * (origin.expected.living - month.living) +
                   p.affordability * std::min(1.0, means / cost) + p.born_there * cell.ties +
                   p.contacts * origin.contacts - p.obstacles * origin.obstacles -
                   p.warnings * origin.warnings - p.age * std::max(0.0, (years - 25.0) / 25.0);
  const double reach[] = {p.reach_activist, p.reach_member, p.reach_sympathiser,
                          p.reach_indifferent};
  return reach[static_cast<int>(month.strata.of(slot))] * plan.appeal.at(world.month) * std::exp(v);
}

std::set<Head> enrolled(const World& world) {
  std::set<Head> heads;
  for (const Household& household : world.people.households())
    heads.insert({household.cell, household.slot});
  return heads;
}

void unlimited(PopulationParameters&, WorldParameters& w) {
  w.collectives[0].target_members = 100000;
}

}  // namespace

TEST_CASE("the hazard of a head is the published formula") {
  SmallWorld small([](PopulationParameters& p, WorldParameters& w) {
    w.collectives[0].appeal = Series(1.7);
    p.groups[0].ties = 0.3;
  });
  const Index c = small.found();
  OriginState& origin = small.world.origins[0];
  origin.contacts = 0.2;
  origin.obstacles = 0.4;
  origin.warnings = 0.6;
  DecisionParameters p;
  DecisionParameters odd;  // every weight of the other sign
  odd.conviction = -1.0;
  odd.unemployed = -0.5;
  odd.affordability = -0.7;
  odd.age = -0.4;
  for (const DecisionParameters& weights : {p, odd})
    for (const Index cell : {0u, 1u, 6u})
      for (std::uint32_t slot = 0; slot < 400; ++slot)
        REQUIRE(joining_hazard(small.world, weights, small.world.collectives[c], cell, slot) ==
                Approx(by_formula(small, weights, small.parameters.collectives[0], cell, slot))
                    .epsilon(1e-11));
}

TEST_CASE("colleagues and kin who joined raise the hazard, up to their weights") {
  SmallWorld small([](PopulationParameters& p, auto&) {
    p.branches[0].workplace_size = 10000;  // everybody sees everybody
    p.kin_circle = 1;                      // and nobody is kin
  });
  const Index c = small.found();
  DecisionParameters p;
  p.colleagues = 1.2;
  std::uint32_t who = 700;  // the first grown-up from here on
  const auto hazard = [&] {
    return joining_hazard(small.world, p, small.world.collectives[c], 0, who);
  };
  while (hazard() == 0) ++who;
  std::uint32_t slot = who;
  const double alone = hazard();
  for (const double share : {1.0 / 3, 2.0 / 3, 1.0, 1.0}) {
    small.world.workplaces.join(0, --slot);
    CHECK(hazard() == Approx(alone * std::exp(1.2 * share)));
  }
  const double with_colleagues = hazard();
  small.world.kin.join(0, who);  // a circle of one: only the head itself
  CHECK(hazard() == Approx(with_colleagues * std::exp(p.kin)));
}

TEST_CASE("who may not join has no hazard") {
  SmallWorld small([](PopulationParameters& p, WorldParameters& w) {
    p.origins[0].closed_from = Month::of(1939, 3);
    w.collectives.push_back(w.collectives[0]);
    w.collectives[1].id = "red_spring";
    w.collectives[1].party_only = true;
    w.collectives[1].skilled_only = true;
    w.collectives[1].max_age = 30;
  });
  const Index open = small.found();
  const Index narrow = small.found(1);
  const DecisionParameters p;
  World& world = small.world;
  const auto hazard = [&](Index c, Index cell, std::uint32_t slot) {
    return joining_hazard(world, p, world.collectives[c], cell, slot);
  };
  const Strata& strata = world.cell_months[0].strata;
  int young = 0;
  for (std::uint32_t slot = 0; slot < 200; ++slot) {
    const int age = small.traits.of(world.draws, small.cells[0], slot, world.month).age_months;
    CHECK((hazard(open, 0, slot) > 0) == (age >= 216 && age < 612));
    const bool may = age >= 216 && age < 372 && slot < strata.end[1];
    CHECK((hazard(narrow, 0, slot) > 0) == may);
    young += may;
    CHECK(hazard(narrow, 1, slot) == 0);  // unskilled
    CHECK(hazard(open, 2, slot) == 0);    // metal: another sector
  }
  CHECK(young > 0);
  CHECK(recruiting_cells(world, world.collectives[open]) == std::vector<Index>{0, 1, 6, 7});
  CHECK(recruiting_cells(world, world.collectives[narrow]) == std::vector<Index>{0, 6});
  small.parameters.collectives[0].all_branches = true;
  CHECK(recruiting_cells(world, world.collectives[open]).size() == 12);
  small.parameters.collectives[0].recruits_from = {"nowhere"};
  CHECK(recruiting_cells(world, world.collectives[open]).size() == 12);  // falls back on its own
  std::uint32_t adult = 0;
  while (hazard(open, 0, adult) == 0) ++adult;
  world.origins[0].prohibited = true;
  CHECK(hazard(open, 0, adult) == 0);
  world.origins[0].prohibited = false;
  world.origins[0].open = false;
  CHECK(hazard(open, 0, adult) == 0);
}

// Sum over all heads of 1 - exp(-h), h by the formula above: about 300 of 10,000. n = 20 worlds,
// seeds 1 to 20, false alarm 1e-6.
TEST_CASE("as many enrol in a month as the hazards of all heads say") {
  const DecisionParameters p = eager();
  double expected = 0, variance = 0, seen = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SmallWorld small(unlimited, seed);
    const Index c = small.found();
    for (const Index cell : {0u, 1u, 6u, 7u}) {
      for (std::uint32_t slot = 0; slot < small.cells[cell].heads; ++slot) {
        const double h = by_formula(small, p, small.parameters.collectives[0], cell, slot);
        expected += 1 - std::exp(-h);
        variance += std::exp(-h) * (1 - std::exp(-h));
      }
    }
    recruitment(small.world, p, HouseholdParameters{});
    seen += static_cast<double>(small.world.collectives[c].members.size());
  }
  REQUIRE(seen > 1000);
  CHECK(normal_two_sided((seen - expected) / std::sqrt(variance)) > false_alarm);
}

// Where heads do not differ, each one's hazard is as high as the rain is let fall: h = 0.8 *
// exp(-2) for 15 + 35 party members of a branch in each region. n = 100 worlds, seeds 1 to 100,
// false alarm 1e-6.
TEST_CASE("the rain falls up to the highest hazard there is") {
  DecisionParameters p = eager(-2);
  p.conviction = p.say = p.unemployed = p.wage_gap = p.affordability = p.age = 0;
  p.reach_activist = p.reach_member = 0.8;
  p.reach_sympathiser = p.reach_indifferent = 0;
  double members = 0, seen = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    SmallWorld small(unlimited, seed);
    const Index c = small.found();
    for (const Index cell : {0u, 1u, 6u, 7u}) {
      const std::uint32_t end = small.world.cell_months[cell].strata.end[1];
      for (std::uint32_t slot = 0; slot < end; ++slot) {
        const int age =
            small.traits.of(small.world.draws, small.cells[cell], slot, small.world.month)
                .age_months;
        members += age >= 216 && age < 612 ? 1 : 0;
      }
    }
    recruitment(small.world, p, HouseholdParameters{});
    seen += static_cast<double>(small.world.collectives[c].members.size());
  }
  const double chance = 1 - std::exp(-0.8 * std::exp(-2.0));
  const double z = (seen - members * chance) / std::sqrt(members * chance * (1 - chance));
  CHECK(normal_two_sided(z) > false_alarm);
}

// Two collectives with hazards as 3 to 1: among those who act, three in four choose the first.
// Seed 3, about 400 choices, false alarm 1e-6.
TEST_CASE("whoever acts chooses in proportion to the hazards") {
  SmallWorld small(
      [](PopulationParameters&, WorldParameters& w) {
        w.collectives[0].target_members = 100000;
        w.collectives.push_back(w.collectives[0]);
        w.collectives[0].appeal = Series(3.0);
        w.collectives[1].id = "autumn";
      },
      3);
  const Index first = small.found(0);
  const Index second = small.found(1);
  recruitment(small.world, eager(-2.5), HouseholdParameters{});
  const double a = static_cast<double>(small.world.collectives[first].members.size());
  const double b = static_cast<double>(small.world.collectives[second].members.size());
  REQUIRE(a + b > 300);
  const double z = (a - 0.75 * (a + b)) / std::sqrt(0.75 * 0.25 * (a + b));
  CHECK(normal_two_sided(z) > false_alarm);
}

TEST_CASE("a higher hazard makes the same heads enrol, and others too") {
  SmallWorld few(unlimited), many(unlimited);
  few.found();
  many.found();
  recruitment(few.world, eager(-4), HouseholdParameters{});
  recruitment(many.world, eager(-3), HouseholdParameters{});
  const std::set<Head> a = enrolled(few.world), b = enrolled(many.world);
  CHECK(a.size() > 20);
  CHECK(b.size() > a.size());
  CHECK(std::includes(b.begin(), b.end(), a.begin(), a.end()));
}

TEST_CASE("a household that enrols is touched, listed and told, once") {
  SmallWorld small(unlimited);
  const Index c = small.found();
  World& world = small.world;
  recruitment(world, eager(), HouseholdParameters{});
  const std::size_t first = world.people.households().size();
  REQUIRE(first > 100);
  CHECK(world.collectives[c].members.size() == first);
  CHECK(world.collectives[c].enrolled_households == static_cast<int>(first));
  CHECK(world.touched.size() == first);
  CHECK(world.people.ledger_balances());
  double before = 0;
  std::size_t told = 0;
  for (const Event& event : world.events) told += event.kind == EventKind::enrolled ? 1 : 0;
  CHECK(told == first);
  for (const Household& household : world.people.households()) {
    CHECK(household.join_time > before);  // in order of time
    before = household.join_time;
    const HeadTraits who =
        small.traits.of(world.draws, small.cells[household.cell], household.slot, world.month);
    const CellMonth& month = world.cell_months[household.cell];
    REQUIRE(household.savings == Approx(who.savings_months * month.wage));
    REQUIRE(household.property == Approx(who.property_months * month.wage));
    REQUIRE(household.stratum == month.strata.of(household.slot));
    REQUIRE_FALSE(household.alone);
  }
  for (int m = 1; m < 6; ++m) {
    small.at(world.month + 1);
    recruitment(world, eager(), HouseholdParameters{});
  }
  CHECK(enrolled(world).size() == world.people.households().size());
}

TEST_CASE("enrolment stops at the number planned, at its end date and at the end of a collective") {
  SmallWorld small([](PopulationParameters&, WorldParameters& w) {
    w.collectives[0].target_members = 25;
    w.collectives[0].recruits_until = Month::of(1923, 8);
  });
  const Index full = small.found();
  const Index late = small.found(0, "late");
  const Index over = small.found(0, "over");
  enter_stage(small.world.collectives[over], Stage::dissolved, small.world.month);
  recruitment(small.world, eager(), HouseholdParameters{});
  CHECK(small.world.collectives[full].members.size() == 25);
  CHECK_FALSE(small.world.collectives[full].recruiting);
  CHECK(small.world.collectives[over].members.empty());
  Collective& group = small.world.collectives[late];
  group.recruiting = true;
  small.parameters.collectives[0].target_members = 100000;
  const auto joined_in = [&](Month month) {
    small.at(month);
    const std::size_t before = group.members.size();
    recruitment(small.world, eager(), HouseholdParameters{});
    return group.members.size() - before;
  };
  CHECK(joined_in(Month::of(1923, 7)) > 0);
  CHECK(joined_in(Month::of(1923, 8)) == 0);  // nobody enrols from this month on
  CHECK_FALSE(group.recruiting);
}

TEST_CASE("single applicants compete only where the rules of the day admit them") {
  SmallWorld small([](PopulationParameters&, WorldParameters& w) {
    w.collectives.clear();
    Regime& regime = w.gate.regimes[0];
    regime.individuals = true;
    regime.individuals_skilled_only = true;
    regime.individual_capital = 50;
    regime.recognised = 1.0;
  });
  World& world = small.world;
  recruitment(world, eager(-1), HouseholdParameters{});
  REQUIRE(world.applicants.size() > 20);
  CHECK(world.applicants.size() == world.people.households().size());
  for (const Household& household : world.people.households()) {
    CHECK(small.cells[household.cell].skilled);
    CHECK(household.savings >= 50);
    CHECK(household.alone);
    CHECK(household.collective == none);
  }
  std::size_t before = world.applicants.size();
  small.parameters.gate.regimes[0].recognised = 0;  // nobody is recommended
  recruitment(world, eager(-1), HouseholdParameters{});
  CHECK(world.applicants.size() == before);
  before = world.applicants.size();
  small.parameters.gate.regimes[0].recognised = 1;
  small.parameters.gate.regimes[0].individuals = false;
  recruitment(world, eager(-1), HouseholdParameters{});
  small.parameters.gate.regimes.clear();
  recruitment(world, eager(-1), HouseholdParameters{});
  CHECK(world.applicants.size() == before);
}

// Where all heads have cumulative hazard 1 of having left, exp(-1) of the same drops remain. About
// 900 drops, seed 1, false alarm 1e-6.
TEST_CASE("who has left for another country enrols no more") {
  const auto with_rival = [](PopulationParameters& p, WorldParameters& w) {
    unlimited(p, w);
    w.destinations.emplace_back();
    w.destinations[0].id = "overseas";
  };
  SmallWorld all(with_rival), left(with_rival);
  all.found();
  left.found();
  left.world.destinations[0].cumulative[0] = 1.0;
  recruitment(all.world, eager(-1.5), HouseholdParameters{});
  recruitment(left.world, eager(-1.5), HouseholdParameters{});
  const std::set<Head> a = enrolled(all.world), b = enrolled(left.world);
  CHECK(std::includes(a.begin(), a.end(), b.begin(), b.end()));
  const double n = static_cast<double>(a.size()), stay = std::exp(-1.0);
  REQUIRE(n > 300);
  CHECK(normal_two_sided((static_cast<double>(b.size()) - n * stay) /
                         std::sqrt(n * stay * (1 - stay))) > false_alarm);
}

TEST_CASE("no heads, no collectives, a labour force that has grown: nothing breaks") {
  SmallWorld grown([](PopulationParameters& p, WorldParameters& w) {
    unlimited(p, w);
    p.origins[0].labour_force = Series(3.0);
  });
  grown.found();
  for (int m = 0; m < 3; ++m) {
    grown.at(grown.world.month + 1);
    recruitment(grown.world, eager(), HouseholdParameters{});
  }
  bool beyond = false;
  for (const Household& household : grown.world.people.households())
    beyond = beyond || household.slot >= grown.cells[household.cell].heads;
  CHECK(beyond);

  SmallWorld empty([](PopulationParameters& p, auto&) { p.origins[0].labour_force = Series(0.0); });
  empty.found();
  recruitment(empty.world, eager(), HouseholdParameters{});
  CHECK(empty.world.people.entries() == 0);

  SmallWorld nobody([](PopulationParameters&, WorldParameters& w) { w.collectives.clear(); });
  recruitment(nobody.world, eager(), HouseholdParameters{});
  CHECK(nobody.world.people.entries() == 0);

  SmallWorld one([](PopulationParameters& p, auto&) {
    for (Region& region : p.origins[0].regions) region.heads = 1;
  });
  one.found();
  recruitment(one.world, eager(3), HouseholdParameters{});
  CHECK(one.world.people.households().size() <= 2);
}
