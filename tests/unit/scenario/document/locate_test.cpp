#include "engine/scenario/document/locate.hpp"

#include <catch2/catch.hpp>

#include "engine/scenario/document/listing.hpp"
#include "tests/unit/scenario/reading.hpp"

using namespace komuna;

TEST_CASE("locate: a path leads to the variable itself") {
  auto reading = toy::read_text(toy::good_text);
  toy::World& world = reading.world;
  const auto body = toy::body_of(world);
  const auto pointer = [&](std::string_view path) {
    const Location found = locate(body, path);
    REQUIRE(found.parameter);
    return found.parameter->pointer;
  };
  CHECK(std::get<std::int64_t*>(pointer("seed")) == &world.seed);
  CHECK(std::get<double*>(pointer("calendar.birth_rate")) == &world.calendar.birth_rate);
  CHECK(std::get<bool*>(pointer("gates.north.is_open")) == &world.gates[1].is_open);
  CHECK(std::get<Month*>(pointer("gates.north.opens")) == &world.gates[1].opens);
  CHECK(std::get<std::string*>(pointer("gates.south.slogan")) == &world.gates[0].slogan);
  CHECK(std::get<Series*>(pointer("origins.hills.regions.lower.unemployment")) ==
        &world.origins[0].regions[1].unemployment);
  CHECK(std::get<double*>(pointer("origins.hills.skill_shares.weaver")) ==
        &world.origins[0].skill_shares[1].second);
  CHECK(locate(body, "origins.hills.mood").parameter->choices.size() == 3);
  CHECK(locate(body, "origins.hills.gate").parameter->kind == "gate");
  CHECK(locate(body, "gates.south.places").parameter->field.timing == Timing::monthly);
}

TEST_CASE("locate: a wrong path is corrected where it goes wrong") {
  auto reading = toy::read_text(toy::good_text);
  const auto body = toy::body_of(reading.world);
  const auto problem = [&](std::string_view path) { return locate(body, path).problem; };
  CHECK(problem("sede") == "there is no sede; did you mean \"seed\"?");
  CHECK(problem("gates.suoth.places") ==
        "there is no suoth in gates; did you mean \"gates.south\"?");
  CHECK(problem("gates.south.place") ==
        "there is no place in gates.south; did you mean \"gates.south.places\"?");
  CHECK(problem("gates.south.xyz") ==
        "there is no xyz in gates.south; allowed: places, strictness, is_open, opens, quota, "
        "slogan");
  CHECK(problem("gates") == "the path stops at a map; go on with one of: south, north");
  CHECK(problem("origins.hills.skill_shares") ==
        "the path stops at a map; go on with one of: smith, weaver");
  CHECK(problem("origins.hills.skill_shares.smiht") ==
        "there is no smiht in origins.hills.skill_shares; did you mean "
        "\"origins.hills.skill_shares.smith\"?");
  CHECK(problem("seed.more") == "there is nothing below seed to be called more");
  for (const char* path : {"", ".", "..", "gates.", ".gates", "gates..places"}) {
    CAPTURE(path);
    CHECK_FALSE(problem(path).empty());
  }
}

TEST_CASE("listing: one row for each parameter, with range, value and origin") {
  auto reading = toy::read_text(toy::good_text);
  const auto rows = list_parameters(toy::body_of(reading.world), reading.provenance);
  const auto row = [&](std::string_view path) {
    for (const Listing& one : rows)
      if (one.path == path) return one;
    FAIL("no row " << path);
    return Listing{};
  };
  CHECK(row("skills.smith.wage").value == "12.5");
  CHECK(row("skills.smith.wage").unit == "Kc/day");
  CHECK(row("skills.smith.wage").allowed == "at least 0");
  CHECK(row("skills.smith.wage").origin == "ledger (high)");
  CHECK(row("skills.weaver.wage").how == Provenance::How::by_default);
  CHECK(row("gates.north.places").origin == "assumption: toy");
  CHECK(row("gates.south.quota").value == "1921-07: 10, 1923-07: 34 (linear)");
  CHECK(row("origins.hills.mood").allowed == "calm, eager, weary");
  CHECK(row("origins.hills.skill_shares").value == "smith: 0.25, weaver: 0.75");
  CHECK(row("origins.hills.skill_shares").how == Provenance::How::sourced);
  CHECK(row("origins.hills.allies").value == "plains");
  CHECK(row("calendar.end").value == "1926-12");
}

// Every parameter that is listed can be found again, and the other way round nothing is lost.
TEST_CASE("locate: every listed parameter is found by its path") {
  auto reading = toy::read_text(toy::good_text);
  const auto body = toy::body_of(reading.world);
  const auto rows = list_parameters(body);
  CHECK(rows.size() == 36);
  for (const Listing& row : rows) {
    if (row.type == "numbers") continue;  // a path names one of its numbers
    CAPTURE(row.path);
    CHECK(locate(body, row.path).parameter);
  }
}
