#include "cli/run.hpp"

#include <fmt/format.h>

#include <chrono>
#include <exception>
#include <optional>

#include "analysis/report/figures.hpp"
#include "analysis/run_summary.hpp"
#include "cli/progress.hpp"
#include "cli/report_file.hpp"
#include "cli/run_record.hpp"
#include "cli/run_report.hpp"
#include "cli/screen.hpp"
#include "cli/stop_request.hpp"
#include "engine/base/error.hpp"
#include "engine/base/parallel.hpp"
#include "engine/output/data_package.hpp"
#include "engine/output/run_folder.hpp"
#include "engine/output/run_tables.hpp"
#include "engine/simulation/ensemble.hpp"

namespace komuna {
namespace {

using Clock = std::chrono::steady_clock;

// Begins no further replicate once the user wants to stop.
class StoppableExecutor final : public Executor {
 public:
  StoppableExecutor(int threads, const StopRequest& stop) : threads_(threads), stop_(stop) {}
  void run(std::int64_t count, const std::function<void(std::int64_t)>& work,
           const std::function<void(std::int64_t)>& finish) override {
    const auto work_unless_stopped = [&](std::int64_t i) {
      if (const int signal = stop_.asked(); signal != 0) throw Stopped(signal);
      work(i);
    };
    threads_.run(count, work_unless_stopped, finish);
  }

 private:
  ThreadExecutor threads_;
  const StopRequest& stop_;
};

void simulate(const Scenario& scenario, const RunOptions& options, const StopRequest& stop,
              RunTables& tables, RunSummary& summary, report::ReportFigures& figures) {
  const Model model = make_model(scenario);
  std::optional<Model> baseline;
  if (!scenario.interventions.empty()) baseline.emplace(make_baseline(scenario));
  StoppableExecutor executor(options.threads, stop);
  Progress progress(options.replicates, "replicates", options.quiet);
  EnsembleOptions ensemble;
  ensemble.seed = options.seed;
  ensemble.replicates = options.replicates;
  // A full disk must not look like a fault of the replicate: the trouble is kept and raised later.
  std::exception_ptr trouble;
  ensemble.watch_first = [&](const Life& life) {
    try {
      if (!trouble) tables.add(life);
    } catch (...) {
      trouble = std::current_exception();
    }
  };
  run_ensemble(model, baseline ? &*baseline : nullptr, ensemble, executor, [&](Outcome&& outcome) {
    if (trouble) std::rethrow_exception(trouble);
    tables.add(outcome);
    summary.add(outcome);
    figures.add(outcome);
    progress.advance();
  });
  if (const int signal = stop.asked(); signal != 0) throw Stopped(signal);
}

PackageText package_text(const Scenario& scenario) {
  PackageText text;
  text.name = plain_name(scenario.name);
  text.title = scenario.parameters.title;
  text.description = scenario.parameters.summary +
                     (scenario.parameters.summary.empty() ? "" : " ") +
                     "Output of the simulator komuna. All persons are synthetic.";
  text.version = manifest_of_program().version;
  for (const Source& source : scenario.sources.sources())
    text.sources.push_back({short_citation(source), source.address});
  return text;
}

std::vector<WrittenFile> write_tables(RunFolder& folder, const Scenario& scenario,
                                      RunTables& tables, const RunSummary& summary) {
  summary.each_row([&](const SummaryRow& row) { tables.add(row); });
  const auto& targets = scenario.parameters.targets;
  for (std::size_t i = 0; i < targets.size(); ++i) tables.add(targets[i], summary.target(i));
  std::vector<WrittenFile> written = tables.commit(folder);
  const std::string package = data_package(package_text(scenario), RunTables::shapes(), written);
  written.push_back(write_file(folder.path(), "datapackage.json", package));
  folder.wrote("datapackage.json");
  return written;
}

Manifest manifest_of_run(const RunOptions& options, const ChosenScenario& chosen,
                         const RunSummary& summary, const RunFacts& facts) {
  Manifest manifest = manifest_of_program();
  const Scenario& scenario = chosen.scenario;
  manifest.seed = options.seed;
  manifest.scenario = scenario.name;
  manifest.title = scenario.parameters.title;
  for (const FileRead& file : chosen.files) manifest.inputs.push_back({file.path, file.sha256});
  manifest.overrides = options.choice.overrides;
  for (const WhatIf& what_if : scenario.what_ifs) manifest.what_ifs.push_back(what_if.name);
  manifest.resolved = resolved_scenario(scenario);
  manifest.interventions = interventions_json(scenario.interventions);
  manifest.command_line = options.command_line;
  manifest.replicates = options.replicates;
  manifest.completed = summary.completed();
  manifest.errors = summary.errors();
  manifest.threads = facts.threads;
  manifest.wall_seconds = facts.seconds;
  manifest.peak_memory = peak_memory();
  manifest.warnings = scenario_warnings(scenario);
  for (std::string& warning : run_warnings(scenario.parameters, summary))
    manifest.warnings.push_back(std::move(warning));
  manifest.outputs = facts.files;
  return manifest;
}

[[noreturn]] void throw_failure(const std::string& what, const RunSummary& summary) {
  const std::string message = what + summary.errors().front();
  if (summary.beyond_limits() == summary.failed()) throw LimitError(message);
  throw InternalError(message);
}

}  // namespace

int run(const RunOptions& options) {
  Problems problems;
  const ChosenScenario chosen = load_scenario(options.choice, problems);
  if (!problems.empty()) return report_problems(options.choice.scenario, problems);
  const Scenario& scenario = chosen.scenario;
  const std::string name = plain_name(scenario.name);
  // From here on nothing is left half done: whoever stops the run while the tables are being given
  // their names gets all of them.
  const StopRequest stop;
  RunFolder folder(options.out.empty() ? free_path("out/" + name + '-' + folder_time())
                                       : options.out);
  const auto begun = Clock::now();
  RunSummary summary(scenario.parameters);
  report::ReportFigures figures(scenario.parameters);
  RunFacts facts;
  {
    RunTables tables(folder.path(), name, scenario.parameters);
    simulate(scenario, options, stop, tables, summary, figures);
    if (summary.completed() == 0) throw_failure("all replicates failed; the first: ", summary);
    facts.files = write_tables(folder, scenario, tables, summary);
  }
  facts.replicates = options.replicates;
  facts.seed = options.seed;
  facts.threads = options.threads == 0 ? hardware_threads() : options.threads;
  facts.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  facts.folder = folder.path();
  const Manifest manifest = manifest_of_run(options, chosen, summary, facts);
  facts.files.push_back(write_report(folder, {scenario, summary, figures, manifest}));
  facts.files.push_back(write_file(folder.path(), "manifest.json", manifest_json(manifest)));
  folder.keep();
  if (!options.quiet) print(run_report(scenario, summary, facts));
  if (summary.failed() == 0) return 0;
  tell(fmt::format("komuna: {} of {} replicates failed; the first: {}\n", summary.failed(),
                   options.replicates, summary.errors().front()));
  return summary.beyond_limits() == summary.failed() ? scenario_exit_code
                                                     : internal_error_exit_code;
}

}  // namespace komuna
