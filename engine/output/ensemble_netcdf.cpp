#include "engine/output/ensemble_netcdf.hpp"

#include <algorithm>
#include <array>

#include "engine/measures/variable.hpp"
#include "engine/output/day_count.hpp"
#include "engine/output/ensemble_axes.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/netcdf_file.hpp"

namespace komuna {
namespace {

constexpr const char* file_name = "ensemble.nc";

// Ids of dimensions and variables in the file.
struct Places {
  int scenario = 0, replicate = 0, time = 0, month = 0, origin = 0, bounds = 0, length = 0;
  int scenario_name = 0, scenario_title = 0, origin_id = 0, origin_name = 0;
  int replicate_number = 0, time_days = 0, time_bounds = 0, month_days = 0, month_bounds = 0;
  std::array<int, variable_count> yearly{};
  std::array<int, variable_count> monthly{};
};

// Texts of the labels, by kind; all rows are equally long.
struct Labels {
  std::vector<std::string> names, titles;
  std::size_t length = 0;
};

Labels labels_of(const ExportedRun& run, const EnsembleAxes& axes) {
  Labels labels;
  for (const ExportedWorld& world : run.worlds) {
    labels.names.push_back(world.name);
    labels.titles.push_back(world.title);
  }
  labels.length = std::max({text_length(labels.names), text_length(labels.titles),
                            text_length(axes.origins), text_length(axes.origin_names)});
  return labels;
}

int define_label(NetcdfFile& file, const char* name, const char* meaning, int axis, int length) {
  const int variable = file.variable(name, NetcdfType::character, {axis, length});
  file.attribute(variable, "long_name", meaning);
  file.attribute(variable, "_Encoding", "utf-8");
  return variable;
}

int define_days(NetcdfFile& file, const char* name, const char* meaning, int axis) {
  const int variable = file.variable(name, NetcdfType::integer, {axis});
  file.attribute(variable, "standard_name", "time");
  file.attribute(variable, "long_name", meaning);
  file.attribute(variable, "units", "days since 1900-01-01");
  file.attribute(variable, "calendar", "proleptic_gregorian");
  file.attribute(variable, "bounds", std::string(name) + "_bnds");
  return variable;
}

void define_axes(NetcdfFile& file, const ExportedRun& run, const EnsembleAxes& axes,
                 std::size_t length, Places& at) {
  at.scenario = file.dimension("scenario", run.worlds.size());
  at.replicate = file.dimension("replicate", axes.replicates.size());
  at.time = file.dimension("time", axes.years);
  at.month = file.dimension("month", axes.months);
  at.origin = file.dimension("origin", axes.origins.size());
  at.bounds = file.dimension("bnds", 2);
  at.length = file.dimension("strlen", length);
  at.scenario_name = define_label(file, "scenario", "Name of the scenario", at.scenario, at.length);
  at.scenario_title =
      define_label(file, "scenario_title", "Title of the scenario", at.scenario, at.length);
  at.origin_id = define_label(file, "origin", "Where the people come from", at.origin, at.length);
  at.origin_name = define_label(file, "origin_name", "Its name", at.origin, at.length);
  at.replicate_number = file.variable("replicate", NetcdfType::integer, {at.replicate});
  file.attribute(at.replicate_number, "standard_name", "realization");
  file.attribute(at.replicate_number, "long_name", "Number of the replicate, one possible history");
  file.attribute(at.replicate_number, "units", "1");
  at.time_days = define_days(file, "time", "First day of the year", at.time);
  at.time_bounds = file.variable("time_bnds", NetcdfType::integer, {at.time, at.bounds});
  at.month_days = define_days(file, "month", "First day of the month", at.month);
  at.month_bounds = file.variable("month_bnds", NetcdfType::integer, {at.month, at.bounds});
}

int define_figure(NetcdfFile& file, const std::string& name, const Variable& variable,
                  const std::vector<int>& axes, const char* time, bool has_gaps) {
  const int id = file.variable(name, NetcdfType::integer, axes);
  file.attribute(id, "long_name", variable.help);
  // A count has no dimension; what is counted (persons) is no unit that CF readers know.
  file.attribute(id, "units", "1");
  file.attribute(id, "counted", variable.unit);
  if (!variable.is_stock()) file.attribute(id, "cell_methods", std::string(time) + ": sum");
  if (has_gaps) file.attribute(id, "_FillValue", EnsembleAxes::empty_cell);
  return id;
}

void define_figures(NetcdfFile& file, bool has_gaps, Places& at) {
  for (std::size_t v = 0; v < variable_count; ++v) {
    const Variable& variable = variables()[v];
    const std::string name(variable.name);
    at.yearly[v] = define_figure(file, name, variable,
                                 {at.scenario, at.replicate, at.time, at.origin}, "time", has_gaps);
    file.attribute(at.yearly[v], "coordinates", "scenario_title origin_name");
    at.monthly[v] = define_figure(file, "monthly_" + name, variable,
                                  {at.scenario, at.replicate, at.month}, "month", has_gaps);
    file.attribute(at.monthly[v], "coordinates", "scenario_title");
  }
}

void describe(NetcdfFile& file, const ExportedRun& run) {
  const auto say = [&](const char* name, std::string_view text) {
    file.attribute(netcdf_global, name, text);
  };
  say("Conventions", "CF-1.8");
  say("title", run.title);
  say("institution", "komuna, an open simulator; ask the person who ran it");
  say("source", program_of(run));
  // No time of day: the same run gives the same bytes. When it was made stands in manifest.json.
  say("history", "written by " + citation_of(run));
  say("references", "docs/model.md of the version named under source");
  say("comment", synthetic_notice);
}

std::vector<std::int32_t> bounds_of(Month first, std::size_t count, int months) {
  std::vector<std::int32_t> bounds;
  for (std::size_t i = 0; i < count; ++i) {
    bounds.push_back(days_since_1900(first + static_cast<int>(i) * months));
    bounds.push_back(days_since_1900(first + (static_cast<int>(i) + 1) * months));
  }
  return bounds;
}

std::vector<std::int32_t> begins_of(const std::vector<std::int32_t>& bounds) {
  std::vector<std::int32_t> begins;
  for (std::size_t i = 0; i < bounds.size(); i += 2) begins.push_back(bounds[i]);
  return begins;
}

void put_axes(NetcdfFile& file, const EnsembleAxes& axes, const Labels& labels, const Places& at) {
  file.put_texts(at.scenario_name, labels.names, labels.length);
  file.put_texts(at.scenario_title, labels.titles, labels.length);
  file.put_texts(at.origin_id, axes.origins, labels.length);
  file.put_texts(at.origin_name, axes.origin_names, labels.length);
  file.put(at.replicate_number, {0}, {axes.replicates.size()}, axes.replicates);
  const auto years = bounds_of(Month::of(axes.first_year, 1), axes.years, 12);
  file.put(at.time_days, {0}, {axes.years}, begins_of(years));
  file.put(at.time_bounds, {0, 0}, {axes.years, 2}, years);
  const auto months = bounds_of(axes.first_month, axes.months, 1);
  file.put(at.month_days, {0}, {axes.months}, begins_of(months));
  file.put(at.month_bounds, {0, 0}, {axes.months, 2}, months);
}

// Puts the replicates of one world, each where its number stands on the axis.
class WorldWriter {
 public:
  WorldWriter(NetcdfFile& file, const Places& at, const EnsembleAxes& axes, std::size_t scenario,
              const Parameters& parameters)
      : file_(file),
        at_(at),
        axes_(axes),
        scenario_(scenario),
        places_(axes.places_of(parameters)),
        no_year_(axes.yearly(parameters)),
        no_month_(axes.monthly(parameters)),
        offset_(static_cast<std::size_t>(parameters.from - axes.first_month)) {}

