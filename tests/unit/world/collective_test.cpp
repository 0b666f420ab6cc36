#include "engine/world/collective.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "tests/support/field_audit.hpp"

using namespace komuna;
using namespace komuna::tests;

TEST_CASE("every stage and matter has a name of its own") {
  std::set<std::string> names;
  for (int s = 0; s < stage_count; ++s) names.insert(std::string(name_of(static_cast<Stage>(s))));
  for (int m = 0; m < matter_count; ++m) names.insert(std::string(name_of(static_cast<Matter>(m))));
  CHECK(names.size() == stage_count + matter_count);
  CHECK(name_of(Stage::liquidated) == "liquidated");
  CHECK(name_of(Stage::preparing) == "preparing");
  CHECK(name_of(Matter::drop_party_rule) == "drop_party_rule");
}

TEST_CASE("a collective is at home until its train is set, and ended from the merger on") {
  CHECK(at_home(Stage::initiative));
  CHECK(at_home(Stage::preparing));
  CHECK_FALSE(at_home(Stage::departing));
  CHECK_FALSE(at_home(Stage::dissolved));
  CHECK_FALSE(ended(Stage::settled));
  for (const Stage stage :
       {Stage::merged, Stage::nationalised, Stage::dissolved, Stage::liquidated})
    CHECK(ended(stage));
}

TEST_CASE("a change of stage is dated, and an ended collective recruits nobody") {
  Collective collective;
  enter_stage(collective, Stage::chartered, Month::of(1923, 6));
  CHECK(collective.recruiting);
  enter_stage(collective, Stage::dissolved, Month::of(1924, 1));
  CHECK_FALSE(collective.recruiting);
  REQUIRE(collective.stages.size() == 2);
  CHECK(collective.stages[1].month == Month::of(1924, 1));
  CHECK(collective.stages[1].stage == Stage::dissolved);
  CHECK(collective.stage_since == Month::of(1924, 1));
}

TEST_CASE("what a scenario says of a collective is declared with meaning, range and source") {
  CollectiveKind kind;
  WorkPlan work;
  CollectivePlan plan;
  CHECK(FieldAudit::of(kind) == std::vector<std::string>{});
  CHECK(FieldAudit::of(work) == std::vector<std::string>{});
  CHECK(FieldAudit::of(plan) == std::vector<std::string>{});
  kind.majority = 1.5;
  CHECK(FieldAudit::of(kind).size() == 1);
}
