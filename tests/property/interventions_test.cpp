// Interventions on whole worlds: one that changes nothing changes nothing, one with a date changes
// nothing before it, and more places admit, in that round, everybody who was admitted and others.

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "engine/scenario/document/scenario.hpp"
#include "engine/simulation/ensemble.hpp"
#include "tests/support/outcome_text.hpp"
#include "tests/support/random_scenario.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

std::vector<std::string> run(const Scenario& scenario, std::uint64_t replicate) {
  const Model model = make_model(scenario);
  const Model baseline = make_baseline(scenario);
  return world_text(model, &baseline, 91, replicate);
}

Scenario plain(std::uint32_t number) {
  Scenario scenario;
  scenario.name = "invented";
  scenario.parameters = random_scenario(number);
  return scenario;
}

Intervention change(const char* path, Series::Change how, double value, Month from) {
  Intervention one;
  one.path = path;
  one.change = how;
  one.value = value;
  one.from = from;
  return one;
}

using Admitted = std::set<std::pair<std::uint32_t, std::uint32_t>>;  // cell id, slot

Admitted admitted_now(const World& world) {
  Admitted admitted;
  for (const Event& event : world.events) {
    if (event.kind != EventKind::admitted) continue;
    const Household& household = world.people.household(event.household);
    admitted.emplace(world.cells[household.cell].id, household.slot);
  }
  return admitted;
}

// Some months in which somebody was admitted.
std::vector<Month> months_of_admissions(const Parameters& parameters, std::uint64_t replicate) {
  const Model model(parameters, {});
  Simulation simulation(model, 93, replicate);
  std::vector<Month> months, some;
  while (!simulation.done()) {
    simulation.step();
    if (!admitted_now(simulation.world()).empty()) months.push_back(simulation.world().month);
  }
  for (std::size_t i = 0; i < months.size(); i += 1 + months.size() / 5) some.push_back(months[i]);
  return some;
}

// Multiplies the places of all regimes in one month.
BindChanges more_places(Month when, double factor) {
  return [when, factor](Parameters& parameters) -> SetMonth {
    const auto original = parameters.world.gate.regimes;
    return [&parameters, original, when, factor](Month month) {
      auto& regimes = parameters.world.gate.regimes;
      for (std::size_t r = 0; r < regimes.size(); ++r) {
        const double f = month == when ? factor : 1.0;
        regimes[r].places_agriculture = original[r].places_agriculture * f;
        regimes[r].places_industry = original[r].places_industry * f;
        regimes[r].places_individual = original[r].places_individual * f;
      }
    };
  };
}

// The persons of a queue of groups who get in when it is served in strict order, or when groups
// that do not fit are passed over.
std::vector<int> served(const std::vector<int>& groups, int places, bool strict) {
  std::vector<int> in;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (groups[g] <= places) {
      places -= groups[g];
      in.push_back(static_cast<int>(g));
    } else if (strict) {
      break;
    }
  }
  return in;
}

}  // namespace

TEST_CASE("An intervention that changes nothing gives the same bytes") {
  int changes_seen = 0;
  for (std::uint32_t n = 0; n < 12; ++n) {
    INFO("scenario " << n);
    const Scenario unchanged = plain(n);
    const Month later = unchanged.parameters.from + 20;
    const double weight = unchanged.parameters.decision.conviction;
    const double carried = unchanged.parameters.world.gate.carry_months;
    const auto bytes = run(unchanged, n);
    Scenario null = unchanged;
    null.interventions = {change("decision.conviction", Series::Change::set, weight, later),
                          change("decision.kin", Series::Change::scale, 1.0, later),
                          change("gate.carry_months", Series::Change::set, carried, later),
                          change("decision.join_constant", Series::Change::add, 0.0, later)};
    CHECK(difference(run(null, n), bytes) == "");
    Scenario changed = unchanged;
    changed.interventions = {
        change("decision.join_constant", Series::Change::add, 2.0, unchanged.parameters.from)};
    changes_seen += difference(run(changed, n), bytes).empty() ? 0 : 1;
  }
  CHECK(changes_seen >= 8);  // the others have nobody who could join
}

TEST_CASE("A dated intervention changes nothing before its date") {
  int differ = 0;
  for (std::uint32_t n = 0; n < 12; ++n) {
    INFO("scenario " << n);
    Scenario scenario = plain(n);
    const Month date = scenario.parameters.from + 40;
    scenario.interventions = {change("decision.join_constant", Series::Change::add, 2.0, date)};
    const Model changed = make_model(scenario);
    const Model baseline = make_baseline(scenario);
    Simulation a(baseline, 92, n), b(changed, 92, n);
    while (a.month() < date) {
      a.step();
      b.step();
      REQUIRE(a.world().people.in_state() == b.world().people.in_state());
      REQUIRE(a.world().events.size() == b.world().events.size());
    }
    for (int m = 0; m < 24 && !a.done(); ++m) {
      a.step();
      b.step();
    }
    differ += a.world().people.in_state() == b.world().people.in_state() ? 0 : 1;
  }
  CHECK(differ >= 6);  // and changes something after it
}

TEST_CASE("More places admit in that round all who were admitted, and others") {
  int rounds = 0, more = 0;
  for (std::uint32_t n = 0; n < 80; ++n) {
    INFO("scenario " << n);
    const Parameters parameters = random_scenario(n);
    for (const Month when : months_of_admissions(parameters, n)) {
      const Model as_is(parameters, more_places(when, 1.0));
      const Model generous(parameters, more_places(when, 3.0));
      Simulation a(as_is, 93, n), b(generous, 93, n);
      while (a.month() <= when) {
        a.step();
        b.step();
      }
      const Admitted few = admitted_now(a.world());
      const Admitted many = admitted_now(b.world());
      CHECK(std::includes(many.begin(), many.end(), few.begin(), few.end()));
      rounds += few.empty() ? 0 : 1;
      more += many.size() > few.size() ? 1 : 0;
    }
  }
  CHECK(rounds > 50);
  CHECK(more > 10);
}

TEST_CASE("A queue that passes over whom it cannot fit would break that promise") {
  std::mt19937 random(94);
  bool strict_holds = true, passing_holds = true;
  for (int i = 0; i < 200; ++i) {
    std::vector<int> groups;
    for (int g = 0; g < 6; ++g) groups.push_back(1 + static_cast<int>(random() % 60));
    for (const bool strict : {true, false}) {
      const auto few = served(groups, 60, strict);
      const auto many = served(groups, 90, strict);
      const bool holds = std::includes(many.begin(), many.end(), few.begin(), few.end());
      (strict ? strict_holds : passing_holds) &= holds;
    }
  }
  CHECK(strict_holds);
  CHECK_FALSE(passing_holds);
}
