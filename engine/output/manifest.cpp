#include "engine/output/manifest.hpp"

#include <nlohmann/json.hpp>

#include "engine/base/sha256.hpp"

namespace komuna {
namespace {

using Json = nlohmann::ordered_json;

constexpr int schema_version = 1;

Json engine_of(const Manifest& manifest) {
  return {{"name", "komuna"},
          {"version", manifest.version},
          {"commit", manifest.commit},
          {"compiler", manifest.compiler},
          {"build_type", manifest.build_type},
          {"system", manifest.system},
          {"libraries", manifest.libraries},
          {"parallel", manifest.parallel}};
}

Json scenario_of(const Manifest& manifest) {
  Json scenario;
  scenario["name"] = manifest.scenario;
  scenario["title"] = manifest.title;
  scenario["files"] = Json::array();
  for (const InputFile& input : manifest.inputs)
    scenario["files"].push_back({{"path", input.path}, {"sha256", input.sha256}});
  scenario["overrides"] = manifest.overrides;
  scenario["what_ifs"] = manifest.what_ifs;
  scenario["resolved_sha256"] = sha256(manifest.resolved);
  scenario["interventions"] = Json::parse(manifest.interventions);
  scenario["resolved"] = Json::parse(manifest.resolved);
  return scenario;
}

Json replicates_of(const Manifest& manifest) {
  return {{"asked", manifest.replicates},
          {"completed", manifest.completed},
          {"failed", manifest.replicates - manifest.completed},
          {"errors", manifest.errors}};
}

Json outputs_of(const Manifest& manifest) {
  Json outputs = Json::array();
  for (const WrittenFile& file : manifest.outputs) {
    Json output = {{"path", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}};
    if (file.rows >= 0) output["rows"] = file.rows;
    outputs.push_back(output);
  }
  return outputs;
}

}  // namespace

std::string manifest_json(const Manifest& manifest) {
  Json json;
  json["schema_version"] = schema_version;
  json["run_id"] = manifest.run_id;
  json["created_at"] = manifest.created_at;
  json["engine"] = engine_of(manifest);
  // The seed is text: readers that keep numbers as doubles would lose its last digits.
  json["rng"] = {{"algorithm", "philox4x32-10"},
                 {"layout_version", manifest.rng_layout},
                 {"seed", std::to_string(manifest.seed)}};
  json["replicates"] = replicates_of(manifest);
  json["command_line"] = manifest.command_line;
  json["threads"] = manifest.threads;
  json["wall_seconds"] = manifest.wall_seconds;
  json["peak_memory_bytes"] = manifest.peak_memory;
  json["warnings"] = manifest.warnings;
  json["outputs"] = outputs_of(manifest);
  json["scenario"] = scenario_of(manifest);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace komuna
