#include "cli/sensitivity_files.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "cli/run_record.hpp"
#include "engine/base/sha256.hpp"
#include "engine/output/csv_table.hpp"
#include "engine/output/data_package.hpp"
#include "engine/scenario/document/scenario_record.hpp"

namespace komuna {
namespace {

using Json = nlohmann::ordered_json;

constexpr int manifest_version = 1;

TableShape indices_shape() {
  return {
      "sensitivity",
      "Sensitivity of figures to parameters",
      "One row for each figure, parameter and index. Indices are never clipped: one whose truth "
      "is 0 may come out below it.",
      {text_column("method", "How it was found.", Filled::always,
                   {"morris", "sobol", "given-data"}),
       text_column("output", "The figure, as komuna compare names it."),
       text_column("parameter", "The parameter; (all) = all together."),
       text_column("index",
                   "mu_star, mu, sigma: elementary effects for the whole range, in the "
                   "figure's unit. first_order, total_order, shapley, noise_share: "
                   "shares of its variance; of_sd: of the variance of its play of "
                   "chance. mean_in_low_quarter, mean_in_high_quarter: its mean "
                   "where the parameter is low, or high."),
       number_column("value", "", "The estimate; empty = nothing can be said.", Filled::sometimes),
       number_column("lo", "", "Lower end of its 95 % interval.", Filled::sometimes),
       number_column("hi", "", "Upper end.", Filled::sometimes),
       count_column("n", "", "Trajectories, blocks or points it rests on.")},
      {"output", "parameter", "index"}};
}

// Names of metrics hold points, those of columns must not.
std::string column_name(const std::string& metric, std::set<std::string>& used) {
  std::string name;
  for (const char c : metric) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    name += plain ? c : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : '_';
  }
  const std::string first = name;
  for (int n = 2; !used.insert(name).second; ++n) name = first + '_' + std::to_string(n);
  return name;
}

TableShape design_shape(const SensitivityInputs& inputs) {
  TableShape shape{"design",
                   "Every history that was simulated",
                   "Points in the order of the design, each with its replicates: enough to compute "
                   "all indices again.",
                   {count_column("row", "", "Number of the point, from 0."), replicate_column(),
                    text_column("replicate_key",
                                "Replicate number of the history under the seed, "
                                "hexadecimal."),
                    text_column("error", "Why the history failed.", Filled::sometimes)},
                   {"row", "replicate"}};
  std::set<std::string> used;
  for (std::size_t i = 0; i < inputs.parameters.size(); ++i)
    shape.columns.push_back(
        number_column(column_name("theta_" + inputs.parameters[i].id, used), "", inputs.names[i]));
  for (const Metric& metric : inputs.outputs)
    shape.columns.push_back(number_column(column_name("figure_" + metric.name, used), metric.unit,
                                          metric.help, Filled::sometimes));
  return shape;
}

class Writer {
 public:
  Writer(RunFolder& folder, const SensitivityResults& results)
      : folder_(folder),
        results_(results),
        indices_shape_(indices_shape()),
        design_shape_(design_shape(results.inputs)) {}

  void write() {
    indices();
    design();
    PackageText text;
    text.name = plain_name(scenario().name);
    text.title = scenario().parameters.title;
    text.description = "An analysis of sensitivity by komuna. All persons are synthetic.";
    text.version = program_.version;
    for (const Source& source : scenario().sources.sources())
      text.sources.push_back({short_citation(source), source.address});
    add(write_file(folder_.path(), "datapackage.json",
                   data_package(text, {&indices_shape_, &design_shape_}, written_)));
    add(write_file(folder_.path(), "report.html", sensitivity_page(results_)));
    add(write_file(folder_.path(), "manifest.json", manifest()));
  }

 private:
  const Scenario& scenario() const { return results_.inputs.scenario; }

  void add(WrittenFile written) {
    folder_.wrote(written.name);
    written_.push_back(std::move(written));
  }

