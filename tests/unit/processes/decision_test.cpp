#include "engine/processes/decision.hpp"

#include <catch2/catch.hpp>

#include "tests/support/field_audit.hpp"
#include "tests/support/small_world.hpp"

using namespace komuna;
using namespace komuna::tests;

TEST_CASE("decision: parameters are declared") {
  DecisionParameters p;
  CHECK(FieldAudit::of(p) == std::vector<std::string>{});
}

TEST_CASE("age weighs from twenty-five on") {
  CHECK(age_burden(15 * 12) == 0.0);
  CHECK(age_burden(25 * 12) == 0.0);
  CHECK(age_burden(25 * 12 + 6) == Approx(0.02));
  CHECK(age_burden(50 * 12) == Approx(1.0));
  CHECK(age_burden(65 * 12) == Approx(1.6));
}

TEST_CASE("the matter reaches each stratum as far as stated") {
  DecisionParameters p;
  CHECK(p.reach(Stratum::activist) == 1.0);
  CHECK(p.reach(Stratum::member) == 0.8);
  CHECK(p.reach(Stratum::sympathiser) == 0.3);
  CHECK(p.reach(Stratum::indifferent) == 0.03);
}

TEST_CASE("the terms that all heads of a cell share add up with their signs") {
  SmallWorld small([](PopulationParameters& p, auto&) { p.groups[0].ties = 0.5; });
  DecisionParameters p;
  p.say = 2;
  p.wage_gap = 3;
  p.born_there = 4;
  p.contacts = 5;
  p.obstacles = 6;
  p.warnings = 7;
  OriginState& origin = small.world.origins[0];
  origin.expected = {0.6, 0.9, 0.8};
  origin.contacts = 0.1;
  origin.obstacles = 0.2;
  origin.warnings = 0.3;
  small.world.cell_months[0].living = 0.25;
  const double expected = 2 * 0.8 + 3 * (0.6 - 0.25) + 4 * 0.5 + 5 * 0.1 - 6 * 0.2 - 7 * 0.3;
  CHECK(shared_utility(small.world, p, 0) == Approx(expected));
  origin.expected.security = 0;  // security has no weight of its own in the decision
  CHECK(shared_utility(small.world, p, 0) == Approx(expected));
}
