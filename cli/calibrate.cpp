#include "cli/calibrate.hpp"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/calibration_files.hpp"
#include "cli/calibration_meta.hpp"
#include "cli/calibration_run.hpp"
#include "cli/ensemble_run.hpp"
#include "cli/posterior_choice.hpp"
#include "cli/run_record.hpp"
#include "cli/scenario_choice.hpp"
#include "cli/screen.hpp"
#include "cli/usage.hpp"
#include "engine/output/file_error.hpp"
#include "engine/scenario/files/scenario_places.hpp"

namespace komuna {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_runs = 10000000;
constexpr const char* usual = "calibration.yaml";

// "; ready ones: historical, unpinned"
std::string ready_ones() {
  std::string list;
  for (const std::string& library : scenario_libraries())
    for (const std::string& name : shipped_scenarios({library}))
      if (is_there(fs::path(library) / name / usual)) list += (list.empty() ? "" : ", ") + name;
  return list.empty() ? list : "; ready ones: " + list;
}

// The file itself, or the calibration of a shipped scenario or of a folder.
std::string file_of(const std::string& asked) {
  if (is_folder(asked) && is_there(fs::path(asked) / usual))
    return (fs::path(asked) / usual).string();
  // A folder that holds no such file hides no scenario of its name.
  if (looks_like_path(asked) || (is_there(asked) && !is_folder(asked))) return asked;
  for (const std::string& library : scenario_libraries()) {
    const fs::path place = fs::path(library) / asked / usual;
    if (is_there(place)) return place.string();
  }
  if (is_folder(asked) || shipped_file(scenario_libraries(), asked))
    throw UsageError(asked + " has no " + usual + ", which says what is free and how far" +
                     ready_ones() + "; docs/howto/calibrate.md tells how to write one");
  return asked;
}

void take(std::int64_t& value, const std::string& option, const std::string& text,
          std::uint64_t least) {
  if (!text.empty())
    value = static_cast<std::int64_t>(whole_number(option, text, least, most_runs));
}

CalibrationSettings settings_of(const CalibrateOptions& options, const CalibrationWork& work) {
  CalibrationSettings settings;
  settings.method = method_of(options.method);
  settings.seed = options.seed;
  settings.work = work;
  take(settings.runs, "--runs", options.runs, 1);
  take(settings.work.table, "--table", options.table, 1);
  take(settings.work.rounds, "--rounds", options.rounds, 1);
  take(settings.work.draws, "--draws", options.draws, 4);
  if (!options.worlds.empty() && settings.method != CalibrationMethod::synthetic)
    throw UsageError("--worlds belongs to the method synthetic");
  if (settings.method == CalibrationMethod::esmda)
    for (const auto& [option, text] : {std::pair{"--table", options.table},
                                       {"--rounds", options.rounds},
                                       {"--draws", options.draws}})
      if (!text.empty())
        throw UsageError(std::string(option) +
                         " does not belong to the method esmda, which has no prior table and no "
                         "rounds; its ensemble is `work: {ensemble: N}` in the file");
  take(settings.worlds, "--worlds", options.worlds, 10);
  if (!options.time.empty()) settings.seconds = seconds_of("--time", options.time);
  const std::int64_t chains = settings.work.chains;
  if (settings.work.table < 20 * chains)
    throw UsageError("--table: the prior table needs 20 draws for each of " +
                     std::to_string(chains) + " chains, at least " + std::to_string(20 * chains));
  if (settings.work.draws < chains)
    throw UsageError("--draws: each of " + std::to_string(chains) + " chains needs a draw");
  // The ensembles are a part of the table.
  if (settings.method == CalibrationMethod::importance)
    settings.work.ensemble = std::min(settings.work.ensemble, settings.work.table / chains);
  if (settings.method == CalibrationMethod::esmda && settings.work.ensemble < 20)
    throw UsageError("--method esmda needs an ensemble of at least 20 members");
  check_budget(settings);
  return settings;
}

// The folder of a calibration that has made all its rounds, or used its budget of runs.
bool is_finished(const std::string& folder, const TrialStore& store,
                 const CalibrationSettings& settings) {
  std::ifstream file(fs::path(folder) / "manifest.json");
  if (!file) return false;
  const auto json = nlohmann::json::parse(file, nullptr, false);
  if (json.is_discarded() || !json.contains("complete")) return false;
  return json.at("complete") == true ||
         (settings.runs > 0 && static_cast<std::int64_t>(store.size()) >= settings.runs);
}

void announce(RunFolder& folder) {
  for (const char* end : {"", "-wal", "-journal"})
    folder.wrote(std::string(trial_store_name) + end);
}

std::vector<std::string> ids_of(const Calibration& calibration, bool figures) {
  std::vector<std::string> ids;
  if (figures)
    for (const Target& target : calibration.scenario.parameters.targets) ids.push_back(target.id);
  else
    for (const PriorEntry& entry : calibration.document.parameters) ids.push_back(entry.id);
  return ids;
}

}  // namespace

