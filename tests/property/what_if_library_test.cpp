// The shipped what-ifs, each beside the history in paired worlds (the same keys, the same rain):
// the direction that its own mechanism implies, and a past that is the same until it begins.
//
// Directions are of sums over the pairs, or exact where the what-if forbids something. n = 3 pairs,
// seed 1921; nothing here is a test at a level: worlds of one key are the same on every machine.

#include <catch2/catch.hpp>
#include <functional>
#include <map>

#include "engine/measures/variable.hpp"
#include "engine/scenario/document/scenario.hpp"
#include "engine/scenario/files/scenario_files.hpp"
#include "engine/simulation/ensemble.hpp"
#include "tests/support/places.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

constexpr std::uint64_t seed = 1921;
constexpr std::int64_t pairs = 3;

using Worlds = std::vector<Outcome>;

ScenarioRequest request(const std::string& scenario, const std::vector<std::string>& what_ifs) {
  ScenarioRequest asked;
  asked.scenario = scenario;
  asked.libraries = {std::string(source_folder) + "/scenarios"};
  asked.what_ifs = what_ifs;
  return asked;
}

Scenario load(const ScenarioRequest& asked) {
  Problems problems;
  const LoadedDocument document = load_document(asked, problems);
  Scenario scenario =
      bind_scenario(document.name, document.root, document.sources, problems, document.what_ifs);
  REQUIRE(problems.report() == "");
  return scenario;
}

Worlds run(const Scenario& scenario) {
  const Model model = make_model(scenario), baseline = make_baseline(scenario);
  Worlds worlds;
  EnsembleOptions options;
  options.seed = seed;
  options.replicates = pairs;
  ThreadExecutor executor(0);
  run_ensemble(model, scenario.interventions.empty() ? nullptr : &baseline, options, executor,
               [&](Outcome&& outcome) { worlds.push_back(std::move(outcome)); });
  for (const Outcome& outcome : worlds) REQUIRE(outcome.error == "");
  return worlds;
}

// Sum of a flow over months of all worlds.
std::int64_t sum(const Worlds& worlds, std::string_view variable, Month from = distant_past,
                 Month until = distant_future) {
  std::int64_t total = 0;
  for (const Outcome& world : worlds) {
    const auto& months = world.months[variable_index(variable)];
    for (std::size_t m = 0; m < months.size(); ++m) {
      const Month month = world.from + static_cast<int>(m);
      if (from <= month && month <= until) total += months[m];
    }
  }
  return total;
}

// The same over the years and one origin.
std::int64_t sum_of(const Worlds& worlds, std::string_view variable, std::size_t origin, int from,
                    int until) {
  std::int64_t total = 0;
  for (const Outcome& world : worlds)
    for (const YearRow& row : world.years)
      if (row.origin == origin && from <= row.year && row.year <= until)
        total += row.counts[variable_index(variable)];
  return total;
}

std::int64_t votes(const Worlds& worlds) {
  std::int64_t total = 0;
  for (const Outcome& world : worlds)
    for (const CollectiveOutcome& collective : world.collectives) total += collective.votes;
  return total;
}

double money(const Worlds& worlds) {
  double total = 0;
  for (const Outcome& world : worlds) total += world.totals.money_given;
  return total;
}

const Month terror_from = Month::of(1937, 8), terror_until = Month::of(1938, 11);
constexpr std::size_t czechoslovakia = 0;  // checked below

// What must hold between the history (a) and the other world (b).
using Direction = std::function<bool(const Worlds& a, const Worlds& b)>;

Direction more(const char* variable, Month from = distant_past, Month until = distant_future) {
  return [=](const Worlds& a, const Worlds& b) {
    return sum(b, variable, from, until) > sum(a, variable, from, until);
  };
}
Direction fewer(const char* variable, Month from = distant_past, Month until = distant_future) {
  return [=](const Worlds& a, const Worlds& b) {
    return sum(b, variable, from, until) < sum(a, variable, from, until);
  };
}
Direction none(const char* variable, Month from, Month until) {
  return [=](const Worlds& a, const Worlds& b) {
    return sum(b, variable, from, until) == 0 && sum(a, variable, from, until) > 0;
  };
}
Direction of_czechoslovakia(const char* variable, int from, int until, double low, double high) {
  return [=](const Worlds& a, const Worlds& b) {
    const auto before = static_cast<double>(sum_of(a, variable, czechoslovakia, from, until));
    const auto after = static_cast<double>(sum_of(b, variable, czechoslovakia, from, until));
    return after > low * before && after < high * before;
  };
}

