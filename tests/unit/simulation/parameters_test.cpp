#include "engine/simulation/parameters.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/support/field_audit.hpp"
#include "tests/unit/simulation/small_scenario.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// What a reader of the scenario would find wrong with it. A target without a figure is none of
// ours: the reader makes a fresh one to see its fields.
std::vector<std::string> broken(Parameters parameters) {
  std::vector<std::string> found = FieldAudit::of(parameters);
  const std::string fresh = "observed: must be above 0 for this family";
  found.erase(std::remove(found.begin(), found.end(), fresh), found.end());
  return found;
}

}  // namespace

TEST_CASE("the scenario of the tests is sound and counts its months with both ends") {
  Parameters parameters = small_scenario();
  CHECK(broken(parameters) == std::vector<std::string>{});
  CHECK(parameters.months() == 36);
  parameters.until = parameters.from;
  CHECK(parameters.months() == 1);
}

TEST_CASE("every theme of the model is declared with meaning, range and source") {
  CHECK(broken(Parameters{}) == std::vector<std::string>{});
  DatedEvent event;
  CHECK(FieldAudit::of(event) == std::vector<std::string>{});
}

TEST_CASE("a horizon must not run backwards or for more than a century") {
  Parameters parameters = small_scenario();
  parameters.world.collectives.clear();
  parameters.until = parameters.from - 1;
  CHECK(broken(parameters).size() == 1);
  parameters.until = parameters.from + 1199;
  CHECK(broken(parameters).empty());
  parameters.until = parameters.from + 1200;
  CHECK(broken(parameters).size() == 1);
}

TEST_CASE(
    "named collectives must be founded, not before the horizon, in a region of their origin") {
  Parameters parameters = small_scenario();
  CollectivePlan& plan = parameters.world.collectives[0];
  plan.founded = parameters.until;
  CHECK(broken(parameters).empty());
  plan.founded = parameters.until + 1;  // a shorter run of the same scenario
  CHECK(broken(parameters).empty());
  plan.founded = distant_future;  // never said
  CHECK(broken(parameters).size() == 1);
  plan.founded = parameters.from - 1;
  CHECK(broken(parameters).size() == 1);
  plan.founded = parameters.from;
  plan.region = "plain";
  CHECK(broken(parameters).empty());
  plan.region = "moon";
  CHECK(broken(parameters).size() == 1);
  plan.region = "";
  plan.origin = "";
  CHECK(broken(parameters).size() == 1);
}

TEST_CASE("a target counts some of the months simulated") {
  Parameters parameters = small_scenario();
  Target target;
  target.id = "left";
  target.role = TargetRole::holdout;
  target.observed = 10;
  const auto problems = [&](Month from, Month until) {
    target.from = from;
    target.until = until;
    parameters.targets = {target};
    return broken(parameters);
  };
  CHECK(problems(distant_past, distant_future).empty());
  CHECK(problems(distant_past, parameters.from).empty());
  CHECK(problems(parameters.until, distant_future).empty());
  const auto found = problems(distant_past, parameters.from - 1);
  REQUIRE(found.size() == 1);
  CHECK(found.front().find("\"left\"") != std::string::npos);
  CHECK(found.front().find("before the first month simulated") != std::string::npos);
  // A shorter run of the same scenario is told that the figure is outside.
  CHECK(problems(parameters.until + 1, parameters.until + 5).empty());
  // Those present in the month before the window: there must be one.
  target.measure = MeasureKind::arrested_share;
  CHECK(problems(parameters.from + 1, parameters.until).empty());
  CHECK(problems(parameters.from, parameters.until).size() == 1);
}

TEST_CASE("a target names a work that its collective builds") {
  Parameters parameters = small_scenario();
  CollectivePlan plan = parameters.world.templates.front();
  plan.id = "commune";
  plan.founded = parameters.from;
  plan.origin = parameters.population.origins.front().id;
  plan.works = {WorkPlan{}};
  plan.works.front().id = "mill";
  parameters.world.collectives = {plan};
  REQUIRE(broken(parameters).empty());
  Target target;
  target.id = "running";
  target.measure = MeasureKind::work_finished;
  target.observed = 1926;
  target.collective = "commune";
  const auto problems = [&](const std::string& work) {
    target.work = work;
    parameters.targets = {target};
    return broken(parameters);
  };
  CHECK(problems("mill").empty());
  const auto found = problems("dam");
  REQUIRE(found.size() == 1);
  CHECK(found.front().find("\"dam\" is no work of \"commune\"; it has mill") != std::string::npos);
  parameters.world.collectives.front().works.clear();
  REQUIRE(problems("mill").size() == 1);
  CHECK(problems("mill").front().find("has no `works`") != std::string::npos);
}

TEST_CASE("what is said of an origin must name one") {
  Parameters parameters = small_scenario();
  parameters.world.destinations[0].rates[0].id = "atlantis";
  CHECK(broken(parameters).size() == 1);
  parameters = small_scenario();
  parameters.expectation.channels.emplace_back();
  parameters.expectation.channels[0].id = "atlantis";
  CHECK(broken(parameters).size() == 1);
}
