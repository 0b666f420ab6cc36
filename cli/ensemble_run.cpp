#include "cli/ensemble_run.hpp"

#include <fmt/format.h>

#include <chrono>
#include <exception>
#include <optional>
#include <span>

#include "analysis/report/figures.hpp"
#include "cli/posterior_choice.hpp"
#include "cli/products.hpp"
#include "cli/progress.hpp"
#include "cli/report_file.hpp"
#include "cli/run_record.hpp"
#include "cli/run_report.hpp"
#include "cli/scenario_choice.hpp"
#include "cli/screen.hpp"
#include "cli/shards.hpp"
#include "cli/stoppable.hpp"
#include "cli/store_pace.hpp"
#include "engine/base/error.hpp"
#include "engine/base/parallel.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/manifest.hpp"
#include "engine/scenario/document/scenario_record.hpp"
#include "engine/simulation/ensemble.hpp"

namespace komuna {
namespace {

using Clock = std::chrono::steady_clock;

// Replicates that follow each other.
struct Stretch {
  std::uint64_t first = 0;
  std::int64_t count = 0;
};

std::vector<Stretch> stretches(const std::vector<std::uint64_t>& numbers) {
  std::vector<Stretch> list;
  for (const std::uint64_t number : numbers) {
    if (list.empty() || list.back().first + static_cast<std::uint64_t>(list.back().count) != number)
      list.push_back({number, 0});
    ++list.back().count;
  }
  return list;
}

class MissingReplicates {
 public:
  MissingReplicates(RunStore& store, const Scenario& scenario, const RunSettings& settings,
                    const StopRequest& stop)
      : store_(store),
        missing_(store.missing()),
        model_(make_model(scenario)),
        posterior_(posterior_in(store.plan().options, std::string(store_name))),
        executor_(settings.threads, stop),
        stop_(stop),
        progress_(static_cast<std::int64_t>(missing_.size()), "replicates", settings.quiet) {
    if (!scenario.interventions.empty()) baseline_.emplace(make_baseline(scenario));
    if (posterior_) free_.emplace(scenario, posterior_->parameters);
  }

  void simulate() {
    for (const Stretch& stretch : stretches(missing_)) simulate(stretch);
    if (const int signal = stop_.asked(); signal != 0) throw Stopped(signal);
    store_.flush();
  }
  bool any_completed() const { return any_completed_; }

 private:
  void simulate(const Stretch& stretch) {
    EnsembleOptions ensemble;
    ensemble.seed = store_.plan().seed;
    ensemble.first_replicate = stretch.first;
    ensemble.replicates = stretch.count;
    LivesRecord lives;
    // Trouble with the lives must not look like a fault of the replicate: it is raised later.
    std::exception_ptr trouble;
    if (stretch.first == 0)
      ensemble.watch_first = [&](const Life& life) {
        try {
          if (!trouble) lives.add(life);
        } catch (...) {
          trouble = std::current_exception();
        }
      };
    const auto consume = [&](Outcome&& outcome) {
      if (trouble) std::rethrow_exception(trouble);
      add(outcome, lives);
    };
    if (posterior_)
      run_ensemble([this](std::uint64_t replicate,
                          WatchLife watch) { return of_posterior(replicate, std::move(watch)); },
                   ensemble, executor_, consume);
    else
      run_ensemble(model_, baseline_ ? &*baseline_ : nullptr, ensemble, executor_, consume);
  }

  // A world with the parameters of the replicate's draw; replayed with its chance too.
  Outcome of_posterior(std::uint64_t replicate, WatchLife watch) const {
    const FreeParameters::World world = free_->world(posterior_->of(replicate).values);
    Outcome outcome =
        run_replicate(world.model, world.baseline(), posterior_->seed_of(store_.plan().seed),
                      posterior_->key_of(replicate), std::move(watch));
    outcome.replicate = replicate;
    return outcome;
  }

  void add(const Outcome& outcome, LivesRecord& lives) {
    const bool is_first = outcome.replicate == 0;
    store_.add(outcome.replicate, std::span(&outcome, 1),
               is_first ? std::span(&lives, 1) : std::span<LivesRecord>());
    pace_.added(store_);
    if (is_first) lives = LivesRecord();
    any_completed_ = any_completed_ || outcome.error.empty();
    progress_.advance();
  }

