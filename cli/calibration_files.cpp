#include "cli/calibration_files.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/posterior.hpp"
#include "cli/calibration_page.hpp"
#include "cli/calibration_shapes.hpp"
#include "cli/run_record.hpp"
#include "engine/base/sha256.hpp"
#include "engine/output/csv_table.hpp"
#include "engine/output/data_package.hpp"
#include "engine/output/key_text.hpp"
#include "engine/output/posterior_netcdf.hpp"
#include "engine/scenario/document/scenario_record.hpp"

namespace komuna {
namespace {

using Json = nlohmann::ordered_json;
using calibration::Draw;
using calibration::FigureResult;
using calibration::ParameterResult;

constexpr const char* package_name = "datapackage.json";
constexpr const char* netcdf_name = "posterior.nc";
constexpr const char* manifest_name = "manifest.json";
constexpr std::size_t draws_of_chain = 1000;
constexpr int manifest_version = 1;

std::string_view name_of(Series::Change change) {
  return change == Series::Change::set ? "set" : change == Series::Change::scale ? "scale" : "add";
}

std::string_view name_of(calibration::Family family) {
  switch (family) {
    case calibration::Family::lognormal:
      return "lognormal";
    case calibration::Family::sqrt_scale:
      return "sqrt_scale";
    case calibration::Family::student_t:
      return "student_t";
    default:
      return "normal";
  }
}

class Writer {
 public:
  Writer(RunFolder& folder, const TrialStore& store, const CalibrationResults& results)
      : folder_(folder),
        store_(store),
        results_(results),
        document_(results.calibration.document),
        weights_(results.population.weights()),
        equal_(equal_draws(results.population, draws_of_chain, results.settings.seed)) {}

  void write() {
    posterior();
    reference_table();
    parameters();
    targets();
    diagnostics();
    directions();
    readings();
    package();
    netcdf();
    page();
    add(write_file(folder_.path(), manifest_name, manifest()));
  }

 private:
  const Scenario& scenario() const { return results_.calibration.scenario; }

  void add(WrittenFile written) {
    folder_.wrote(written.name);
    written_.push_back(std::move(written));
  }

  template <class Fill>
  void table(const TableShape& shape, const Fill& fill) {
    shapes_.push_back(shape);
    CsvTable rows(folder_.path(), shape);
    fill(rows);
    add(rows.commit());
  }

  static void numbers(RowWriter& row, const std::vector<double>& values) {
    for (const double value : values) row.number(value);
  }

  void posterior() {
    table(posterior_shape(document_), [&](RowWriter& row) {
      for (std::size_t chain = 0; chain < equal_.chains.size(); ++chain)
        for (std::size_t n = 0; n < equal_.chains[chain].size(); ++n) {
          const std::size_t at = equal_.chains[chain][n];
          const Draw& draw = results_.population.draws[at];
          row.integer(static_cast<std::int64_t>(chain)).integer(static_cast<std::int64_t>(n));
          row.number(weights_[at]).text(key_text(draw.key)).integer(draw.round);
          row.number(draw.log_likelihood);
          numbers(row, draw.theta);
          row.end_row();
        }
    });
  }

  void reference_table() {
    table(reference_table_shape(document_, scenario().parameters), [&](RowWriter& row) {
      for (const Draw& draw : results_.population.draws) {
        if (draw.round != 0 || draw.figures.empty()) continue;
        row.text(key_text(draw.key));
        numbers(row, draw.theta);
        numbers(row, draw.figures);
        row.end_row();
      }
    });
  }

  void parameters() {
    table(parameters_shape(), [&](RowWriter& row) {
      for (std::size_t i = 0; i < document_.parameters.size(); ++i) {
        const PriorEntry& entry = document_.parameters[i];
        const ParameterResult& p = results_.diagnosis.parameters[i];
        std::string paths = entry.path;
        for (const std::string& path : entry.also) paths += ' ' + path;
        row.text(entry.id).text(paths).text(name_of(entry.change)).text(describe_prior(entry));
        numbers(row, {p.prior_mean, p.prior_sd, p.mean, p.sd, p.q05, p.q25, p.q50, p.q75, p.q95,
                      p.contraction, p.r_hat, p.prior_sensitivity});
        row.end_row();
      }
    });
  }

  void targets() {
    table(calibrated_targets_shape(), [&](RowWriter& row) {
      for (std::size_t k = 0; k < results_.observations.size(); ++k) {
        const calibration::Observation& o = results_.observations[k];
        const FigureResult& f = results_.diagnosis.figures[k];
        row.text(o.name).text(scenario().parameters.targets[k].name).text(komuna::name_of(o.role));
        row.text(name_of(o.family));
        numbers(row, {o.centre(), o.error, o.discrepancy, f.undefined, f.mean, f.sd, f.q05, f.q25,
                      f.q50, f.q75, f.q95, f.prior_q05, f.prior_q95, f.z_error, f.z_total,
                      f.noise_ratio, f.discrepancy_ratio});
        row.end_row();
      }
    });
  }

