// Whole worlds of random scenarios, from the first agitation to the last arrest: the books balance,
// the gate keeps to its accounts, and neither threads nor the order of tables matter.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "engine/measures/variable.hpp"
#include "engine/random/draws.hpp"
#include "engine/simulation/ensemble.hpp"
#include "tests/support/outcome_text.hpp"
#include "tests/support/random_scenario.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// Every person is in one state, states are counted right, and nobody came from nowhere.
bool books_balance(const World& world, std::int64_t entries_seen) {
  std::array<std::int64_t, person_state_count> states{};
  for (const Person& person : world.people.persons())
    ++states[static_cast<std::size_t>(person.state)];
  return states == world.people.in_state() && world.people.entries() == entries_seen &&
         static_cast<std::int64_t>(world.people.persons().size()) == entries_seen;
}

std::int64_t entries_in(const Events& events) {
  return std::count_if(events.begin(), events.end(), [](const Event& event) {
    return event.kind == EventKind::moved && event.entry;
  });
}

// No account has given more than it was credited, but for the overdraft of one who drew ahead.
bool gate_keeps_to_accounts(const World& world, const double (&most)[sector_count]) {
  for (std::size_t s = 0; s < sector_count; ++s) {
    const PlacesAccount& account = world.gate.accounts[s];
    const bool applicants = s == static_cast<std::size_t>(Sector::other);
    const double overdraft = applicants ? 0.0 : world.parameters.gate.draw_ahead_months * most[s];
    const double left = account.credited() - account.forgotten() - account.used();
    if (left < -overdraft - 1e-6 || std::fabs(left - account.balance()) > 1e-6) return false;
  }
  return true;
}

std::int64_t admitted_in(const Events& events) {
  std::int64_t persons = 0;
  for (const Event& event : events)
    if (event.kind == EventKind::admitted) persons += event.count;
  return persons;
}

std::vector<std::string> sorted(std::vector<std::string> lines) {
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::vector<std::string> run(const Parameters& parameters, std::uint64_t seed,
                             std::uint64_t replicate) {
  return world_text(Model(parameters, {}), nullptr, seed, replicate);
}

}  // namespace

TEST_CASE("Exits by outcome sum up to the flows") {
  struct Flow {
    const char* variable;
    PersonState to;
  };
  std::int64_t ended_journeys = 0;
  for (std::uint32_t n = 0; n < 60; ++n) {
    const Outcome outcome = run_replicate(Model(random_scenario(n), {}), nullptr, 95, n);
    REQUIRE(outcome.error.empty());
    for (const Flow flow : {Flow{"returned", PersonState::returned},
                            {"third_country", PersonState::third_country},
                            {"expelled", PersonState::expelled},
                            {"executed", PersonState::executed},
                            {"sent_to_camp", PersonState::in_camp},
                            {"died", PersonState::dead},
                            {"refused", PersonState::refused},
                            {"withdrew", PersonState::withdrawn}}) {
      INFO("scenario " << n << ", " << flow.variable);
      std::int64_t left = 0, counted = 0;
      for (const ExitRow& row : outcome.exits) {
        const bool at_home = row.from == PersonState::waiting;
        if (row.to != flow.to || (row.to == PersonState::dead && at_home)) continue;
        left += row.persons;
        ended_journeys += row.from == PersonState::in_transit ? 1 : 0;
      }
      for (const YearRow& row : outcome.years) counted += row.counts[variable_index(flow.variable)];
      CHECK(left == counted);
    }
  }
  CHECK(ended_journeys > 0);
}