  RunStore& store_;
  std::vector<std::uint64_t> missing_;
  Model model_;
  std::optional<Model> baseline_;
  std::optional<Posterior> posterior_;
  std::optional<FreeParameters> free_;
  StoppableExecutor executor_;
  const StopRequest& stop_;
  Progress progress_;
  StorePace pace_;
  bool any_completed_ = false;
};

std::string kept_text(const RunFolder& folder, const RunStore& store) {
  return fmt::format("{} of {} replicates are safe in {}; komuna resume {} continues",
                     store.finished_count(), store.asked_count(), folder.path(), folder.path());
}

// Whatever ends the simulation: what is finished stays, and the user is told how to go on.
void simulate_missing(RunFolder& folder, RunStore& store, const Scenario& scenario,
                      const RunSettings& settings, const StopRequest& stop) {
  try {
    MissingReplicates missing(store, scenario, settings, stop);
    missing.simulate();
    if (missing.any_completed()) folder.keep();
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

Manifest manifest_of_run(const StorePlan& plan, const Scenario& scenario, const RunSummary& summary,
                         const RunFacts& facts) {
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
  manifest.options = plan.options;
  manifest.command_line = plan.command_line;
  manifest.replicates = plan.replicates;
  manifest.completed = summary.completed();
  manifest.errors = summary.errors();
  manifest.threads = facts.threads;
  manifest.wall_seconds = facts.seconds;
  manifest.peak_memory = peak_memory();
  for (const WhatIf& what_if : scenario.what_ifs) manifest.what_ifs.push_back(what_if.name);
  manifest.warnings = facts.of_parameters;
  for (std::string& warning : scenario_warnings(scenario))
    manifest.warnings.push_back(std::move(warning));
  for (std::string& warning : run_warnings(scenario.parameters, summary))
    manifest.warnings.push_back(std::move(warning));
  manifest.outputs = facts.files;
  return manifest;
}

// All files of a run, the manifest last: it says that the others are whole.
void write_run(RunFolder& folder, RunStore& store, const Scenario& scenario,
               const StoredResults& stored, Clock::time_point begun, RunFacts& facts) {
  facts.files = write_products(folder, stored.results(), default_formats());
  const auto posterior = posterior_in(store.plan().options, folder.path());
  if (posterior) {
    facts.files.push_back(write_draws(folder, *posterior, store.plan().replicates));
    facts.of_parameters = words_of(*posterior, facts.replicates);
  }
  store.seal();
  facts.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  const report::ReportFigures figures(scenario.parameters, stored.results().outcomes);
  const Manifest manifest = manifest_of_run(store.plan(), scenario, stored.summary(), facts);
  facts.files.push_back(write_report(folder, {scenario, stored.summary(), figures, manifest,
                                              nullptr, posterior ? &*posterior : nullptr}));
  facts.files.push_back(write_file(folder.path(), "manifest.json", manifest_json(manifest)));
  folder.keep();
}

[[noreturn]] void throw_failure(const RunSummary& summary) {
  const std::string message = "all replicates failed; the first: " + summary.errors().front();
  if (summary.beyond_limits() == summary.failed()) throw LimitError(message);
  throw InternalError(message);
}

int exit_code_of(const RunSummary& summary, std::int64_t replicates) {
  if (summary.failed() == 0) return 0;
  tell(fmt::format("komuna: {} of {} replicates failed; the first: {}\n", summary.failed(),
                   replicates, summary.errors().front()));
  return summary.beyond_limits() == summary.failed() ? scenario_exit_code
                                                     : internal_error_exit_code;
}

}  // namespace

StorePlan plan_of_program() {
  const Manifest program = manifest_of_program();
  StorePlan plan;
  plan.version = program.version;
  plan.commit = program.commit;
  plan.rng_layout = program.rng_layout;
  return plan;
}

StoredWorld stored_world(const Scenario& scenario) {
  ScenarioRecord record = record_of(scenario);
  StoredWorld world;
  world.name = std::move(record.name);
  world.title = scenario.parameters.title;
  world.resolved = std::move(record.resolved);
  world.interventions = std::move(record.interventions);
  world.provenance = std::move(record.provenance);
  world.sources = std::move(record.sources);
  for (const Target& target : scenario.parameters.targets) world.targets.push_back(target.id);
  return world;
}

Scenario scenario_of_store(const StoredWorld& world, const std::string& place) {
  Problems problems;
  Scenario scenario = scenario_of(
      {world.name, world.resolved, world.interventions, world.provenance, world.sources}, problems);
  if (!problems.empty())
    throw FileError(
        place, "the scenario in it does not fit this version of komuna:\n" + problems.report(4));
  return scenario;
}

std::string why_not_the_same_program(const StorePlan& plan) {
  const StorePlan ours = plan_of_program();
  const auto name = [](const StorePlan& program) {
    return fmt::format("komuna {} ({}), random numbers laid out as {}", program.version,
                       program.commit, program.rng_layout);
  };
  if (plan.version == ours.version && plan.commit == ours.commit &&
      plan.rng_layout == ours.rng_layout)
    return "";
  return "was begun by " + name(plan) + "; this is " + name(ours);
}

void announce_store(RunFolder& folder) {
  for (const char* end : {"", "-wal", "-journal"}) folder.wrote(std::string(store_name) + end);
}

int carry_out(RunFolder& folder, RunStore& store, const Scenario& scenario,
              const RunSettings& settings, const StopRequest& stop) {
  const auto begun = Clock::now();
  simulate_missing(folder, store, scenario, settings, stop);
  if (store.plan().shards > 1) return finish_shard(folder, store, settings.quiet);
  const StoredResults stored(scenario, store);
  const RunSummary& summary = stored.summary();
  if (summary.completed() == 0) throw_failure(summary);
  RunFacts facts;
  facts.replicates = store.plan().replicates;
  facts.seed = store.plan().seed;
  facts.threads = settings.threads == 0 ? hardware_threads() : settings.threads;
  facts.folder = folder.path();
  try {
    write_run(folder, store, scenario, stored, begun, facts);
  } catch (const FileError&) {
    tell("komuna: " + kept_text(folder, store) + '\n');
    throw;
  }
  if (!settings.quiet) print(run_report(scenario, summary, facts));
  return exit_code_of(summary, facts.replicates);
}

}  // namespace komuna