const std::map<std::string, std::vector<Direction>>& directions() {
  constexpr double any = 1e9;
  static const std::map<std::string, std::vector<Direction>> table{
      {"prague_prohibits", {fewer("admitted"), of_czechoslovakia("departed", 1924, 1929, -1, 0.1)}},
      {"prague_helps", {of_czechoslovakia("departed", 1923, 1929, 1, any)}},
      // In the years when places were short; later fewer are left who want to go. For departures,
      // and for the whole run, three pairs are too few: tests/statistical/coupling_test.cpp.
      {"open_gates", {more("admitted", Month::of(1923, 1), Month::of(1924, 12))}},
      {"gates_shut_1922", {none("admitted", Month::of(1922, 5), distant_future)}},
      {"soviet_work_for_all", {more("admitted", Month::of(1922, 2), Month::of(1924, 12))}},
      {"home_work_for_all", {of_czechoslovakia("enrolled", 1922, 1924, 0, 1)}},
      {"no_agitation", {fewer("requests"), fewer("enrolled")}},
      {"no_collections",
       {[](const Worlds& a, const Worlds& b) { return money(a) > 0 && money(b) == 0; },
        fewer("enrolled")}},
      {"no_letters", {more("requests")}},
      {"no_quota_acts", {of_czechoslovakia("emigrated_elsewhere", 1921, 1929, 1, any)}},
      {"recruitment_goes_on", {more("admitted", Month::of(1926, 10), Month::of(1929, 12))}},
      {"no_terror", {none("arrested", terror_from, terror_until)}},
      {"repression_1930",
       {none("arrested", Month::of(1938, 1), terror_until),
        more("arrested", Month::of(1930, 1), Month::of(1931, 4))}},
      {"citizenship_free", {fewer("expelled")}},
      {"honest_delegates", {fewer("departed")}},
      {"no_votes",
       {[](const Worlds& a, const Worlds& b) { return votes(a) > 0 && votes(b) == 0; },
        more("departed")}}};
  return table;
}

bool same_past(const Worlds& a, const Worlds& b, Month until) {
  for (std::size_t r = 0; r < a.size(); ++r)
    for (std::size_t v = 0; v < a[r].months.size(); ++v)
      for (int m = 0; a[r].from + m < until && a[r].from + m <= a[r].until; ++m)
        if (a[r].months[v][static_cast<std::size_t>(m)] !=
            b[r].months[v][static_cast<std::size_t>(m)])
          return false;
  return true;
}

}  // namespace

TEST_CASE("what-if library: each moves the worlds as its mechanism says, and not their past") {
  const Scenario history = load(request("historical", {}));
  REQUIRE(history.parameters.population.origins[czechoslovakia].id == "czechoslovakia");
  const Worlds before = run(history);
  for (const std::string& name : shipped_what_ifs({std::string(source_folder) + "/scenarios"})) {
    INFO(name);
    const auto expected = directions().find(name);
    REQUIRE(expected != directions().end());  // a new what-if says here what it must do
    const Scenario scenario = load(request("historical", {name}));
    const Worlds after = run(scenario);
    for (std::size_t i = 0; i < expected->second.size(); ++i) {
      INFO("direction " << i + 1);
      CHECK(expected->second[i](before, after));
    }
    const auto begins = first_difference(scenario.interventions);
    REQUIRE(begins.has_value());
    CHECK(same_past(before, after, *begins));
    CHECK_FALSE(same_past(before, after, distant_future));
  }
}

TEST_CASE("what-if library: each says what it means, and what no figure informs") {
  const auto names = shipped_what_ifs({std::string(source_folder) + "/scenarios"});
  CHECK(names.size() == directions().size());
  for (const std::string& name : names) {
    INFO(name);
    const Scenario alone = load(request("what_if/" + name, {}));
    const Scenario laid = load(request("historical", {name}));
    REQUIRE(laid.what_ifs.size() == 1);
    const Heading& heading = laid.what_ifs[0].heading;
    CHECK(alone.parameters.title == heading.title);
    CHECK(alone.parameters.classroom == heading.classroom);
    CHECK(alone.interventions.size() == laid.interventions.size());
    CHECK(heading.summary.find("Left out") != std::string::npos);
    if (!heading.informed) CHECK_FALSE(heading.caption.empty());
    CHECK(heading.classroom == (name != "repression_1930"));
  }
}
