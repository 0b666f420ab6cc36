#include "cli/ensemble_run.hpp"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <span>
#include <utility>

#include "analysis/report/figures.hpp"
#include "cli/executor.hpp"
#include "cli/posterior_choice.hpp"
#include "cli/products.hpp"
#include "cli/progress.hpp"
#include "cli/replicate_work.hpp"
#include "cli/report_file.hpp"
#include "cli/run_record.hpp"
#include "cli/run_report.hpp"
#include "cli/scenario_choice.hpp"
#include "cli/screen.hpp"
#include "cli/shards.hpp"
#include "cli/store_pace.hpp"
#include "engine/base/error.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/manifest.hpp"
#include "engine/scenario/document/scenario_record.hpp"

namespace komuna {
namespace {

using Clock = std::chrono::steady_clock;

class MissingReplicates {
 public:
  MissingReplicates(RunStore& store, const Scenario& scenario, const RunSettings& settings,
                    const StopRequest& stop, std::function<std::string()> keep)
      : store_(store),
        missing_(store.missing()),
        work_(store.plan(), scenario),
        executor_(executor_for(settings.threads, settings.crew, stop,
                               [&] { return WorkOrder{"run", bytes_of(store.plan())}; })),
        stop_(stop),
        keep_(std::move(keep)),
        progress_(static_cast<std::int64_t>(missing_.size()), "replicates", settings.quiet) {}

  void simulate() {
    // One place for each record, empty again as soon as it is stored.
    std::vector<std::unique_ptr<ReplicateRecord>> records(missing_.size());
    const auto at = [](std::int64_t i) { return static_cast<std::size_t>(i); };
    Tasks tasks;
    tasks.count = static_cast<std::int64_t>(missing_.size());
    tasks.work = [&](std::int64_t i) {
      records[at(i)] = std::make_unique<ReplicateRecord>(work_.simulate(missing_[at(i)]));
    };
    tasks.finish = [&](std::int64_t i) {
      add(missing_[at(i)], *records[at(i)]);
      records[at(i)].reset();
    };
    tasks.order = [&](std::int64_t i) { return std::to_string(missing_[at(i)]); };
    tasks.take = [&](std::int64_t i, std::string_view bytes) {
      records[at(i)] = std::make_unique<ReplicateRecord>(replicate_of_bytes(bytes));
    };
    tasks.keep = keep_;
    executor_->run(tasks);
    if (const int signal = stop_.asked(); signal != 0) throw Stopped(signal);
    store_.flush();
  }
  bool any_completed() const { return any_completed_; }

 private:
  void add(std::uint64_t replicate, ReplicateRecord& record) {
    LivesRecord lives(std::move(record.lives));
    store_.add(replicate, record.worlds,
               replicate == 0 ? std::span(&lives, 1) : std::span<LivesRecord>(), record.extra,
               record.packed);
    pace_.added(store_);
    any_completed_ = any_completed_ || record.worlds.front().error.empty();
    progress_.advance();
  }

  RunStore& store_;
  std::vector<std::uint64_t> missing_;
  ReplicateWork work_;
  std::unique_ptr<TaskExecutor> executor_;
  const StopRequest& stop_;
  std::function<std::string()> keep_;
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
    MissingReplicates missing(store, scenario, settings, stop, [&] {
      store.flush();
      return kept_text(folder, store);
    });
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

std::string name_of(const StorePlan& program) {
  return fmt::format("komuna {} ({}), random numbers laid out as {}", program.version,
                     program.commit, program.rng_layout);
}

}  // namespace

std::string program_name() { return name_of(plan_of_program()); }

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
  if (plan.version == ours.version && plan.commit == ours.commit &&
      plan.rng_layout == ours.rng_layout)
    return "";
  return "was begun by " + name_of(plan) + "; this is " + name_of(ours);
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
  facts.threads = computing_threads(settings.threads, settings.crew);
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
