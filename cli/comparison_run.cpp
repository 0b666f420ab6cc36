#include "cli/comparison_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <utility>

#include "analysis/comparison_summary.hpp"
#include "analysis/wording.hpp"
#include "cli/comparison_products.hpp"
#include "cli/comparison_report.hpp"
#include "cli/executor.hpp"
#include "cli/pair_work.hpp"
#include "cli/posterior_choice.hpp"
#include "cli/progress.hpp"
#include "cli/run_record.hpp"
#include "cli/screen.hpp"
#include "cli/shards.hpp"
#include "cli/store_pace.hpp"
#include "cli/work_record.hpp"
#include "engine/base/error.hpp"
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
               const RunSettings& settings, const StopRequest& stop,
               std::function<std::string()> keep)
      : store_(store),
        comparison_(comparison),
        wish_(wish),
        deciding_(positions(comparison, wish.metrics)),
        values_(comparison),
        work_(store.plan().seed, comparison, wish),
        executor_(executor_for(settings.threads, settings.crew, stop,
                               [&] { return WorkOrder{"run", bytes_of(store.plan())}; })),
        stop_(stop),
        keep_(std::move(keep)),
        progress_(static_cast<std::int64_t>(store.missing().size()), "pairs", settings.quiet,
                  wish.until > 0) {
    if (const auto& posterior = work_.posterior(); posterior && !posterior->replay)
      values_.share_draws(posterior->per_draw);
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
    std::vector<std::unique_ptr<ReplicateRecord>> records(numbers.size());
    const auto at = [](std::int64_t i) { return static_cast<std::size_t>(i); };
    Tasks tasks;
    tasks.count = static_cast<std::int64_t>(numbers.size());
    tasks.in_order = wish_.until > 0;  // sums of numbers depend on their order
    tasks.work = [&](std::int64_t i) {
      records[at(i)] = std::make_unique<ReplicateRecord>(record_of(work_.simulate(numbers[at(i)])));
    };
    tasks.finish = [&](std::int64_t i) {
      add(numbers[at(i)], *records[at(i)]);
      records[at(i)].reset();
    };
    tasks.order = [&](std::int64_t i) { return std::to_string(numbers[at(i)]); };
    tasks.take = [&](std::int64_t i, std::string_view bytes) {
      records[at(i)] = std::make_unique<ReplicateRecord>(replicate_of_bytes(bytes));
    };
    tasks.keep = keep_;
    executor_->run(tasks);
  }

  void add(std::uint64_t replicate, const ReplicateRecord& record) {
    store_.add(replicate, record.worlds, {}, record.extra, record.packed);
    pace_.added(store_);
    if (wish_.until > 0 && record.worlds.front().error.empty()) {
      const PairedRecord pairs = unpacked_pairs(record.extra);
      for (std::size_t world = 0; world < record.worlds.size(); ++world)
        values_.add(world, record.worlds[world], pairs.deaths[world]);
    }
    progress_.advance();
  }

  RunStore& store_;
  const Comparison& comparison_;
  const ComparisonWish& wish_;
  std::vector<std::size_t> deciding_;
  MetricValues values_;
  PairWork work_;
  std::unique_ptr<TaskExecutor> executor_;
  const StopRequest& stop_;
  std::function<std::string()> keep_;
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
    MissingPairs(store, comparison, wish, settings, stop, [&] {
      store.flush();
      return kept_text(folder, store);
    }).simulate();
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
  tell(fmt::format("komuna: {} failed; the first: {}\n", counted(summary.failed(), "pair"),
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
  facts.threads = computing_threads(settings.threads, settings.crew);
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