  void diagnostics() {
    table(diagnostics_shape(), [&](RowWriter& row) {
      for (const calibration::Check& check : results_.diagnosis.checks) {
        row.text(check.name).text(check.of).number(check.value).text(check.threshold);
        row.text(komuna::name_of(check.verdict)).text(check.sentence);
        row.end_row();
      }
    });
  }

  void directions() {
    table(directions_shape(), [&](RowWriter& row) {
      for (std::size_t d = 0; d < results_.diagnosis.directions.size(); ++d) {
        const calibration::Direction& direction = results_.diagnosis.directions[d];
        for (std::size_t i = 0; i < direction.loadings.size(); ++i) {
          row.integer(static_cast<std::int64_t>(d)).number(direction.eigenvalue);
          row.text(document_.parameters[i].id).number(direction.loadings[i]);
          row.end_row();
        }
      }
    });
  }

  void readings() {
    if (results_.diagnosis.readings.empty()) return;
    table(readings_shape(), [&](RowWriter& row) {
      for (const calibration::FigureReadings& figure : results_.diagnosis.readings)
        for (const calibration::ReadingResult& r : figure.readings) {
          const FigureResult& f = results_.diagnosis.figures[r.observation];
          row.text(figure.figure).text(f.name);
          row.text(scenario().parameters.targets[r.observation].name);
          numbers(row, {f.observed, f.q05, f.q50, f.q95, r.prior, r.posterior, r.standard_error,
                        r.support, r.equal, r.half_error, r.double_error});
          row.end_row();
        }
    });
  }

  void package() {
    PackageText text;
    text.name = plain_name(results_.calibration.name);
    text.title = title();
    text.description = "A calibration by komuna. All persons are synthetic.";
    text.version = manifest_of_program().version;
    for (const Source& source : scenario().sources.sources())
      text.sources.push_back({short_citation(source), source.address});
    std::vector<const TableShape*> shapes;
    for (const TableShape& shape : shapes_) shapes.push_back(&shape);
    add(write_file(folder_.path(), package_name, data_package(text, shapes, written_)));
  }

  std::string title() const {
    return document_.title.empty() ? scenario().parameters.title : document_.title;
  }

  void netcdf() {
    PosteriorArrays arrays;
    for (const auto& chain : equal_.chains)
      if (chain.size() == draws_of_chain) ++arrays.chains;
    if (arrays.chains != equal_.chains.size()) arrays.chains = 0;  // a chain without weight
    arrays.draws = draws_of_chain;
    arrays.posterior.resize(document_.parameters.size());
    arrays.prior.resize(document_.parameters.size());
    for (const PriorEntry& entry : document_.parameters) {
      arrays.parameters.push_back(entry.id);
      arrays.parameter_help.push_back(entry.name.empty() ? entry.path : entry.name);
    }
    fill_draws(arrays);
    fill_targets(arrays);
    arrays.attributes = {{"creation_library", "komuna"},
                         {"creation_library_version", manifest_of_program().version},
                         {"creation_library_language", "C++"},
                         {"inference_library", "komuna"},
                         {"inference_library_version", manifest_of_program().version},
                         {"name", title()}};
    add(write_posterior(folder_.path(), netcdf_name, arrays));
  }

  void fill_draws(PosteriorArrays& arrays) const {
    arrays.stats = {{"weight", {}}, {"log_weight", {}}, {"log_likelihood", {}}, {"round", {}}};
    if (arrays.chains > 0)
      for (const auto& chain : equal_.chains)
        for (const std::size_t at : chain) {
          const Draw& draw = results_.population.draws[at];
          for (std::size_t p = 0; p < draw.theta.size(); ++p)
            arrays.posterior[p].push_back(draw.theta[p]);
          arrays.accepted.insert(arrays.accepted.end(), draw.figures.begin(), draw.figures.end());
          const double row[] = {weights_[at], draw.log_weight, draw.log_likelihood,
                                static_cast<double>(draw.round)};
          for (std::size_t s = 0; s < arrays.stats.size(); ++s)
            arrays.stats[s].second.push_back(row[s]);
          arrays.keys.push_back(draw.key);
        }
    arrays.predicted_draws = results_.population.predictions.size() / arrays.worlds_of_draw;
    for (const calibration::Prediction& one : results_.population.predictions) {
      const auto gap = results_.observations.size() - one.figures.size();  // all, where it failed
      arrays.predictive.insert(arrays.predictive.end(), one.figures.begin(), one.figures.end());
      arrays.predictive.insert(arrays.predictive.end(), gap, std::nan(""));
    }
    for (const Draw& draw : results_.population.draws) {
      if (draw.round != 0) continue;
      ++arrays.prior_draws;
      for (std::size_t p = 0; p < draw.theta.size(); ++p) arrays.prior[p].push_back(draw.theta[p]);
    }
  }

