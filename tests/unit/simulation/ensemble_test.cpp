#include "engine/simulation/ensemble.hpp"

#include <catch2/catch.hpp>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/unit/simulation/small_scenario.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

std::vector<Outcome> run_all(const Model& model, const Model* baseline, EnsembleOptions options,
                             int threads) {
  ThreadExecutor executor(threads);
  std::vector<Outcome> outcomes;
  run_ensemble(model, baseline, options, executor,
               [&](Outcome&& outcome) { outcomes.push_back(std::move(outcome)); });
  return outcomes;
}

EnsembleOptions five() {
  EnsembleOptions options;
  options.first_replicate = 40;
  options.replicates = 5;
  return options;
}

// Fails in a month that only some replicates reach with somebody enrolled.
BindChanges failing(std::uint64_t& bound) {
  return [&bound](Parameters&) -> SetMonth {
    if (bound++ == 2)
      return [](Month month) {
        if (month == Month::of(1924, 1)) throw std::runtime_error("the third one fails");
      };
    return [](Month) {};
  };
}

}  // namespace

TEST_CASE("outcomes come in the order of their numbers, the same for any number of threads") {
  const Model model(small_scenario(), {});
  const auto one = run_all(model, nullptr, five(), 1);
  REQUIRE(one.size() == 5);
  for (const int threads : {2, 7}) {
    const auto other = run_all(model, nullptr, five(), threads);
    REQUIRE(other.size() == 5);
    for (std::size_t i = 0; i < 5; ++i) {
      CHECK(other[i].replicate == 40 + i);
      CHECK(other[i].key == one[i].key);
      CHECK(other[i].months == one[i].months);
      CHECK(other[i].touched == one[i].touched);
    }
  }
  CHECK(one[0].months != one[1].months);
}

TEST_CASE("a replicate alone is the same as among others") {
  const Model model(small_scenario(), {});
  const auto all = run_all(model, nullptr, five(), 2);
  const Outcome alone = run_replicate(model, nullptr, EnsembleOptions{}.seed, 43);
  CHECK(alone.months == all[3].months);
}

TEST_CASE("the lives told are those of the first replicate") {
  const Model model(small_scenario(), {});
  std::vector<std::string> first, alone;
  EnsembleOptions options = five();
  options.watch_first = [&](const Life& life) { first.push_back(life.household + life.event); };
  run_all(model, nullptr, options, 3);
  run_replicate(model, nullptr, options.seed, 40,
                [&](const Life& life) { alone.push_back(life.household + life.event); });
  CHECK(first.size() > 100);
  CHECK(first == alone);
}

TEST_CASE("a replicate that fails leaves its message and does not stop the others") {
  std::uint64_t bound = 0;
  const Model model(small_scenario(), failing(bound));
  const auto outcomes = run_all(model, nullptr, five(), 1);
  REQUIRE(outcomes.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(outcomes[i].replicate == 40 + i);
    CHECK(outcomes[i].error == (i == 2 ? "the third one fails" : ""));
  }
  CHECK(outcomes[2].months.empty());
}

TEST_CASE("lack of memory is no failure of a replicate") {
  ThreadExecutor executor(2);
  std::vector<std::uint64_t> finished;
  const auto run = [](std::uint64_t replicate, const WatchLife&) -> Outcome {
    if (replicate == 42) throw std::bad_alloc();
    Outcome outcome;
    outcome.replicate = replicate;
    return outcome;
  };
  CHECK_THROWS_AS(run_ensemble(run, five(), executor,
                               [&](Outcome&& each) { finished.push_back(each.replicate); }),
                  std::bad_alloc);
  for (const std::uint64_t replicate : finished) CHECK(replicate < 42);
}

TEST_CASE("against a baseline, a named founding hangs on the hazard there") {
  Parameters slow = small_scenario();
  slow.founding.constant_agriculture -= 40;  // next to nobody founds farms
  const Model baseline(small_scenario(), {});
  const Model model(slow, {});
  const auto named = [](const Outcome& outcome) {
    int found = 0;
    for (const CollectiveOutcome& one : outcome.collectives) found += one.named ? 1 : 0;
    return found;
  };
  for (const Outcome& outcome : run_all(model, &baseline, five(), 2)) CHECK(named(outcome) == 0);
  for (const Outcome& outcome : run_all(model, nullptr, five(), 2)) CHECK(named(outcome) == 1);
  const auto same = run_all(baseline, &baseline, five(), 2);
  const auto plain = run_all(baseline, nullptr, five(), 2);
  for (std::size_t i = 0; i < 5; ++i) CHECK(same[i].months == plain[i].months);
}

TEST_CASE("no replicates, no outcomes") {
  const Model model(small_scenario(), {});
  EnsembleOptions options;
  options.replicates = 0;
  CHECK(run_all(model, nullptr, options, 2).empty());
}