  void add(const Outcome& outcome) {
    if (!outcome.error.empty()) return;
    while (axes_.replicates[next_] < static_cast<std::int32_t>(outcome.replicate)) skip();
    std::array<std::vector<std::int32_t>, variable_count> cells;
    cells.fill(no_year_);
    for (const YearRow& row : outcome.years) {
      const std::size_t place = row.origin == none ? places_.back() : places_[row.origin];
      const std::size_t cell =
          static_cast<std::size_t>(row.year - axes_.first_year) * axes_.origins.size() + place;
      for (std::size_t v = 0; v < variable_count; ++v) add_count(cells[v][cell], row.counts[v]);
    }
    for (std::size_t v = 0; v < variable_count; ++v) {
      std::vector<std::int32_t> line = no_month_;
      for (std::size_t m = 0; m < outcome.months[v].size(); ++m)
        add_count(line[offset_ + m], outcome.months[v][m]);
      put(v, cells[v], line);
    }
    ++next_;
  }

  void finish() {
    while (next_ < axes_.replicates.size()) skip();
  }

 private:
  void skip() {
    const std::vector<std::int32_t> cells(no_year_.size(), EnsembleAxes::empty_cell);
    const std::vector<std::int32_t> line(no_month_.size(), EnsembleAxes::empty_cell);
    for (std::size_t v = 0; v < variable_count; ++v) put(v, cells, line);
    ++next_;
  }

  void put(std::size_t variable, const std::vector<std::int32_t>& cells,
           const std::vector<std::int32_t>& line) {
    file_.put(at_.yearly[variable], {scenario_, next_, 0, 0},
              {1, 1, axes_.years, axes_.origins.size()}, cells);
    file_.put(at_.monthly[variable], {scenario_, next_, 0}, {1, 1, axes_.months}, line);
  }

  NetcdfFile& file_;
  const Places& at_;
  const EnsembleAxes& axes_;
  std::size_t scenario_;
  std::vector<std::size_t> places_;
  std::vector<std::int32_t> no_year_, no_month_;  // a replicate in which nothing happens
  std::size_t offset_;                            // of the world's first month on the axis
  std::size_t next_ = 0;                          // on the axis of replicates
};

}  // namespace

WrittenFile write_netcdf(const std::string& folder, const ExportedRun& run) {
  const EnsembleAxes axes(run);
  if (axes.replicates.empty())
    throw FileError(folder + '/' + file_name,
                    "no replicate was completed, so there is nothing to write");
  const Labels labels = labels_of(run, axes);
  NetcdfFile file(folder, file_name, NetcdfFormat::classic);
  Places at;
  define_axes(file, run, axes, labels.length, at);
  define_figures(file, axes.has_gaps, at);
  describe(file, run);
  file.end_definitions();
  put_axes(file, axes, labels, at);
  for (std::size_t i = 0; i < run.worlds.size(); ++i) {
    const ExportedWorld& world = run.worlds[i];
    WorldWriter writer(file, at, axes, i, *world.parameters);
    world.outcomes->each([&](const Outcome& outcome) { writer.add(outcome); });
    writer.finish();
  }
  return file.commit();
}

}  // namespace komuna
