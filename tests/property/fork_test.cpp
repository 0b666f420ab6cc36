// A world that goes on from another's past is the world of a whole run, bit for bit; and a
// comparison of many worlds gives what as many whole runs give.

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <random>

#include "analysis/pairs.hpp"
#include "engine/scenario/document/scenario.hpp"
#include "engine/scenario/files/scenario_files.hpp"
#include "engine/simulation/ensemble.hpp"
#include "engine/simulation/first_difference.hpp"
#include "tests/support/outcome_text.hpp"
#include "tests/support/places.hpp"
#include "tests/support/random_change.hpp"
#include "tests/support/random_scenario.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

constexpr std::uint64_t seed = 95;

Scenario invented(std::uint32_t number) {
  Scenario scenario;
  scenario.name = "invented";
  scenario.parameters = random_scenario(number);
  return scenario;
}

Scenario with(Scenario scenario, const std::vector<Intervention>& changes) {
  scenario.interventions.insert(scenario.interventions.end(), changes.begin(), changes.end());
  return scenario;
}

}  // namespace

TEST_CASE("Worlds forked from a common past are those of whole runs, bit for bit") {
  int late_forks = 0, differ = 0;
  std::mt19937 random(96);
  for (std::uint32_t n = 0; n < 50; ++n) {
    INFO("scenario " << n);
    const Scenario base = invented(n);
    const Model base_model = make_baseline(base);
    std::vector<Model> models;
    models.reserve(4);
    std::vector<PairedWorld> worlds;
    for (int a = 0; a < 4; ++a) {
      const Scenario changed = with(base, random_changes(base.parameters, random));
      models.push_back(make_model(changed));
      worlds.push_back({&models.back(), &base_model});
    }
    const PairPlan plan({&base_model, nullptr}, worlds);
    const PairedOutcome pair = run_pair(plan, seed, n);
    const auto text = [](const Outcome& outcome, const Model& model) {
      return outcome_text(outcome, model.parameters);
    };
    const auto alone = text(run_replicate(base_model, nullptr, seed, n), base_model);
    CHECK(difference(text(pair.worlds[0], base_model), alone) == "");
    for (std::size_t a = 0; a < worlds.size(); ++a) {
      INFO("alternative " << a);
      const auto whole = text(run_replicate(models[a], &base_model, seed, n), models[a]);
      CHECK(difference(text(pair.worlds[a + 1], models[a]), whole) == "");
      late_forks += plan.parts(a) && *plan.parts(a) > base.parameters.from ? 1 : 0;
      differ += difference(whole, alone).empty() ? 0 : 1;
    }
  }
  CHECK(late_forks > 80);
  CHECK(differ > 60);
}

TEST_CASE(
    "A world in which an end comes at another month is forked late and is that of a whole run") {
  int late_forks = 0;
  for (std::uint32_t n = 0; n < 16; ++n) {
    INFO("scenario " << n);
    const Scenario base = invented(n);
    Scenario other = base;
    const Month from = base.parameters.from;
    other.parameters.founding.until = from + 20;
    for (CollectivePlan& plan : other.parameters.world.collectives) plan.recruits_until = from + 25;
    for (Origin& origin : other.parameters.population.origins) origin.closed_from = from + 30;
    const Model base_model = make_baseline(base), other_model = make_baseline(other);
    const PairPlan plan({&base_model, nullptr}, {{&other_model, &base_model}});
    const PairedOutcome pair = run_pair(plan, seed, n);
    CHECK(difference(outcome_text(pair.worlds[1], other.parameters),
                     outcome_text(run_replicate(other_model, &base_model, seed, n),
                                  other.parameters)) == "");
    late_forks += plan.parts(0) && *plan.parts(0) > from ? 1 : 0;
  }
  CHECK(late_forks > 8);
}

TEST_CASE("A fork may go back to the base's own model and gives the base again") {
  for (std::uint32_t n = 0; n < 10; ++n) {
    const Model model(random_scenario(n), {});
    Simulation whole(model, seed, n);
    Simulation past(model, seed, n);
    for (int m = 0; m < 30 && !past.done(); ++m) past.step();
    Simulation rest(past, model);
    whole.run();
    rest.run();
    CHECK(difference(outcome_text(rest.outcome(n), model.parameters),
                     outcome_text(whole.outcome(n), model.parameters)) == "");
    CHECK(past.month() == std::min(model.parameters.from + 30, model.parameters.until + 1));
  }
}

