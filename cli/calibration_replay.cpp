#include "cli/calibration_replay.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/calibrate.hpp"
#include "cli/calibration_run.hpp"
#include "cli/ensemble_run.hpp"
#include "cli/replayed_files.hpp"
#include "cli/screen.hpp"
#include "engine/base/sha256.hpp"
#include "engine/output/file_error.hpp"
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
          {"rng_layout", std::to_string(manifest.at("rng").at("layout_version").get<int>())},
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

void judge_program(const TrialStore::Meta& meta, const std::string& path) {
  StorePlan theirs;
  theirs.version = meta.at("version");
  theirs.commit = meta.at("commit");
  theirs.rng_layout = std::stoi(meta.at("rng_layout"));
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
  return files;
}

constexpr std::int64_t worlds_of_prediction = 2;

struct Asked {
  TrialStore::Meta meta;
  CalibrationSettings settings;
  std::vector<WrittenFile> outputs;
};

Asked asked_of(const std::string& path) {
  try {
    const Json manifest = manifest_json(path);
    Asked asked{meta_of_manifest(manifest), {}, outputs_of(manifest)};
    asked.settings = settings_of(asked.meta.at("settings"), path);
    asked.settings.seconds = 0;
    asked.settings.predicted =
        manifest.at("simulations").at("predictions").get<std::int64_t>() / worlds_of_prediction;
    if (manifest.at("complete") != true)
      asked.settings.runs = manifest.at("simulations").at("weighed");
    const Calibration calibration = calibration_of(asked.meta, path);
    if (sha256(record_of(calibration.scenario).resolved) !=
        manifest.at("scenario").at("resolved_sha256").get<std::string>())
      throw FileError(path,
                      "its scenario is not the one that was calibrated: the parameters do not have "
                      "the fingerprint written beside them (resolved_sha256)");
    return asked;
  } catch (const Json::exception& problem) {
    throw FileError(path, std::string("is no manifest of a calibration: ") + problem.what());
  }
}

}  // namespace

bool is_calibration(const std::string& manifest) {
  const Json json = manifest_json(manifest);
  return json.is_object() && json.value("kind", "") == "calibrate";
}

int replay_calibration(const std::string& manifest, const ReplayOptions& options) {
  const Asked asked = asked_of(manifest);
  judge_program(asked.meta, manifest);
  const StopRequest stop;
  std::optional<ScratchFolder> scratch;
  if (options.out.empty()) scratch.emplace();
  const std::string place = scratch ? scratch->path() + "/calibration" : options.out;
  calibrate_again(place, calibration_of(asked.meta, manifest), asked.settings, asked.meta,
                  options.threads, stop, options.crew);
  return judge_files(asked.outputs, outputs_of(manifest_json(place + "/manifest.json")),
                     options.quiet);
}

}  // namespace komuna
