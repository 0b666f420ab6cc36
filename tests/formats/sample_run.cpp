// Writes a run whose every figure follows a formula, so that the scripts beside this file can say
// what they must find without asking the simulator:
//
//   count = world * 100000 + replicate * 10000 + (year - 1921) * 1000 + origin * 100 + variable
//
// with origin 0, 1, ... in the order of the world and 9 for the people of the place, but nothing at
// all in 1922. A month holds (month - 1921-01) * 100 + variable more than the first two terms.
//
//   FOLDER/one      one world, five replicates, none failed
//   FOLDER/again    the same, written again
//   FOLDER/long     the time series in its long form, collectives with the mark for Excel
//   FOLDER/two      two worlds with other origins and horizons, some replicates failed

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "analysis/run_summary.hpp"
#include "analysis/summary_workbook.hpp"
#include "engine/measures/variable.hpp"
#include "engine/output/data_package.hpp"
#include "engine/output/ensemble_netcdf.hpp"
#include "engine/output/netcdf_file.hpp"
#include "engine/output/run_tables.hpp"
#include "engine/output/stata_do.hpp"
#include "engine/output/tables.hpp"

using namespace komuna;

namespace {

constexpr const char* formula_name = "=1+1";
constexpr const char* markup_name = "<b>Žižkov</b> \"and\", others & 'us'";

class Outcomes final : public OutcomeSource {
 public:
  explicit Outcomes(std::vector<Outcome> list) : list_(std::move(list)) {}
  void each(const std::function<void(const Outcome&)>& visit) const override {
    for (const Outcome& outcome : list_) visit(outcome);
  }