  void indices() {
    CsvTable table(folder_.path(), indices_shape_);
    for (const SensitivityIndex& index : results_.indices) {
      table.text(name_of(results_.design.method)).text(index.output);
      table.text(index.parameter.empty() ? "(all)" : index.parameter).text(index.index);
      table.number(index.estimate.value).number(index.estimate.low).number(index.estimate.high);
      table.integer(index.estimate.n).end_row();
    }
    add(table.commit());
  }

  void design() {
    CsvTable table(folder_.path(), design_shape_);
    for (std::int64_t i = 0; i < results_.design.rows(); ++i) {
      const SensitivityRow& row = results_.rows.rows[static_cast<std::size_t>(i)];
      for (std::size_t r = 0; r < row.figures.size(); ++r) {
        table.integer(i).integer(static_cast<std::int64_t>(r));
        table.text(fmt::format("{:016x}", results_.design.key(i, static_cast<std::int64_t>(r))));
        if (row.errors[r].empty())
          table.missing();
        else
          table.text(row.errors[r]);
        for (const double value : row.values) table.number(value);
        for (std::size_t k = 0; k < results_.inputs.outputs.size(); ++k)
          if (row.figures[r].empty())
            table.missing();
          else
            table.number(row.figures[r][k]);
        table.end_row();
      }
    }
    add(table.commit());
  }

  Json parameters() const {
    Json list = Json::array();
    const SensitivityInputs& inputs = results_.inputs;
    for (std::size_t i = 0; i < inputs.parameters.size(); ++i)
      list.push_back({{"id", inputs.parameters[i].id},
                      {"name", inputs.names[i]},
                      {"paths", inputs.parameters[i].paths},
                      {"range", inputs.ranges[i]}});
    return list;
  }

  std::string manifest() const {
    const ScenarioRecord record = record_of(scenario());
    Json json;
    json["schema_version"] = manifest_version;
    json["kind"] = "sensitivity";
    json["run_id"] = new_run_id();
    json["created_at"] = utc_now();
    json["engine"] = {{"name", "komuna"},          {"version", program_.version},
                      {"commit", program_.commit}, {"compiler", program_.compiler},
                      {"system", program_.system}, {"libraries", program_.libraries}};
    json["rng"] = {{"algorithm", "philox4x32-10"},
                   {"layout_version", program_.rng_layout},
                   {"seed", std::to_string(results_.design.seed)}};
    json["command_line"] = results_.options.command_line;
    json["method"] = name_of(results_.design.method);
    json["design"] = {{"size", results_.design.size},
                      {"rows", results_.design.rows()},
                      {"replicates", results_.design.replicates}};
    json["parameters"] = parameters();
    for (const Metric& metric : results_.inputs.outputs) json["outputs_of"].push_back(metric.name);
    json["simulations"] = {{"made", results_.design.runs()},
                           {"failed", results_.rows.failed},
                           {"errors", results_.rows.errors}};
    json["threads"] = results_.threads;
    json["wall_seconds"] = results_.seconds;
    json["simulating_seconds"] = results_.rows.seconds;
    json["peak_memory_bytes"] = peak_memory();
    json["files"] = Json::array();
    for (const FileRead& file : results_.inputs.files)
      json["files"].push_back({{"path", file.path}, {"sha256", file.sha256}});
    json["outputs"] = Json::array();
    for (const WrittenFile& file : written_) {
      Json output = {{"path", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}};
      if (file.rows >= 0) output["rows"] = file.rows;
      json["outputs"].push_back(output);
    }
    json["scenario"] = {{"name", record.name},
                        {"title", scenario().parameters.title},
                        {"resolved_sha256", sha256(record.resolved)},
                        {"interventions", Json::parse(record.interventions)},
                        {"resolved", Json::parse(record.resolved)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
  }

  RunFolder& folder_;
  const SensitivityResults& results_;
  TableShape indices_shape_, design_shape_;
  Manifest program_ = manifest_of_program();
  std::vector<WrittenFile> written_;
};

}  // namespace

void write_sensitivity(RunFolder& folder, const SensitivityResults& results) {
  Writer(folder, results).write();
}

}  // namespace komuna
