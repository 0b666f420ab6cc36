#include "engine/scenario/document/idle_interventions.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/unit/simulation/small_scenario.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

Intervention change(const std::string& path, Series::Change how,
                    std::variant<double, bool, std::string> value, Month from = distant_past,
                    Month until = distant_future) {
  Intervention one;
  one.path = path;
  one.change = how;
  one.value = std::move(value);
  one.from = from;
  one.until = until;
  return one;
}

std::vector<std::string> idle(const std::vector<Intervention>& changes) {
  Scenario scenario;
  scenario.parameters = small_scenario();
  scenario.interventions = changes;
  return idle_interventions(scenario);
}

constexpr auto set = Series::Change::set;

}  // namespace

TEST_CASE("idle interventions: months that are never simulated") {
  const Parameters p = small_scenario();
  const auto late = idle({change("gate.minimum_train", set, 3.0, p.until + 1)});
  REQUIRE(late.size() == 1);
  CHECK(late[0].find("gate.minimum_train: this change can never act: it begins in " +
                     to_string(p.until + 1)) == 0);
  const auto early = idle({change("gate.minimum_train", set, 3.0, distant_past, p.from - 1)});
  REQUIRE(early.size() == 1);
  CHECK(early[0].find("before the first month") != std::string::npos);
  CHECK(idle({change("gate.minimum_train", set, 3.0, p.until)}).empty());
  CHECK(idle({change("gate.minimum_train", set, 3.0, distant_past, p.from)}).empty());
}

TEST_CASE("idle interventions: a value that is there already") {
  const Parameters p = small_scenario();
  const double train = p.world.gate.minimum_train;
  CHECK(idle({change("gate.minimum_train", set, train)}).size() == 1);
  CHECK(idle({change("gate.minimum_train", set, train, p.from + 3)}).size() == 1);
  CHECK(idle({change("gate.minimum_train", Series::Change::scale, 1.0)}).size() == 1);
  CHECK(idle({change("gate.minimum_train", set, train + 1)}).empty());
  CHECK(idle({change("gate.unlimited", set, 0.0, p.from + 3)}).size() == 1);
  CHECK(idle({change("gate.unlimited", set, 1.0, p.from + 3)}).empty());
  CHECK(idle({change("assembly.members_vote", set, true)}).size() == 1);
  CHECK(idle({change("assembly.members_vote", set, false)}).empty());
}

TEST_CASE("idle interventions: a change counts after those before it") {
  const Parameters p = small_scenario();
  const double train = p.world.gate.minimum_train;
  const auto first = change("gate.minimum_train", set, train + 5, p.from + 3);
  CHECK(idle({first, change("gate.minimum_train", set, train, p.from + 6)}).empty());
  CHECK(idle({first, first}).size() == 1);
}