int calibrate(const CalibrateOptions& options) {
  Problems problems;
  const std::string file = file_of(options.file);
  const Calibration calibration =
      load_calibration(file, scenario_libraries(), options.overrides, options.size_limit, problems);
  if (!problems.empty()) return report_problems(file, problems);
  refuse_set(options.overrides, free_parameters(calibration.document), file);
  const CalibrationSettings settings = settings_of(options, calibration.document.work);
  const StopRequest stop;
  const std::string name = plain_name(calibration.scenario.name);
  RunFolder folder(options.out.empty() ? free_path("out/calibrate-" + name + '-' + folder_time())
                                       : options.out);
  announce(folder);
  TrialStore store =
      TrialStore::create(folder.path(), ids_of(calibration, false), ids_of(calibration, true),
                         meta_of(calibration, settings, options.command_line));
  return carry_out(folder, store, calibration, settings,
                   {options.threads, options.quiet, options.crew}, stop);
}

void calibrate_again(const std::string& folder_path, const Calibration& calibration,
                     const CalibrationSettings& settings, const TrialStore::Meta& meta, int threads,
                     const StopRequest& stop, Crew* crew) {
  RunFolder folder(folder_path);
  announce(folder);
  TrialStore store = TrialStore::create(folder.path(), ids_of(calibration, false),
                                        ids_of(calibration, true), meta);
  carry_out(folder, store, calibration, settings, {threads, true, crew}, stop);
}

int resume_calibration(const std::string& folder_path, int threads, bool quiet, Crew* crew) {
  const StopRequest stop;
  TrialStore store = TrialStore::resume(folder_path);
  const TrialStore::Meta& meta = store.meta();
  const CalibrationMeta asked = read_meta(meta, folder_path + '/' + std::string(trial_store_name));
  if (const std::string why = why_not_the_same_program(asked.program); !why.empty())
    throw FileError(folder_path, why +
                                     ". Its simulations might not fit together with ours: "
                                     "continue with the program that began it, or begin anew");
  const CalibrationSettings& settings = asked.settings;
  if (is_finished(folder_path, store, settings)) {
    if (!quiet) print(folder_path + ": the calibration is finished; nothing is left to do\n");
    return 0;
  }
  const Calibration calibration = calibration_of(meta, folder_path);
  if (asked.parameters != ids_of(calibration, false) || asked.figures != ids_of(calibration, true))
    throw FileError(
        folder_path + '/' + std::string(trial_store_name),
        "is damaged: its trials are of other parameters or figures than its calibration");
  RunFolder folder(folder_path, RunFolder::Holds::anything);
  if (!quiet) tell("  " + std::to_string(store.size()) + " simulations are there already\n");
  return carry_out(folder, store, calibration, settings, {threads, quiet, crew}, stop);
}

}  // namespace komuna
