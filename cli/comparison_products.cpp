#include "cli/comparison_products.hpp"

#include <algorithm>
#include <array>

#include "analysis/report/figures.hpp"
#include "analysis/summary_workbook.hpp"
#include "cli/comparison_names.hpp"
#include "cli/comparison_page.hpp"
#include "cli/comparison_rows.hpp"
#include "cli/exported_files.hpp"
#include "cli/posterior_choice.hpp"
#include "cli/report_file.hpp"
#include "engine/base/assert.hpp"
#include "engine/output/csv_table.hpp"
#include "engine/output/ensemble_netcdf.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/paired_shapes.hpp"
#include "engine/output/stata_do.hpp"
#include "engine/output/tables.hpp"

namespace komuna {
namespace {

using Written = std::vector<WrittenFile>;

std::size_t worlds_of(const ComparisonResults& results) {
  return results.stored.comparison().worlds().size();
}
const Scenario& scenario_of(const ComparisonResults& results, std::size_t world) {
  return results.stored.comparison().worlds()[world].scenario;
}

ExportedRun exported(const ComparisonResults& results) {
  const StorePlan& plan = results.stored.store().plan();
  ExportedRun run;
  run.title = comparison_title(results.stored.comparison());
  run.version = plan.version;
  run.commit = plan.commit;
  run.seed = plan.seed;
  for (std::size_t world = 0; world < worlds_of(results); ++world)
    run.worlds.push_back({results.stored.id(world), world_title(results.stored.comparison(), world),
                          &scenario_of(results, world).parameters,
                          &results.stored.outcomes(world)});
  return run;
}

Written announced(RunFolder& folder, WrittenFile file) {
  folder.wrote(file.name);
  return {std::move(file)};
}

Written write_csv(RunFolder& folder, const ComparisonResults& results) {
  return write_comparison_tables(folder, results, CsvMark::plain);
}
Written write_excel_csv(RunFolder& folder, const ComparisonResults& results) {
  return write_comparison_tables(folder, results, CsvMark::excel);
}

Written write_nc(RunFolder& folder, const ComparisonResults& results) {
  return announced(folder, write_netcdf(folder.path(), exported(results)));
}

Written write_xlsx(RunFolder& folder, const ComparisonResults& results) {
  std::vector<std::unique_ptr<RunSummary>> summaries;
  std::vector<const RunSummary*> list;
  for (std::size_t world = 0; world < worlds_of(results); ++world) {
    summaries.push_back(std::make_unique<RunSummary>(scenario_of(results, world).parameters,
                                                     results.stored.outcomes(world)));
    list.push_back(summaries.back().get());
  }
  const ComparisonRows rows(results);
  const auto add_sheets = [&](Workbook& book) {
    book.begin_sheet("Effects", sheet_columns(effects_shape()));
    rows.effects(book);
    book.begin_sheet("Paired lives", sheet_columns(lives_pairs_shape()));
    rows.lives(book);
    if (results.stored.comparison().levers().empty()) return;
    book.begin_sheet("Attribution", sheet_columns(attribution_shape()));
    rows.attribution(book);
  };
  return announced(folder, write_workbook(folder.path(), exported(results), list,
                                          scenario_of(results, 0).sources.sources(), add_sheets));
}

Written write_do(RunFolder& folder, const ComparisonResults& results) {
  const std::vector<TableShape> shapes =
      comparison_shapes(!results.stored.comparison().levers().empty());
  std::vector<const TableShape*> list;
  for (const TableShape& shape : shapes) list.push_back(&shape);
  return announced(folder, write_stata_do(folder.path(), exported(results), list));
}

Written write_long(RunFolder& folder, const ComparisonResults& results) {
  const TableShape shape = with_scenario(timeseries_long_shape());
  CsvTable table(folder.path(), shape);
  for (std::size_t world = 0; world < worlds_of(results); ++world) {
    std::vector<std::string> origins;
    for (const Origin& origin : scenario_of(results, world).parameters.population.origins)
      origins.push_back(origin.id);
    ScenarioRows rows(table, results.stored.id(world));
    results.stored.outcomes(world).each([&](const Outcome& outcome) {
      if (outcome.error.empty()) write_timeseries_long(rows, outcome, origins);
    });
  }
  return announced(folder, table.commit());
}

Written write_page(RunFolder& folder, const ComparisonResults& results) {
  if (results.manifest == nullptr) throw FileError(folder.path(), needs_manifest);
  return {write_comparison_report(folder, results.stored, results.wish, *results.manifest)};
}

struct Maker {
  std::string_view format;
  Written (*write)(RunFolder& folder, const ComparisonResults& results);
};
constexpr std::array<Maker, 7> makers{{{"csv", write_csv},
                                       {"nc", write_nc},
                                       {"xlsx", write_xlsx},
                                       {"do", write_do},
                                       {"long", write_long},
                                       {"excel-csv", write_excel_csv},
                                       {"report", write_page}}};

}  // namespace

std::vector<std::string> files_of_comparison(const Format& format) {
  const bool is_tables = format.name == "csv" || format.name == "excel-csv";
  return is_tables ? comparison_files() : format.files();
}

Written write_comparison(RunFolder& folder, const ComparisonResults& results,
                         const std::vector<Format>& chosen) {
  Written written;
  for (const Format& format : chosen) {
    const auto* maker = std::find_if(makers.begin(), makers.end(),
                                     [&](const Maker& m) { return m.format == format.name; });
    KOMUNA_ASSERT(maker != makers.end(), "every format is one of a comparison too");
    for (WrittenFile& file : maker->write(folder, results)) written.push_back(std::move(file));
  }
  return written;
}

Written write_comparison(RunFolder& folder, const StoredComparison& stored,
                         const ComparisonWish& wish) {
  return write_comparison(folder, {stored, wish}, default_formats());
}

WrittenFile write_comparison_report(RunFolder& folder, const StoredComparison& stored,
                                    const ComparisonWish& wish, const Manifest& manifest) {
  const Scenario& base = stored.comparison().worlds().front().scenario;
  const RunSummary summary(base.parameters, stored.outcomes(0));
  const report::ReportFigures figures(base.parameters, stored.outcomes(0));
  const report::Comparison comparison = compared_for_page(stored, wish);
  std::optional<Posterior> posterior;
  if (!wish.posterior.empty()) posterior = posterior_of(wish.posterior, folder.path());
  return write_report(
      folder, {base, summary, figures, manifest, &comparison, posterior ? &*posterior : nullptr});
}

}  // namespace komuna
