#include "engine/scenario/document/interventions.hpp"

#include <catch2/catch.hpp>

#include "engine/scenario/document/conditions.hpp"
#include "engine/scenario/document/monthly_changes.hpp"
#include "engine/scenario/document/resolved.hpp"
#include "tests/unit/scenario/reading.hpp"

using namespace komuna;

namespace {

std::vector<Intervention> list(const std::string& yaml, Problems& problems) {
  const NodePtr root = parse_yaml(yaml, "what_if.yaml", problems);
  return root == nullptr ? std::vector<Intervention>{} : read_interventions(*root, problems);
}

// All complaints about a list of interventions on the good toy world.
std::string complaint(const std::string& yaml) {
  auto reading = toy::read_text(toy::good_text);
  const std::string before = resolved_json(toy::body_of(reading.world));
  Problems problems;
  const auto interventions = list(yaml, problems);
  validate_interventions(interventions, toy::body_of(reading.world), problems);
  CHECK(resolved_json(toy::body_of(reading.world)) == before);
  return problems.report();
}

std::vector<Intervention> good_list(const std::string& yaml) {
  Problems problems;
  auto interventions = list(yaml, problems);
  auto reading = toy::read_text(toy::good_text);
  validate_interventions(interventions, toy::body_of(reading.world), problems);
  REQUIRE(problems.report() == "");
  return interventions;
}

}  // namespace

TEST_CASE("interventions: reading") {
  Problems problems;
  const auto all = list(
      "- {change: gates.south.places, scale: 0.5, from: 1922-03, until: 1926, because: fear}\n"
      "- {change: gates.south.is_open, set: false}\n"
      "- {change: gates.south.opens, set: 1923-01}\n",
      problems);
  REQUIRE(problems.report() == "");
  REQUIRE(all.size() == 3);
  CHECK(all[0].change == Series::Change::scale);
  CHECK(std::get<double>(all[0].value) == 0.5);
  CHECK(all[0].from == Month::of(1922, 3));
  CHECK(all[0].until == Month::of(1926, 12));  // a year ends in December
  CHECK(all[0].because == "fear");
  CHECK(all[0].position.line == 1);
  CHECK_FALSE(all[1].has_window());
  CHECK(first_difference({all[0]}) == Month::of(1922, 3));
  CHECK(first_difference(all) == distant_past);
  CHECK_FALSE(first_difference({}));
}

TEST_CASE("interventions: what is wrong with a list is said with its place") {
  CHECK(complaint("a: 1") ==
        "what_if.yaml:1:1: interventions: is a map; allowed: a list of changes, - {change: path, "
        "scale: 0.5}\n");
  CHECK(complaint("- {change: seed}") ==
        "what_if.yaml:1:3: interventions[1]: says nothing to do; required: one of set, scale, "
        "add\n");
  CHECK(complaint("- {change: seed, set: 1, add: 1}") ==
        "what_if.yaml:1:3: interventions[1]: may have only one of set, scale and add; write two "
        "entries\n");
  CHECK(complaint("- {chang: seed, set: 1}") ==
        "what_if.yaml:1:3: interventions[1].change: is missing; required: the path of a parameter\n"
        "what_if.yaml:1:4: interventions[1].chang: is not a known key; did you mean \"change\"?\n");
  CHECK(complaint("- {change: seed, scale: many}") ==
        "what_if.yaml:1:25: interventions[1].scale: is text; allowed: a number\n");
  CHECK(complaint("- {change: seed, set: 1, from: 1925, until: 1924-02}") ==
        "what_if.yaml:1:45: interventions[1].until: 1924-02 is before from: 1925-01\n");
  CHECK(complaint("- {change: gates.south.plces, set: 1}") ==
        "what_if.yaml:1:3: gates.south.plces: there is no plces in gates.south; did you mean "
        "\"gates.south.places\"?\n");
  CHECK(complaint("- {change: gates.south.places, set: yes}") ==
        "what_if.yaml:1:3: gates.south.places: the value does not fit; allowed: a number\n");
  CHECK(complaint("- {change: calendar.birth_rate, scale: 2, from: 1925}") ==
        "what_if.yaml:1:3: calendar.birth_rate: holds for a whole run and cannot change within it; "
        "leave out from and until, or change a series\n");
  CHECK(complaint("- {change: origins.hills.gate, set: nroth}") ==
        "what_if.yaml:1:3: origins.hills.gate: the value does not fit; allowed: the id of a gate; "
        "did you mean \"north\"?\n");
  CHECK(complaint("- {change: origins.hills.mood, set: angry}") ==
        "what_if.yaml:1:3: origins.hills.mood: the value does not fit; allowed: set to one of "
        "calm, eager, weary\n");
  CHECK(complaint("- {change: origins.hills.allies, set: hills}") ==
        "what_if.yaml:1:3: origins.hills.allies: the value does not fit; allowed: a single "
        "parameter, not a whole list\n");
}

