#include "engine/output/manifest.hpp"

#include <cerrno>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "engine/base/sha256.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/indexed_map.hpp"
#include "engine/output/json_number.hpp"

namespace komuna {
namespace {

using Json = nlohmann::basic_json<IndexedMap>;

constexpr int schema_version = 1;

// A text that is JSON itself; what is not known is left out.
void add_text(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = Json::parse(text);
}

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
  add_text(scenario, "sources", manifest.sources);
  scenario["resolved"] = Json::parse(manifest.resolved);
  add_text(scenario, "provenance", manifest.provenance);
  return scenario;
}

Json alternatives_of(const Manifest& manifest) {
  Json worlds = Json::array();
  for (const ManifestWorld& world : manifest.alternatives) {
    Json json = {{"name", world.name}, {"title", world.title}, {"files", Json::array()}};
    for (const InputFile& input : world.inputs)
      json["files"].push_back({{"path", input.path}, {"sha256", input.sha256}});
    json["overrides"] = world.overrides;
    json["interventions"] = Json::parse(world.interventions);
    // How its what-ifs introduce themselves.
    if (!world.provenance.empty())
      json["what_ifs"] = Json::parse(world.provenance).value("what_ifs", Json::array());
    // Most alternatives have the parameters of the base and interventions of their own.
    if (world.resolved != manifest.resolved) json["resolved"] = Json::parse(world.resolved);
    worlds.push_back(json);
  }
  return worlds;
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
  json["kind"] = manifest.kind == RunKind::run ? "run" : "compare";
  json["run_id"] = manifest.run_id;
  json["created_at"] = manifest.created_at;
  json["engine"] = engine_of(manifest);
  // The seed is text: readers that keep numbers as doubles would lose its last digits.
  json["rng"] = {{"algorithm", "philox4x32-10"},
                 {"layout_version", manifest.rng_layout},
                 {"seed", std::to_string(manifest.seed)}};
  json["licence"] = "MIT";
  json["replicates"] = replicates_of(manifest);
  json["command_line"] = manifest.command_line;
  json["threads"] = manifest.threads;
  json["wall_seconds"] = manifest.wall_seconds;
  json["peak_memory_bytes"] = manifest.peak_memory;
  json["warnings"] = manifest.warnings;
  json["outputs"] = outputs_of(manifest);
  if (manifest.kind == RunKind::run && !manifest.options.empty())
    json["options"] = Json::parse(manifest.options);
  if (manifest.kind == RunKind::compare) {
    json["comparison"] = Json::parse(manifest.options);
    json["alternatives"] = alternatives_of(manifest);
  }
  json["scenario"] = scenario_of(manifest);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

namespace {

std::string text_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found == json.end() ? std::string() : found->dump();
}

void read_scenario(const Json& json, Manifest& manifest) {
  manifest.scenario = json.at("name");
  manifest.title = json.at("title");
  for (const Json& file : json.at("files"))
    manifest.inputs.push_back({file.at("path"), file.at("sha256")});
  manifest.overrides = json.at("overrides").get<std::vector<std::string>>();
  manifest.resolved = json.at("resolved").dump();
  manifest.resolved_sha256 = json.at("resolved_sha256");
  manifest.interventions = json.at("interventions").dump();
  manifest.provenance = text_at(json, "provenance");
  manifest.sources = text_at(json, "sources");
}

void read_alternatives(const Json& json, Manifest& manifest) {
  manifest.options = json.at("comparison").dump();
  Json provenance = manifest.provenance.empty() ? Json::object() : Json::parse(manifest.provenance);
  for (const Json& other : json.at("alternatives")) {
    ManifestWorld world;
    world.name = other.at("name");
    world.title = other.at("title");
    for (const Json& file : other.at("files"))
      world.inputs.push_back({file.at("path"), file.at("sha256")});
    world.overrides = other.at("overrides").get<std::vector<std::string>>();
    world.interventions = other.at("interventions").dump();
    world.resolved = other.contains("resolved") ? other.at("resolved").dump() : manifest.resolved;
    if (!manifest.provenance.empty()) {
      provenance["what_ifs"] = other.value("what_ifs", Json::array());
      world.provenance = provenance.dump();
    }
    manifest.alternatives.push_back(std::move(world));
  }
}

// Folders of other commands have manifests too.
void require_run(const Json& json) {
  const std::string kind = json.contains("kind") ? json.at("kind").get<std::string>() : "";
  if (kind == "calibrate")
    throw std::runtime_error(
        "it belongs to a calibration, which its command_line makes again (komuna calibrate)");
  if (kind == "sensitivity")
    throw std::runtime_error(
        "it belongs to an analysis of sensitivity, which is neither continued nor replayed; its "
        "command_line makes it again (komuna sensitivity)");
}

RunKind kind_of(const Json& json) {
  const std::string kind = json.at("kind");
  if (kind == "run") return RunKind::run;
  if (kind == "compare") return RunKind::compare;
  throw std::runtime_error("kind is " + json.at("kind").dump().substr(0, 40) +
                           "; allowed: run, compare");
}

std::vector<WrittenFile> read_outputs(const Json& json) {
  std::vector<WrittenFile> files;
  for (const Json& output : json)
    files.push_back({output.at("path"), static_cast<std::uint64_t>(whole_at(output, "bytes", 0)),
                     output.at("sha256"),
                     output.contains("rows") ? whole_at(output, "rows", 0) : -1});
  if (files.empty())
    throw std::runtime_error("outputs is empty: without files there is nothing to compare");
  return files;
}

Manifest manifest_of(const Json& json) {
  require_run(json);
  if (json.at("schema_version") != schema_version)
    throw std::runtime_error("its schema_version is " + json.at("schema_version").dump() +
                             "; this komuna knows " + std::to_string(schema_version));
  Manifest manifest;
  manifest.kind = kind_of(json);
  manifest.run_id = json.at("run_id");
  manifest.created_at = json.at("created_at");
  manifest.version = json.at("engine").at("version");
  manifest.commit = json.at("engine").at("commit");
  manifest.compiler = json.at("engine").value("compiler", "");
  manifest.build_type = json.at("engine").value("build_type", "");
  manifest.system = json.at("engine").value("system", "");
  manifest.warnings = json.value("warnings", std::vector<std::string>{});
  manifest.rng_layout = static_cast<int>(
      whole_at(json.at("rng"), "layout_version", 0, std::numeric_limits<int>::max()));
  manifest.seed = seed_at(json.at("rng"), "seed");
  manifest.replicates = whole_at(json.at("replicates"), "asked", 1, std::int64_t{most_replicates});
  manifest.completed = whole_at(json.at("replicates"), "completed", 0, manifest.replicates);
  manifest.command_line = json.at("command_line").get<std::vector<std::string>>();
  manifest.outputs = read_outputs(json.at("outputs"));
  read_scenario(json.at("scenario"), manifest);
  if (manifest.kind == RunKind::run) manifest.options = text_at(json, "options");
  if (manifest.kind == RunKind::compare) read_alternatives(json, manifest);
  return manifest;
}

}  // namespace

Manifest read_manifest(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw FileError(path, "cannot be read: " + system_reason(errno));
  try {
    return manifest_of(Json::parse(file));
  } catch (const std::exception& problem) {
    throw FileError(path, std::string("is no manifest of a run of komuna: ") + problem.what());
  }
}

}  // namespace komuna
