#include "engine/world/world.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "tests/support/field_audit.hpp"
#include "tests/support/small_world.hpp"

using namespace komuna;
using namespace komuna::tests;

TEST_CASE("regions are found by origin and id; without an id, the first") {
  SmallWorld small([](PopulationParameters& p, auto&) {
    p.origins.push_back(p.origins[0]);
    p.origins[1].id = "utopia";
    p.origins[1].regions[0].id = "coast";
  });
  CHECK(find_region(small.world, 0, "") == 0);
  CHECK(find_region(small.world, 0, "plain") == 1);
  CHECK(find_region(small.world, 1, "") == 2);
  CHECK(find_region(small.world, 1, "plain") == 3);
  CHECK(find_region(small.world, 0, "coast") == none);
  CHECK(find_region(small.world, 7, "") == none);
}

TEST_CASE("the plan of a collective is a named one or a template") {
  SmallWorld small([](auto&, WorldParameters& w) {
    w.templates.push_back(w.collectives[0]);
    w.templates[0].id = "pattern";
  });
  const Index c = small.found();
  CHECK(small.world.plan(small.world.collectives[c]).id == "spring");
  small.world.collectives[c].from_template = true;
  CHECK(small.world.plan(small.world.collectives[c]).id == "pattern");
  CHECK(small.world.kind(small.world.collectives[c]).id == "commune");
}

TEST_CASE("every slot of every cell has a key of its own") {
  std::set<std::uint64_t> keys;
  for (const Index cell : {0u, 1u, 0xfffffffeu})
    for (const std::uint32_t slot : {0u, 1u, 0xffffffffu}) keys.insert(World::slot_key(cell, slot));
  CHECK(keys.size() == 9);
}

TEST_CASE("a world begins empty, with a place for everything the scenario names") {
  SmallWorld small([](auto&, WorldParameters& w) {
    w.destinations.resize(2);
    w.sites.push_back(w.sites[0]);
  });
  CHECK(small.world.origins.size() == 1);
  CHECK(small.world.cell_months.size() == 12);
  CHECK(small.world.site_taken == std::vector<int>{0, 0});
  REQUIRE(small.world.destinations.size() == 2);
  CHECK(small.world.destinations[1].cumulative == std::vector<double>{0.0});
  CHECK(small.world.people.entries() == 0);
  CHECK(small.world.people.ledger_balances());
}

TEST_CASE("the parts of a world are declared with meaning, range and source") {
  WorldParameters parameters;
  CHECK(FieldAudit::of(parameters) == std::vector<std::string>{});
}