 private:
  std::vector<Outcome> list_;
};

Parameters world(Month until, const std::vector<std::string>& origins) {
  Parameters parameters;
  parameters.from = Month::of(1921, 1);
  parameters.until = until;
  for (const std::string& id : origins) {
    Origin origin;
    origin.id = id;
    origin.name = "Země " + id;
    parameters.population.origins.push_back(origin);
  }
  Target target;
  target.id = "first";
  target.name = formula_name;
  target.observed = 20000;
  parameters.targets.push_back(target);
  return parameters;
}

CollectiveOutcome collective(const std::string& id, const std::string& name,
                             const std::string& origin) {
  CollectiveOutcome collective;
  collective.id = id;
  collective.name = name;
  collective.origin = origin;
  collective.region = "region";
  collective.kind = "commune";
  collective.named = false;
  collective.founded = Month::of(1921, 5);
  return collective;
}

Outcome outcome(const Parameters& parameters, std::int64_t world, std::uint64_t replicate) {
  Outcome outcome;
  outcome.replicate = replicate;
  outcome.from = parameters.from;
  outcome.until = parameters.until;
  const std::int64_t base = world * 100000 + static_cast<std::int64_t>(replicate) * 10000;
  const auto& origins = parameters.population.origins;
  for (int year = parameters.from.year(); year <= parameters.until.year(); ++year) {
    if (year == 1922) continue;
    for (std::size_t place = 0; place <= origins.size(); ++place) {
      const bool is_local = place == origins.size();
      YearRow row;
      row.year = year;
      row.origin = is_local ? none : static_cast<Index>(place);
      for (std::size_t v = 0; v < variable_count; ++v)
        row.counts[v] = static_cast<std::int32_t>(base + (year - 1921) * 1000 +
                                                  (is_local ? 9 : static_cast<int>(place)) * 100 +
                                                  static_cast<int>(v));
      outcome.years.push_back(row);
    }
  }
  outcome.months.resize(variable_count);
  for (std::size_t v = 0; v < variable_count; ++v)
    for (int m = 0; m < parameters.months(); ++m)
      outcome.months[v].push_back(base + m * 100 + static_cast<int>(v));
  outcome.targets.push_back({replicate != 2, static_cast<double>(base) + 0.5});
  outcome.collectives.push_back(collective("c1", formula_name, origins.front().id));
  outcome.collectives.push_back(collective("c2", markup_name, origins.front().id));
  return outcome;
}

Outcome failure(std::uint64_t replicate) {
  Outcome outcome;
  outcome.replicate = replicate;
  outcome.error = "made to fail";
  return outcome;
}

std::vector<Source> sources() {
  Source source;
  source.id = "book";
  source.author = "Novák, J.";
  source.title = "=HYPERLINK(\"http://example.org\")";
  source.year = "1961";
  source.address = "https://example.org/book";
  return {source};
}

ExportedRun exported() {
  ExportedRun run;
  run.title = "A sample: Čechy & \"others\" for $5";
  run.version = "1.2.3";
  run.commit = "abc";
  run.seed = 18446744073709551615U;
  return run;
}

void write_one(const std::string& folder) {
  std::filesystem::create_directories(folder);
  const Parameters parameters = world(Month::of(1923, 12), {"north", "south"});
  std::vector<Outcome> list;
  for (std::uint64_t r = 0; r < 5; ++r) list.push_back(outcome(parameters, 0, r));
  const Outcomes source(std::move(list));
  ExportedRun run = exported();
  run.worlds.push_back({"sample", run.title, &parameters, &source});
  const RunSummary summary(parameters, source);
  RunFolder target(folder);
  RunTables tables(folder, "sample", parameters);
  source.each([&](const Outcome& outcome) { tables.add(outcome); });
  summary.each_row([&](const SummaryRow& row) { tables.add(row); });
  tables.add(parameters.targets[0], summary.target(0));
  const std::vector<WrittenFile> written = tables.commit(target);
  target.keep();
  const PackageText about{"sample", run.title, std::string(synthetic_notice), run.version, {}};
  write_file(folder, "datapackage.json", data_package(about, RunTables::shapes(), written));
  write_netcdf(folder, run);
  write_workbook(folder, run, {&summary}, sources());
  write_stata_do(folder, run, RunTables::shapes());
}

// The time series in its long form; a table with the mark for Excel.
void write_forms(const std::string& folder) {
  std::filesystem::create_directories(folder);
  const Parameters parameters = world(Month::of(1923, 12), {"north", "south"});
  CsvTable timeseries(folder, timeseries_long_shape());
  CsvTable collectives(folder, collectives_shape(), CsvMark::excel);
  for (std::uint64_t r = 0; r < 5; ++r) {
    write_timeseries_long(timeseries, outcome(parameters, 0, r), {"north", "south"});
    write_collectives(collectives, outcome(parameters, 0, r));
  }
  timeseries.commit();
  collectives.commit();
}

void write_two(const std::string& folder) {
  std::filesystem::create_directories(folder);
  const Parameters base = world(Month::of(1923, 12), {"north", "south"});
  Parameters other = world(Month::of(1923, 6), {"south", "west"});
  const Outcomes base_source({outcome(base, 0, 0), outcome(base, 0, 1), failure(2),
                              outcome(base, 0, 3), outcome(base, 0, 4)});
  const Outcomes other_source(
      {outcome(other, 1, 0), failure(1), failure(2), outcome(other, 1, 3), failure(4)});
  ExportedRun run = exported();
  run.worlds.push_back({"base", "Base", &base, &base_source});
  run.worlds.push_back({"other", "Other", &other, &other_source});
  const RunSummary base_summary(base, base_source);
  const RunSummary other_summary(other, other_source);
  write_netcdf(folder, run);
  write_workbook(folder, run, {&base_summary, &other_summary}, sources());
}

// Groups and compression, for files that need them.
void write_groups(const std::string& folder) {
  NetcdfFile file(folder, "groups.nc", NetcdfFormat::hdf5);
  file.enter_group("posterior");
  const int draw = file.dimension("draw", 1000);
  const int values = file.variable("theta", NetcdfType::number, {draw});
  file.attribute(values, "lower", 0.25);
  file.end_definitions();
  file.put(values, {0}, {1000}, std::vector<double>(1000, 0.1));
  file.commit();
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  const std::string folder = words[1];
  std::filesystem::remove_all(folder);
  write_one(folder + "/one");
  write_one(folder + "/again");
  write_two(folder + "/two");
  write_forms(folder + "/long");
  write_groups(folder);
  std::printf("%s\n", folder.c_str());
  return 0;
}
