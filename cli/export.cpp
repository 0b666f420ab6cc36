#include "cli/export.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/comparison_run.hpp"
#include "cli/ensemble_run.hpp"
#include "cli/products.hpp"
#include "cli/screen.hpp"
#include "cli/usage.hpp"
#include "engine/output/file_error.hpp"

namespace komuna {
namespace {

// What the user should know of the run before using what is made of it.
void warn(const RunStore& store, const std::string& folder) {
  const StorePlan& plan = store.plan();
  if (store.finished_count() < plan.replicates)
    tell(fmt::format("komuna: {}: the run is unfinished; only {} of {} replicates are exported\n",
                     folder, store.finished_count(), plan.replicates));
  const std::string why = why_not_the_same_program(plan);
  if (!why.empty()) tell("komuna: " + folder + ": " + why + "\n");
}

void require_completed(std::int64_t completed, const std::string& place) {
  if (completed == 0)
    throw FileError(place, "all its replicates failed; there is nothing to export");
}

std::vector<WrittenFile> export_world(RunFolder& folder, const RunStore& store,
                                      const std::string& place, const std::vector<Format>& chosen) {
  const Scenario scenario = scenario_of_store(store.plan().worlds.front(), place);
  const StoredResults stored(scenario, store);
  require_completed(stored.summary().completed(), place);
  return write_products(folder, stored.results(), chosen);
}

std::vector<WrittenFile> export_comparison(RunFolder& folder, const RunStore& store,
                                           const std::string& place) {
  const ComparisonWish wish = wish_of(store.plan().options, place);
  const Comparison comparison = comparison_of(scenarios_of_store(store.plan(), place), wish);
  const StoredComparison stored(comparison, store);
  require_completed(stored.summary().completed(), place);
  return write_comparison(folder, stored, wish);
}

}  // namespace

int export_run(const ExportOptions& options) {
  const std::vector<Format> chosen =
      options.formats ? chosen_formats(*options.formats) : default_formats();
  const RunStore store = RunStore::read(options.folder);
  const StorePlan& plan = store.plan();
  const bool is_comparison = plan.kind == RunKind::compare;
  const bool only_csv = std::all_of(chosen.begin(), chosen.end(),
                                    [](const Format& format) { return format.name == "csv"; });
  if (is_comparison && options.formats && !only_csv)
    throw UsageError("--format: a comparison is exported as csv only");
  if (store.finished_count() == 0)
    throw FileError(options.folder, "no replicate is finished yet; there is nothing to export");
  // In the folder of an unfinished run, files would look as if it were finished.
  if (options.out.empty() && store.finished_count() < plan.replicates)
    throw UsageError("--out: " + options.folder +
                     " holds an unfinished run; name another folder for what it has so far");
  warn(store, options.folder);
  RunFolder folder(options.out.empty() ? options.folder : options.out,
                   options.out.empty() ? RunFolder::Holds::anything : RunFolder::Holds::nothing);
  const auto files = is_comparison ? export_comparison(folder, store, options.folder)
                                   : export_world(folder, store, options.folder, chosen);
  folder.keep();
  std::string names;
  for (const WrittenFile& file : files) names += "  " + file.name + '\n';
  if (!options.quiet) print("Written to " + folder.path() + ":\n" + names);
  return 0;
}

}  // namespace komuna