TEST_CASE("interventions: the range holds after every change") {
  CHECK(complaint("- {change: gates.south.strictness, scale: 5}") ==
        "what_if.yaml:1:3: gates.south.strictness: would become 1.25; allowed: 0 to 1\n");
  // Each alone is fine, their overlap is not.
  CHECK(complaint("- {change: gates.south.strictness, scale: 3, until: 1925}\n"
                  "- {change: gates.south.strictness, scale: 3, from: 1925-06}\n") ==
        "what_if.yaml:2:3: gates.south.strictness: would become 2.25; allowed: 0 to 1\n");
  CHECK(complaint("- {change: gates.south.strictness, scale: 3, until: 1925}\n"
                  "- {change: gates.south.strictness, scale: 3, from: 1926}\n")
            .empty());
  CHECK(complaint("- {change: gates.south.quota, add: -20, from: 1922}") ==
        "what_if.yaml:1:3: gates.south.quota: would become -4; allowed: at least 0\n");
  CHECK(complaint("- {change: gates.south.quota, scale: 1e308}\n"
                  "- {change: gates.south.quota, scale: 1e308}\n") != "");
  CHECK(complaint("- {change: gates.south.opens, add: 1e9}") ==
        "what_if.yaml:1:3: gates.south.opens: would lie outside the years 1000 to 2999\n");
}

TEST_CASE("interventions: whole-run changes are carried out in the struct") {
  auto reading = toy::read_text(toy::good_text);
  toy::World& world = reading.world;
  apply_static(good_list("- {change: calendar.birth_rate, scale: 2}\n"
                         "- {change: calendar.birth_rate, add: 0.01}\n"
                         "- {change: gates.south.places, scale: 0.5}\n"  // 57.5
                         "- {change: gates.north.is_open, set: true}\n"
                         "- {change: gates.south.opens, add: 3}\n"
                         "- {change: gates.north.opens, set: 1925}\n"
                         "- {change: origins.hills.mood, set: weary}\n"
                         "- {change: origins.plains.gate, set: south}\n"
                         "- {change: title, set: Other}\n"
                         "- {change: origins.hills.skill_shares.smith, set: 0.5}\n"
                         "- {change: gates.north.quota, scale: 0.5, from: 1922, until: 1922}\n"),
               toy::body_of(world));
  CHECK(world.calendar.birth_rate == 0.03 * 2 + 0.01);
  CHECK(world.gates[0].places == 58);
  CHECK(world.gates[1].is_open);
  CHECK(world.gates[0].opens == Month::of(1922, 8));
  CHECK(world.gates[1].opens == Month::of(1925, 1));
  CHECK(world.origins[0].mood == toy::Mood::weary);
  CHECK(world.origins[1].gate == "south");
  CHECK(world.title == "Other");
  CHECK(world.origins[0].skill_shares[0].second == 0.5);
  CHECK(world.gates[1].quota.at(Month::of(1921, 12)) == 0.5);
  CHECK(world.gates[1].quota.at(Month::of(1922, 1)) == 0.25);
  CHECK(world.gates[1].quota.at(Month::of(1922, 12)) == 0.25);
  CHECK(world.gates[1].quota.at(Month::of(1923, 1)) == 0.5);
  // The shares no longer sum to one: the conditions say so.
  Problems problems;
  check_conditions(toy::body_of(world), Position{}, problems);
  CHECK(problems.report() == "origins.hills.skill_shares: the shares must sum to 1\n");
}

TEST_CASE("interventions: monthly changes follow the calendar, in any order of months") {
  auto reading = toy::read_text(toy::good_text);
  toy::World& world = reading.world;
  const auto all = good_list(
      "- {change: gates.south.places, add: 10}\n"  // whole run, before any window
      "- {change: gates.south.places, scale: 2, from: 1922-03, until: 1922-05}\n"
      "- {change: gates.south.places, set: 7, from: 1922-05, until: 1922-05}\n"
      "- {change: gates.south.places, add: 1}\n"  // whole run, after a window
      "- {change: gates.north.is_open, set: true, from: 1922-04}\n"
      "- {change: gates.north.slogan, set: later, from: 1922-04}\n");
  apply_static(all, toy::body_of(world));
  CHECK(world.gates[0].places == 125);
  MonthlyChanges changes(all, toy::body_of(world));
  CHECK(changes.first_difference() == distant_past);
  struct Expected {
    int month;
    std::int64_t places;
    bool is_open;
  };
  const std::vector<Expected> calendar = {{2, 126, false}, {3, 251, false}, {4, 251, true},
                                          {5, 8, true},    {6, 126, true},  {4, 251, true},
                                          {1, 126, false}};
  for (const Expected& expected : calendar) {
    CAPTURE(expected.month);
    changes.apply(Month::of(1922, expected.month));
    CHECK(world.gates[0].places == expected.places);
    CHECK(world.gates[1].is_open == expected.is_open);
    CHECK(world.gates[1].slogan == (expected.is_open ? "later" : "welcome"));
  }
}

TEST_CASE("interventions: what changes nothing leaves every bit alone") {
  auto reading = toy::read_text(toy::good_text);
  const std::string before = resolved_json(toy::body_of(reading.world));
  const auto all = good_list(
      "- {change: gates.south.quota, scale: 1, from: 1921-09, until: 1922-02}\n"
      "- {change: gates.south.quota, add: 0}\n");
  apply_static(all, toy::body_of(reading.world));
  CHECK(resolved_json(toy::body_of(reading.world)) == before);
  CHECK_FALSE(first_difference(all));
  CHECK(MonthlyChanges(all, toy::body_of(reading.world)).empty());
}
