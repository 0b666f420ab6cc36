#include "cli/calibration_replay.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/calibrate.hpp"
#include "cli/calibration_meta.hpp"
#include "cli/calibration_run.hpp"
#include "cli/ensemble_run.hpp"
#include "cli/replayed_files.hpp"
#include "cli/screen.hpp"
#include "engine/base/sha256.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/json_number.hpp"
#include "engine/scenario/document/scenario_record.hpp"

namespace komuna {
namespace {

using Json = nlohmann::ordered_json;

Json manifest_json(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return file ? Json::parse(file, nullptr, false) : Json();
}

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// What the store of the calibration was told, from its manifest.
TrialStore::Meta meta_of_manifest(const Json& manifest) {
  const Json& engine = manifest.at("engine");
  const Json& scenario = manifest.at("scenario");
  return {{"kind", "calibrate"},
          {"version", engine.at("version")},
          {"commit", engine.at("commit")},
          {"rng_layout", text_of(manifest.at("rng").at("layout_version"))},
          {"name", manifest.at("name")},
          {"document", text_of(manifest.at("calibration"))},
          {"settings", text_of(manifest.at("settings"))},
          {"command_line", text_of(manifest.at("command_line"))},
          {"files", text_of(manifest.at("files"))},
          {"world_name", scenario.at("name")},
          {"world_title", scenario.at("title")},
          {"world_resolved", text_of(scenario.at("resolved"))},
          {"world_interventions", text_of(scenario.at("interventions"))},
          {"world_provenance", text_of(scenario.at("provenance"))},
          {"world_sources", text_of(scenario.at("sources"))},
          {"persons", "All persons are synthetic."}};
}

void judge_program(const StorePlan& theirs, const std::string& path) {
  const std::string why = why_not_the_same_program(theirs);
  if (theirs.rng_layout != plan_of_program().rng_layout)
    throw FileError(path, why + ". Other random numbers give other draws: take that program");
  if (!why.empty())
    tell("komuna: " + path + ": " + why + ". The tables may differ for that reason alone\n");
}

std::vector<WrittenFile> outputs_of(const Json& manifest) {
  std::vector<WrittenFile> files;
  for (const Json& output : manifest.at("outputs")) {
    WrittenFile file;
    file.name = output.at("path");
    file.sha256 = output.at("sha256");
    files.push_back(std::move(file));
  }
  if (files.empty())
    throw std::runtime_error("outputs is empty: without files there is nothing to compare");
  return files;
}

constexpr std::int64_t worlds_of_prediction = 2;
constexpr std::int64_t most_runs = 10000000;  // as on the command line

struct Asked {
  TrialStore::Meta meta;
  StorePlan program;
  CalibrationSettings settings;
  std::vector<WrittenFile> outputs;
};

// The first generation of the exact method is not cut short, whatever stops it.
std::int64_t least_weighed(const CalibrationSettings& settings) {
  return settings.method == CalibrationMethod::importance ? settings.work.table : 1;
}

Asked asked_of(const std::string& path) {
  try {
    const Json manifest = manifest_json(path);
    Asked asked{meta_of_manifest(manifest), {}, {}, outputs_of(manifest)};
    const CalibrationMeta read = read_meta(asked.meta, path);
    asked.program = read.program;
    asked.settings = read.settings;
    asked.settings.seconds = 0;
    asked.settings.predicted =
        whole_at(manifest.at("simulations"), "predictions", 0, 2 * most_runs) /
        worlds_of_prediction;
    if (!manifest.at("complete").get<bool>())
      asked.settings.runs =
          whole_at(manifest.at("simulations"), "weighed", least_weighed(asked.settings), most_runs);
    const Calibration calibration = calibration_of(asked.meta, path);
    if (sha256(record_of(calibration.scenario).resolved) !=
        manifest.at("scenario").at("resolved_sha256").get<std::string>())
      throw FileError(path,
                      "its scenario is not the one that was calibrated: the parameters do not have "
                      "the fingerprint written beside them (resolved_sha256)");
    return asked;
  } catch (const FileError&) {
    throw;
  } catch (const std::exception& problem) {
    throw FileError(path,
                    std::string("is damaged, or no manifest of a calibration: ") + problem.what());
  }
}

}  // namespace

bool is_calibration(const std::string& manifest) {
  const Json json = manifest_json(manifest);
  return json.is_object() && json.contains("kind") && json.at("kind") == "calibrate";
}

int replay_calibration(const std::string& manifest, const ReplayOptions& options) {
  const Asked asked = asked_of(manifest);
  judge_program(asked.program, manifest);
  const StopRequest stop;
  std::optional<ScratchFolder> scratch;
  if (options.out.empty()) scratch.emplace();
  const std::string place = scratch ? scratch->path() + "/calibration" : options.out;
  until_stopped(scratch.has_value(), [&] {
    calibrate_again(place, calibration_of(asked.meta, manifest), asked.settings, asked.meta,
                    options.threads, stop, options.crew);
  });
  return judge_files(asked.outputs, outputs_of(manifest_json(place + "/manifest.json")),
                     options.quiet);
}

}  // namespace komuna