TEST_CASE("Random scenarios are valid, and many send somebody") {
  int departed = 0;
  for (std::uint32_t n = 0; n < 60; ++n) {
    Parameters parameters = random_scenario(n);
    const auto problems = problems_of(parameters);
    INFO("scenario " << n << ": " << (problems.empty() ? "" : problems.front()));
    REQUIRE(problems.empty());
    const Model model(parameters, {});
    const Outcome outcome = run_replicate(model, nullptr, 1, n);
    departed += std::any_of(outcome.collectives.begin(), outcome.collectives.end(),
                            [](const CollectiveOutcome& c) { return c.departed > 0; })
                    ? 1
                    : 0;
  }
  CHECK(departed > 15);  // of 60; the others are small, poor or shut out
}

TEST_CASE("The ledger balances and the gate keeps to its accounts in random scenarios") {
  for (std::uint32_t n = 0; n < 60; ++n) {
    INFO("scenario " << n);
    const Model model(random_scenario(n), {});
    Simulation simulation(model, 71, n);
    std::int64_t entries = 0, admitted = 0;
    double most[sector_count] = {0, 0, 0};
    while (!simulation.done()) {
      simulation.step();
      const World& world = simulation.world();
      for (std::size_t s = 0; s < sector_count; ++s)
        most[s] = std::max(most[s], world.gate.places[s]);
      entries += entries_in(world.events);
      admitted += admitted_in(world.events);
      REQUIRE(books_balance(world, entries));
      REQUIRE(gate_keeps_to_accounts(world, most));
      double used = 0;
      for (const PlacesAccount& account : world.gate.accounts) used += account.used();
      // Places of those who did not travel in the end are given back.
      REQUIRE(used <= static_cast<double>(admitted) + 1e-6);
    }
    if (entries == 0) continue;
    // A person put into a state without being moved there, or appearing, is found.
    World tampered = simulation.world();
    CHECK_FALSE(books_balance(tampered, entries - 1));
    Person& someone = tampered.people.person(0);
    someone.state = someone.state == PersonState::home ? PersonState::dead : PersonState::home;
    CHECK_FALSE(books_balance(tampered, entries));
    tampered.gate.accounts[0].use(1e6);
    CHECK_FALSE(gate_keeps_to_accounts(tampered, most));
  }
}

TEST_CASE("One, two and seven threads give the same bytes") {
  for (const std::uint32_t n : {3u, 8u}) {
    const Parameters parameters = random_scenario(n);
    const Model model(parameters, {});
    const auto with_threads = [&](int threads, std::uint64_t seed) {
      std::vector<std::string> lines, lives;
      EnsembleOptions options;
      options.seed = seed;
      options.replicates = 8;
      options.watch_first = [&lives](const Life& life) { lives.push_back(life_text(life)); };
      ThreadExecutor executor(threads);
      run_ensemble(model, nullptr, options, executor, [&](Outcome&& outcome) {
        const auto more = outcome_text(outcome, parameters);
        lines.insert(lines.end(), more.begin(), more.end());
      });
      lines.insert(lines.end(), lives.begin(), lives.end());
      return lines;
    };
    const auto one = with_threads(1, 5);
    CHECK(one.size() > 8);
    CHECK(difference(with_threads(2, 5), one) == "");
    CHECK(difference(with_threads(7, 5), one) == "");
    CHECK(difference(with_threads(2, 6), one) != "");
  }
}

TEST_CASE("Another order of the origins gives the same lives in another order") {
  int compared = 0;
  for (std::uint32_t n = 0; n < 60 && compared < 15; ++n) {
    const Parameters parameters = random_scenario(n);
    if (parameters.population.origins.size() < 2) continue;
    ++compared;
    Parameters turned = parameters;
    std::reverse(turned.population.origins.begin(), turned.population.origins.end());
    INFO("scenario " << n);
    const auto lives = sorted(run(parameters, 81, n));
    CHECK(difference(lives, sorted(run(turned, 81, n))) == "");
    // Had the draws been keyed by position, origins would have exchanged their fates.
    Parameters renamed = turned;
    renamed.population.origins.front().id.swap(renamed.population.origins.back().id);
    CHECK(difference(lives, sorted(run(renamed, 81, n))) != "");
  }
  CHECK(compared == 15);
}
