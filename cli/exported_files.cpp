#include "cli/exported_files.hpp"

#include "analysis/report/figures.hpp"
#include "analysis/summary_workbook.hpp"
#include "cli/posterior_choice.hpp"
#include "cli/report_file.hpp"
#include "engine/output/ensemble_netcdf.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/run_tables.hpp"
#include "engine/output/stata_do.hpp"
#include "engine/output/tables.hpp"

namespace komuna {
namespace {

ExportedRun exported(const RunResults& results) {
  const Scenario& scenario = results.scenario;
  ExportedRun run;
  run.title = scenario.parameters.title;
  run.version = results.plan.version;
  run.commit = results.plan.commit;
  run.seed = results.plan.seed;
  run.worlds.push_back({plain_name(scenario.name), scenario.parameters.title, &scenario.parameters,
                        &results.outcomes});
  return run;
}

std::vector<WrittenFile> announced(RunFolder& folder, WrittenFile file) {
  folder.wrote(file.name);
  return {std::move(file)};
}

}  // namespace

std::vector<std::string> netcdf_files() { return {"ensemble.nc"}; }
std::vector<WrittenFile> write_netcdf_file(RunFolder& folder, const RunResults& results) {
  return announced(folder, write_netcdf(folder.path(), exported(results)));
}

std::vector<std::string> workbook_files() { return {"summary.xlsx"}; }
std::vector<WrittenFile> write_workbook_file(RunFolder& folder, const RunResults& results) {
  return announced(folder, write_workbook(folder.path(), exported(results), {&results.summary},
                                          results.scenario.sources.sources()));
}

std::vector<std::string> stata_files() { return {"komuna.do"}; }
std::vector<WrittenFile> write_stata_file(RunFolder& folder, const RunResults& results) {
  return announced(folder, write_stata_do(folder.path(), exported(results), RunTables::shapes()));
}

std::vector<std::string> report_files() { return {report_name}; }
std::vector<WrittenFile> write_report_file(RunFolder& folder, const RunResults& results) {
  if (results.manifest == nullptr) throw FileError(folder.path(), needs_manifest);
  const report::ReportFigures figures(results.scenario.parameters, results.outcomes);
  const auto posterior = posterior_in(results.manifest->options, folder.path());
  return {write_report(folder, {results.scenario, results.summary, figures, *results.manifest,
                                nullptr, posterior ? &*posterior : nullptr})};
}

std::vector<std::string> long_files() { return {timeseries_long_shape().name + ".csv"}; }
std::vector<WrittenFile> write_long_file(RunFolder& folder, const RunResults& results) {
  std::vector<std::string> origins;
  for (const Origin& origin : results.scenario.parameters.population.origins)
    origins.push_back(origin.id);
  CsvTable table(folder.path(), timeseries_long_shape());
  results.outcomes.each([&](const Outcome& outcome) {
    if (outcome.error.empty()) write_timeseries_long(table, outcome, origins);
  });
  return announced(folder, table.commit());
}

}  // namespace komuna