TEST_CASE("An alternative with a baseline of its own is the world of its own run") {
  for (std::uint32_t n = 0; n < 12; ++n) {
    INFO("scenario " << n);
    const Scenario base = invented(n);
    Scenario other = base;  // another scenario, not a what-if: its foundings are observed in itself
    other.parameters.decision.join_constant += 1;
    other.parameters.founding.constant_agriculture += 0.5;
    std::mt19937 random(n);
    const Scenario changed = with(other, random_changes(other.parameters, random));
    const Model base_model = make_baseline(base);
    const Model other_baseline = make_baseline(other);
    const Model changed_model = make_model(changed);
    const PairPlan plan({&base_model, nullptr},
                        {{&other_baseline, nullptr}, {&changed_model, &other_baseline}});
    const PairedOutcome pair = run_pair(plan, seed, n);
    CHECK(difference(outcome_text(pair.worlds[1], other.parameters),
                     outcome_text(run_replicate(other_baseline, nullptr, seed, n),
                                  other.parameters)) == "");
    CHECK(difference(outcome_text(pair.worlds[2], changed_model.parameters),
                     outcome_text(run_replicate(changed_model, &other_baseline, seed, n),
                                  changed_model.parameters)) == "");
    // And the other way round: the base may be the one with interventions.
    const PairPlan back({&changed_model, &other_baseline}, {{&other_baseline, nullptr}});
    const PairedOutcome reversed = run_pair(back, seed, n);
    CHECK(difference(outcome_text(reversed.worlds[0], changed_model.parameters),
                     outcome_text(pair.worlds[2], changed_model.parameters)) == "");
    CHECK(difference(outcome_text(reversed.worlds[1], other.parameters),
                     outcome_text(pair.worlds[1], other.parameters)) == "");
  }
}

TEST_CASE("Those who left in one world only explain the difference in departures exactly") {
  std::mt19937 random(97);
  const std::size_t departed = variable_index("departed");
  const auto total = [&](const Outcome& outcome) {
    std::int64_t sum = 0;
    for (const std::int64_t month : outcome.months[departed]) sum += month;
    return sum;
  };
  std::int64_t moved = 0;
  for (std::uint32_t n = 0; n < 100; ++n) {
    INFO("scenario " << n);
    const Scenario base = invented(n);
    const Model base_model = make_baseline(base);
    const Model changed = make_model(with(base, random_changes(base.parameters, random)));
    const PairPlan plan({&base_model, nullptr}, {{&changed, &base_model}});
    const PairedOutcome pair = run_pair(plan, seed, n);
    const auto& rows = pair.lives[0];
    const std::int64_t lost = persons_of(rows, Pairing::only_base);
    const std::int64_t gained = persons_of(rows, Pairing::only_alternative);
    const std::int64_t both = persons_of(rows, Pairing::both);
    CHECK(both + lost == total(pair.worlds[0]));
    CHECK(both + gained == total(pair.worlds[1]));
    moved += lost + gained;
  }
  CHECK(moved > 100);
}

TEST_CASE("The history and every shipped what-if: forked worlds are those of whole runs") {
  const std::vector<std::string> libraries{std::string(source_folder) + "/scenarios"};
  const auto load = [&](const std::vector<std::string>& what_ifs) {
    ScenarioRequest asked;
    asked.scenario = "historical";
    asked.libraries = libraries;
    asked.what_ifs = what_ifs;
    Problems problems;
    const LoadedDocument document = load_document(asked, problems);
    Scenario scenario =
        bind_scenario(document.name, document.root, document.sources, problems, document.what_ifs);
    REQUIRE(problems.report() == "");
    return scenario;
  };
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(libraries[0] + "/what_if"))
    names.push_back(file.path().stem().string());
  REQUIRE(names.size() >= 16);
  const Model base = make_baseline(load({}));
  std::vector<Model> models;
  models.reserve(names.size());
  std::vector<PairedWorld> worlds;
  for (const std::string& name : names) {
    models.push_back(make_model(load({name})));
    worlds.push_back({&models.back(), &base});
  }
  const PairPlan plan({&base, nullptr}, worlds);
  const PairedOutcome pair = run_pair(plan, seed, 0);
  std::atomic<int> late = 0;
  std::vector<std::string> differences(names.size());
  ThreadExecutor(0).run(
      static_cast<std::int64_t>(names.size()),
      [&](std::int64_t i) {
        const auto a = static_cast<std::size_t>(i);
        differences[a] = difference(
            outcome_text(pair.worlds[a + 1], models[a].parameters),
            outcome_text(run_replicate(models[a], &base, seed, 0), models[a].parameters));
        late += plan.parts(a) && *plan.parts(a) > base.parameters.from ? 1 : 0;
      },
      [](std::int64_t) {});
  for (std::size_t a = 0; a < names.size(); ++a) {
    INFO(names[a]);
    CHECK(differences[a] == "");
  }
  CHECK(late >= 8);
}