  void fill_targets(PosteriorArrays& arrays) const {
    arrays.constants = {
        {"error", {}}, {"discrepancy", {}}, {"lower", {}}, {"upper", {}}, {"role_fit", {}}};
    for (const calibration::Observation& o : results_.observations) {
      arrays.targets.push_back(o.name);
      arrays.observed.push_back(o.centre());
      const double row[] = {o.error, o.discrepancy, o.lower, o.upper,
                            o.role == calibration::Role::fit ? 1.0 : 0.0};
      for (std::size_t c = 0; c < arrays.constants.size(); ++c)
        arrays.constants[c].second.push_back(row[c]);
    }
  }

  void page() {
    add(write_file(folder_.path(), "report.html", calibration_page(results_, equal_)));
  }

  Json engine() const {
    const Manifest program = manifest_of_program();
    return {{"name", "komuna"},         {"version", program.version},
            {"commit", program.commit}, {"compiler", program.compiler},
            {"system", program.system}, {"libraries", program.libraries}};
  }

  Json free_parameters_json() const {
    Json list = Json::array();
    for (const FreeParameter& p : free_parameters(document_))
      list.push_back({{"id", p.id}, {"paths", p.paths}, {"change", name_of(p.change)}});
    return list;
  }

  std::string manifest() const {
    const ScenarioRecord record = record_of(scenario());
    const calibration::Diagnosis& diagnosis = results_.diagnosis;
    Json json;
    json["schema_version"] = manifest_version;
    json["kind"] = "calibrate";
    json["name"] = results_.calibration.name;
    json["run_id"] = new_run_id();
    json["created_at"] = utc_now();
    json["engine"] = engine();
    json["rng"] = {{"algorithm", "philox4x32-10"},
                   {"layout_version", manifest_of_program().rng_layout},
                   {"seed", std::to_string(results_.settings.seed)}};
    json["command_line"] = Json::parse(store_.meta().at("command_line"));
    json["settings"] = Json::parse(store_.meta().at("settings"));
    json["complete"] = results_.facts.complete;
    json["stopped_by"] = results_.facts.stopped_by;
    json["simulations"] = {{"stored", store_.size()},
                           {"weighed", results_.population.runs},
                           {"predictions", results_.population.predictions.size()},
                           {"failed", results_.population.failures.count},
                           {"errors", results_.population.failures.first}};
    json["threads"] = results_.facts.threads;
    json["wall_seconds"] = results_.facts.seconds;
    json["simulating_seconds"] = results_.facts.simulating;
    json["peak_memory_bytes"] = peak_memory();
    json["verdict"] = diagnosis.verdict;
    json["diagnostics"] = {{"believable", diagnosis.believable},
                           {"effective", diagnosis.effective},
                           {"pareto_k", finite(diagnosis.pareto_k)},
                           {"largest_weight", diagnosis.largest_weight},
                           {"distinct_keys", diagnosis.distinct_keys},
                           {"log_evidence", finite(diagnosis.log_evidence)}};
    json["parameters"] = free_parameters_json();
    json["files"] = Json::array();
    for (const FileRead& file : results_.calibration.files)
      json["files"].push_back({{"path", file.path}, {"sha256", file.sha256}});
    json["calibration"] = Json::parse(store_.meta().at("document"));
    json["outputs"] = outputs();
    json["scenario"] = {{"name", record.name},
                        {"title", scenario().parameters.title},
                        {"resolved_sha256", sha256(record.resolved)},
                        {"interventions", Json::parse(record.interventions)},
                        {"resolved", Json::parse(record.resolved)},
                        {"provenance", Json::parse(record.provenance)},
                        {"sources", Json::parse(record.sources)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
  }

  static Json finite(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

  Json outputs() const {
    Json list = Json::array();
    for (const WrittenFile& file : written_) {
      Json output = {{"path", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}};
      if (file.rows >= 0) output["rows"] = file.rows;
      list.push_back(output);
    }
    return list;
  }

  RunFolder& folder_;
  const TrialStore& store_;
  const CalibrationResults& results_;
  const CalibrationDocument& document_;
  std::vector<double> weights_;
  EqualDraws equal_;
  std::vector<TableShape> shapes_;
  std::vector<WrittenFile> written_;
};

}  // namespace

std::string_view name_of(calibration::Verdict verdict) {
  return verdict == calibration::Verdict::good      ? "good"
         : verdict == calibration::Verdict::warning ? "warning"
                                                    : "bad";
}

std::string_view name_of(calibration::Role role) {
  return role == calibration::Role::fit       ? "fit"
         : role == calibration::Role::holdout ? "holdout"
         : role == calibration::Role::reading ? "reading"
                                              : "report";
}

void write_calibration(RunFolder& folder, const TrialStore& store,
                       const CalibrationResults& results) {
  for (const std::string& name : calibration_files()) folder.discard(name);
  Writer(folder, store, results).write();
}

std::vector<std::string> calibration_files() {
  return {"posterior.csv",   "reference_table.csv", "parameters.csv", "targets.csv",
          "diagnostics.csv", "directions.csv",      "readings.csv",   package_name,
          netcdf_name,       "report.html",         manifest_name};
}

}  // namespace komuna
