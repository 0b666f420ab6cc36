#include "engine/population/origin.hpp"

#include <catch2/catch.hpp>

#include "tests/support/field_audit.hpp"
#include "tests/support/small_world.hpp"

using namespace komuna;
using namespace komuna::tests;

TEST_CASE("branches, groups, regions and origins are declared with meaning, range and source") {
  Branch branch;
  Group group;
  Region region;
  Origin origin;
  PopulationParameters population;
  CHECK(FieldAudit::of(branch) == std::vector<std::string>{});
  CHECK(FieldAudit::of(group) == std::vector<std::string>{});
  CHECK(FieldAudit::of(region) == std::vector<std::string>{});
  CHECK(FieldAudit::of(origin) == std::vector<std::string>{});
  CHECK(FieldAudit::of(population) == std::vector<std::string>{});
}

TEST_CASE("the branches of a region must make up its heads") {
  Region region;
  region.branches = {{"farming", 0.5}, {"metal", 0.5005}};
  CHECK(FieldAudit::of(region).empty());
  region.branches = {{"farming", 0.5}, {"metal", 0.49}};
  CHECK(FieldAudit::of(region).size() == 1);
  region.branches = {{"farming", 0.5}, {"metal", 0.52}};
  CHECK(FieldAudit::of(region).size() == 1);
}

TEST_CASE("special groups may fill a region but not more, whatever their sum rounds to") {
  Region region;
  region.groups = {{"a", 0.7}, {"b", 0.1}, {"c", 0.1}, {"d", 0.1}};
  REQUIRE(0.7 + 0.1 + 0.1 + 0.1 != 1.0);
  CHECK(FieldAudit::of(region).empty());
  region.groups = {{"a", 0.1}, {"b", 0.1}, {"c", 0.8 + 1e-15}};
  CHECK(FieldAudit::of(region).empty());
  region.groups = {{"a", 0.7}, {"b", 0.31}};
  CHECK(FieldAudit::of(region).size() == 1);
}

TEST_CASE("no region may grow beyond what the rain can number") {
  Origin origin;
  origin.regions.resize(2);
  origin.regions[0].heads = 10;
  origin.regions[1].heads = 1'000'000'000;
  CHECK(FieldAudit::of(origin).empty());
  origin.labour_force =
      Series(Series::Reading::linear, {{Month::of(1921, 1), 1.0}, {Month::of(1940, 1), 2.2}});
  CHECK(FieldAudit::of(origin).size() == 1);
}
