#include "cli/comparison_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

#include "analysis/comparison_summary.hpp"
#include "cli/comparison_products.hpp"
#include "cli/comparison_report.hpp"
#include "cli/posterior_choice.hpp"
#include "cli/progress.hpp"
#include "cli/run_record.hpp"
#include "cli/screen.hpp"
#include "cli/shards.hpp"
#include "cli/stoppable.hpp"
#include "cli/store_pace.hpp"
#include "engine/base/error.hpp"
#include "engine/base/parallel.hpp"
#include "engine/output/file_error.hpp"

namespace komuna {
namespace {

using Clock = std::chrono::steady_clock;

// Positions of the metrics that decide when to stop.
std::vector<std::size_t> positions(const Comparison& comparison,
                                   const std::vector<std::string>& names) {
  std::vector<std::size_t> found;
  for (std::size_t m = 0; m < comparison.metrics().size(); ++m)
    if (std::find(names.begin(), names.end(), comparison.metrics()[m].name) != names.end())
      found.push_back(m);
  return found;
}

class MissingPairs {
 public:
  MissingPairs(RunStore& store, const Comparison& comparison, const ComparisonWish& wish,
               const RunSettings& settings, const StopRequest& stop)
      : store_(store),
        comparison_(comparison),
        wish_(wish),
        deciding_(positions(comparison, wish.metrics)),
        values_(comparison),
        executor_(settings.threads, stop),
        stop_(stop),
        progress_(static_cast<std::int64_t>(store.missing().size()), "pairs", settings.quiet,
                  wish.until > 0) {
    if (!wish.posterior.empty()) {
      posterior_ = posterior_of(wish.posterior, std::string(store_name));
      if (!posterior_->replay) values_.share_draws(posterior_->per_draw);
      for (const ComparedWorld& world : comparison.worlds())
        free_.push_back(std::make_unique<FreeParameters>(world.scenario, posterior_->parameters));
    }
    if (wish.until > 0) read_finished();
  }

  // In batches of fixed size, so that where it stops does not depend on threads or interruptions.
  void simulate() {
    const auto all = static_cast<std::uint64_t>(store_.plan().replicates);
    const std::uint64_t batch = wish_.until > 0 ? pairs_in_batch : all;
    for (std::uint64_t first = 0; first < all && !precise(first); first += batch)
      simulate(first, std::min(all, first + batch));
    if (const int signal = stop_.asked(); signal != 0) throw Stopped(signal);
    store_.flush();
  }

 private:
  void read_finished() {
    std::map<std::uint64_t, std::vector<DeathsByCause>> deaths;
    store_.each_extra([&](std::uint64_t replicate, std::string_view extra) {
      deaths[replicate] = unpacked_pairs(extra).deaths;
    });
    for (std::size_t world = 0; world < comparison_.worlds().size(); ++world)
      store_.source(world)->each([&](const Outcome& outcome) {
        if (outcome.error.empty()) values_.add(world, outcome, deaths[outcome.replicate][world]);
      });
  }

  // After the first `pairs`, which are all finished. Where more are, this was asked before the run
  // was interrupted, and the answer was no.
  bool precise(std::uint64_t pairs) const {
    if (wish_.until <= 0 || pairs == 0) return false;
    if (static_cast<std::uint64_t>(store_.finished_count()) > pairs) return false;
    for (std::size_t world = 1; world < comparison_.worlds().size(); ++world)
      for (const std::size_t metric : deciding_)
        if (!narrow_enough(values_.effect(world, metric), wish_.until, precise_persons))
          return false;
    return true;
  }

