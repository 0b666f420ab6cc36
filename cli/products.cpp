#include "cli/products.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/exported_files.hpp"
#include "cli/usage.hpp"
#include "engine/output/data_package.hpp"
#include "engine/output/run_tables.hpp"
#include "engine/scenario/document/spelling.hpp"

namespace komuna {
namespace {

constexpr const char* package_name = "datapackage.json";

PackageText package_text(const RunResults& results) {
  const Scenario& scenario = results.scenario;
  PackageText text;
  text.name = plain_name(scenario.name);
  text.title = scenario.parameters.title;
  text.description = scenario.parameters.summary +
                     (scenario.parameters.summary.empty() ? "" : " ") +
                     "Output of the simulator komuna. All persons are synthetic.";
  if (results.finished < results.plan.replicates)
    text.description += fmt::format(" The run is unfinished: {} of {} replicates.",
                                    results.finished, results.plan.replicates);
  text.version = results.plan.version;
  for (const Source& source : scenario.sources.sources())
    text.sources.push_back({short_citation(source), source.address});
  return text;
}

std::vector<std::string> csv_files() {
  std::vector<std::string> names;
  for (const TableShape* shape : RunTables::shapes()) names.push_back(shape->name + ".csv");
  names.emplace_back(package_name);
  return names;
}

std::vector<WrittenFile> write_tables(RunFolder& folder, const RunResults& results, CsvMark mark) {
  const Parameters& parameters = results.scenario.parameters;
  RunTables tables(folder.path(), plain_name(results.scenario.name), parameters, mark);
  results.outcomes.each([&](const Outcome& outcome) { tables.add(outcome); });
  results.each_life([&](const Life& life) { tables.add(life); });
  results.summary.each_row([&](const SummaryRow& row) { tables.add(row); });
  for (std::size_t i = 0; i < parameters.targets.size(); ++i)
    tables.add(parameters.targets[i], results.summary.target(i));
  std::vector<WrittenFile> written = tables.commit(folder);
  const std::string package = data_package(package_text(results), RunTables::shapes(), written);
  written.push_back(write_file(folder.path(), package_name, package));
  folder.wrote(package_name);
  return written;
}

std::vector<WrittenFile> write_csv(RunFolder& folder, const RunResults& results) {
  return write_tables(folder, results, CsvMark::plain);
}
std::vector<WrittenFile> write_excel_csv(RunFolder& folder, const RunResults& results) {
  return write_tables(folder, results, CsvMark::excel);
}

}  // namespace

const std::vector<Format>& formats() {
  static const std::vector<Format> list{
      {"csv", "tables as comma-separated values, described in datapackage.json", csv_files,
       write_csv},
      {"nc", "ensemble.nc for R, Python and Panoply", netcdf_files, write_netcdf_file},
      {"xlsx", "summary.xlsx for Excel and LibreOffice", workbook_files, write_workbook_file},
      {"do", "komuna.do, which loads the tables into Stata", stata_files, write_stata_file},
      {"long", "the time series with a row per variable", long_files, write_long_file, false},
      {"excel-csv", "csv with the mark by which Excel knows UTF-8; into a folder of its own",
       csv_files, write_excel_csv, false},
      {"report", "report.html of a run that is finished", report_files, write_report_file, false},
  };
  return list;
}

std::vector<Format> default_formats() {
  std::vector<Format> chosen;
  for (const Format& format : formats())
    if (format.by_default) chosen.push_back(format);
  return chosen;
}

std::vector<Format> chosen_formats(const std::string& names) {
  std::vector<std::string_view> known;
  for (const Format& format : formats()) known.push_back(format.name);
  std::vector<Format> chosen;
  for (std::size_t at = 0; at <= names.size();) {
    const std::size_t end = std::min(names.find(',', at), names.size());
    const std::string name = names.substr(at, end - at);
    const auto place = std::find(known.begin(), known.end(), name);
    if (place == known.end())
      throw UsageError("--format: there is no format " + quote_briefly(name) +
                       "; allowed: " + list_words(known));
    const Format& format = formats()[static_cast<std::size_t>(place - known.begin())];
    const bool is_new = std::none_of(chosen.begin(), chosen.end(),
                                     [&](const Format& f) { return f.name == format.name; });
    if (is_new) chosen.push_back(format);
    at = end + 1;
  }
  return chosen;
}

StoredResults::StoredResults(const Scenario& scenario, const RunStore& store, std::size_t world)
    : scenario_(scenario),
      store_(store),
      world_(world),
      outcomes_(store.source(world)),
      summary_(scenario.parameters, *outcomes_) {}

RunResults StoredResults::results() const {
  return {
      scenario_,
      store_.plan(),
      *outcomes_,
      summary_,
      [this](const std::function<void(const Life&)>& visit) { store_.each_life(visit, world_); },
      store_.finished_count(),
      nullptr};
}

std::vector<WrittenFile> write_products(RunFolder& folder, const RunResults& results,
                                        const std::vector<Format>& chosen) {
  std::vector<WrittenFile> written;
  for (const Format& format : chosen)
    for (WrittenFile& file : format.write(folder, results)) written.push_back(std::move(file));
  return written;
}

}  // namespace komuna
