#include "cli/export.hpp"

#include <fmt/format.h>

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

}  // namespace

int export_run(const ExportOptions& options) {
  const std::vector<Format> chosen = chosen_formats(options.formats);
  const RunStore store = RunStore::read(options.folder);
  const StorePlan& plan = store.plan();
  if (plan.kind != RunKind::run)
    throw FileError(options.folder, "holds a comparison; this komuna cannot export one");
  if (store.finished_count() == 0)
    throw FileError(options.folder, "no replicate is finished yet; there is nothing to export");
  // In the folder of an unfinished run, files would look as if it were finished.
  if (options.out.empty() && store.finished_count() < plan.replicates)
    throw UsageError("--out: " + options.folder +
                     " holds an unfinished run; name another folder for what it has so far");
  const Scenario scenario = scenario_of_store(plan.worlds.front(), options.folder);
  warn(store, options.folder);
  RunFolder folder(options.out.empty() ? options.folder : options.out,
                   options.out.empty() ? RunFolder::Holds::anything : RunFolder::Holds::nothing);
  const StoredResults stored(scenario, store);
  if (stored.summary().completed() == 0)
    throw FileError(options.folder, "all its replicates failed; there is nothing to export");
  const auto files = write_products(folder, stored.results(), chosen);
  folder.keep();
  std::string names;
  for (const WrittenFile& file : files) names += "  " + file.name + '\n';
  if (!options.quiet) print("Written to " + folder.path() + ":\n" + names);
  return 0;
}

}  // namespace komuna