  void simulate(std::uint64_t first, std::uint64_t last) {
    std::vector<std::uint64_t> numbers;
    for (std::uint64_t r = first; r < last; ++r)
      if (store_.lacks(r)) numbers.push_back(r);
    std::vector<std::unique_ptr<Comparison::Result>> results(numbers.size());
    executor_.run(
        static_cast<std::int64_t>(numbers.size()),
        [&](std::int64_t i) {
          const auto at = static_cast<std::size_t>(i);
          results[at] = std::make_unique<Comparison::Result>(
              posterior_ ? of_posterior(numbers[at])
                         : comparison_.simulate(store_.plan().seed, numbers[at]));
        },
        [&](std::int64_t i) {
          const auto at = static_cast<std::size_t>(i);
          add(numbers[at], *results[at]);
          results[at].reset();
        });
  }

  // The same worlds with the parameters of the replicate's draw; replayed with its chance too.
  Comparison::Result of_posterior(std::uint64_t replicate) const {
    std::vector<Scenario> scenarios;
    for (const auto& free : free_)
      scenarios.push_back(free->scenario(posterior_->of(replicate).values));
    Comparison::Result result =
        comparison_of(std::move(scenarios), wish_)
            .simulate(posterior_->seed_of(store_.plan().seed), posterior_->key_of(replicate));
    for (Outcome& outcome : result.worlds) outcome.replicate = replicate;
    return result;
  }

  void add(std::uint64_t replicate, const Comparison::Result& result) {
    store_.add(replicate, result.worlds, {}, packed(result.record));
    pace_.added(store_);
    if (wish_.until > 0 && result.worlds.front().error.empty())
      for (std::size_t world = 0; world < result.worlds.size(); ++world)
        values_.add(world, result.worlds[world], result.record.deaths[world]);
    progress_.advance();
  }

