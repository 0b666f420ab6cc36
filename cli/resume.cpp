#include "cli/resume.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "cli/calibrate.hpp"
#include "cli/comparison_run.hpp"
#include "cli/ensemble_run.hpp"
#include "cli/finished_folder.hpp"
#include "cli/posterior_choice.hpp"
#include "cli/products.hpp"
#include "cli/report_file.hpp"
#include "cli/screen.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/trial_store.hpp"

namespace komuna {
namespace {

bool is_finished(const std::string& folder) {
  std::error_code error;
  return std::filesystem::exists(std::filesystem::path(folder) / manifest_name, error);
}

void require_the_same_program(const StorePlan& plan, const std::string& folder) {
  const std::string why = why_not_the_same_program(plan);
  if (!why.empty())
    throw FileError(folder, why +
                                ". Replicates of both might not fit together: continue with the "
                                "program that began it, or run anew");
}

}  // namespace

int resume(const ResumeOptions& options) {
  if (TrialStore::is_in(options.folder))
    return resume_calibration(options.folder, options.threads, options.quiet, options.crew);
  if (is_finished(options.folder)) {
    require_whole(options.folder);
    // Killed after its last word, a run leaves a journal that says nothing: a store with a journal
    // that does could not have been read just now.
    std::error_code ignored;
    std::filesystem::remove(
        std::filesystem::path(options.folder) / (std::string(store_name) + "-journal"), ignored);
    if (!options.quiet)
      print(options.folder +
            ": the run is finished and its files are there; nothing is left to do\n");
    return 0;
  }
  const StopRequest stop;
  RunStore store = RunStore::resume(options.folder);
  const StorePlan& plan = store.plan();
  require_the_same_program(plan, options.folder);
  RunFolder folder(options.folder, RunFolder::Holds::anything);
  for (const Format& format : formats())
    for (const std::string& name : format.files()) folder.discard(name);
  for (const std::string& name : comparison_files()) folder.discard(name);
  folder.discard(draws_table);
  folder.discard(report_name);
  folder.discard(manifest_name);
  folder.discard_temporary_files();
  if (!options.quiet)
    tell(fmt::format("  {} of {} replicates are there already\n", store.finished_count(),
                     store.asked_count()));
  if (plan.kind == RunKind::compare) {
    const ComparisonWish wish = wish_of(plan.options, options.folder);
    const Comparison comparison = comparison_of(scenarios_of_store(plan, options.folder), wish);
    return carry_out(folder, store, comparison, wish,
                     {options.threads, options.quiet, options.crew}, stop);
  }
  const Scenario scenario = scenario_of_store(plan.worlds.front(), options.folder);
  return carry_out(folder, store, scenario, {options.threads, options.quiet, options.crew}, stop);
}

}  // namespace komuna