  RunStore& store_;
  const Comparison& comparison_;
  const ComparisonWish& wish_;
  std::vector<std::size_t> deciding_;
  MetricValues values_;
  std::optional<Posterior> posterior_;
  std::vector<std::unique_ptr<FreeParameters>> free_;  // of each world
  StoppableExecutor executor_;
  const StopRequest& stop_;
  Progress progress_;
  StorePace pace_;
};

std::string kept_text(const RunFolder& folder, const RunStore& store) {
  return fmt::format("{} of {} pairs are safe in {}; komuna resume {} continues",
                     store.finished_count(), store.asked_count(), folder.path(), folder.path());
}

void simulate_missing(RunFolder& folder, RunStore& store, const Comparison& comparison,
                      const ComparisonWish& wish, const RunSettings& settings,
                      const StopRequest& stop) {
  try {
    MissingPairs(store, comparison, wish, settings, stop).simulate();
  } catch (const Stopped& stopped) {
    store.flush();
    if (store.finished_count() == 0) throw;
    folder.keep();
    throw Stopped(stopped.signal(), "stopped; " + kept_text(folder, store));
  } catch (...) {
    if (store.finished_count() == 0) throw;
    folder.keep();
    tell("komuna: " + kept_text(folder, store) + '\n');
    throw;
  }
}

Manifest manifest_of(const StorePlan& plan, const ComparisonSummary& summary,
                     const ComparisonFacts& facts) {
  const StoredWorld& world = plan.worlds.front();
  Manifest manifest = manifest_of_program();
  manifest.kind = plan.kind;
  manifest.seed = plan.seed;
  manifest.scenario = world.name;
  manifest.title = world.title;
  manifest.inputs = world.inputs;
  manifest.overrides = world.overrides;
  manifest.resolved = world.resolved;
  manifest.interventions = world.interventions;
  manifest.provenance = world.provenance;
  manifest.sources = world.sources;
  for (std::size_t w = 1; w < plan.worlds.size(); ++w) {
    const StoredWorld& other = plan.worlds[w];
    manifest.alternatives.push_back({other.name, other.title, other.inputs, other.overrides,
                                     other.resolved, other.interventions, other.provenance});
  }
  manifest.options = plan.options;
  manifest.command_line = plan.command_line;
  manifest.replicates = plan.replicates;
  manifest.completed = summary.completed();
  manifest.errors = summary.errors();
  manifest.threads = facts.threads;
  manifest.wall_seconds = facts.seconds;
  manifest.peak_memory = peak_memory();
  manifest.warnings = facts.of_parameters;
  manifest.outputs = facts.files;
  return manifest;
}

int exit_code_of(const ComparisonSummary& summary) {
  if (summary.failed() == 0) return 0;
  tell(fmt::format("komuna: {} pairs failed; the first: {}\n", summary.failed(),
                   summary.errors().front()));
  return summary.beyond_limits() == summary.failed() ? scenario_exit_code
                                                     : internal_error_exit_code;
}

// All files of a comparison, the manifest last: it says that the others are whole.
void write_files(RunFolder& folder, RunStore& store, const StoredComparison& stored,
                 const ComparisonWish& wish, Clock::time_point begun, ComparisonFacts& facts) {
  facts.files = write_comparison(folder, stored, wish);
  if (!wish.posterior.empty()) {
    const Posterior posterior = posterior_of(wish.posterior, folder.path());
    const std::int64_t pairs = stored.summary().completed() + stored.summary().failed();
    facts.files.push_back(write_draws(folder, posterior, store.plan().replicates));
    facts.of_parameters = words_of(posterior, pairs);
    facts.draws = distinct_draws(posterior, pairs);
  }
  store.seal();
  facts.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  const Manifest manifest = manifest_of(store.plan(), stored.summary(), facts);
  facts.files.push_back(write_comparison_report(folder, stored, wish, manifest));
  facts.files.push_back(write_file(folder.path(), "manifest.json", manifest_json(manifest)));
  folder.keep();
}

}  // namespace

Comparison comparison_of(std::vector<Scenario> scenarios, const ComparisonWish& wish) {
  std::vector<Lever> levers;
  const auto& base = scenarios.front().interventions;
  const auto& all = scenarios.back().interventions;
  auto next = all.begin() + static_cast<std::ptrdiff_t>(wish.levers.empty() ? 0 : base.size());
  for (std::size_t i = 0; i < wish.levers.size(); ++i) {
    const auto end = next + static_cast<std::ptrdiff_t>(wish.changes[i]);
    levers.push_back({wish.levers[i], {next, end}});
    next = end;
  }
  std::vector<ComparedWorld> worlds;
  for (std::size_t w = 0; w < scenarios.size(); ++w)
    worlds.push_back({std::move(scenarios[w]), wish.counterfactual[w]});
  return Comparison(std::move(worlds), std::move(levers));
}

std::vector<Scenario> scenarios_of_store(const StorePlan& plan, const std::string& place) {
  std::vector<Scenario> scenarios;
  for (const StoredWorld& world : plan.worlds) scenarios.push_back(scenario_of_store(world, place));
  return scenarios;
}

int carry_out(RunFolder& folder, RunStore& store, const Comparison& comparison,
              const ComparisonWish& wish, const RunSettings& settings, const StopRequest& stop) {
  const auto begun = Clock::now();
  simulate_missing(folder, store, comparison, wish, settings, stop);
  if (store.plan().shards > 1) return finish_shard(folder, store, settings.quiet);
  const StoredComparison stored(comparison, store);
  const ComparisonSummary& summary = stored.summary();
  if (summary.completed() > 0) folder.keep();
  if (summary.completed() == 0) {
    const std::string message = "all pairs failed; the first: " + summary.errors().front();
    if (summary.beyond_limits() == summary.failed()) throw LimitError(message);
    throw InternalError(message);
  }
  ComparisonFacts facts;
  facts.seed = store.plan().seed;
  facts.asked = store.plan().replicates;
  facts.threads = settings.threads == 0 ? hardware_threads() : settings.threads;
  facts.folder = folder.path();
  try {
    write_files(folder, store, stored, wish, begun, facts);
  } catch (const FileError&) {
    tell("komuna: " + kept_text(folder, store) + '\n');
    throw;
  }
  if (!settings.quiet) print(comparison_report(comparison, wish, summary, facts));
  return exit_code_of(summary);
}

}  // namespace komuna
