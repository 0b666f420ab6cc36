#include "cli/replay.hpp"

#include <filesystem>
#include <optional>

#include "cli/calibration_replay.hpp"
#include "cli/comparison_run.hpp"
#include "cli/ensemble_run.hpp"
#include "cli/finished_folder.hpp"
#include "cli/replayed_files.hpp"
#include "cli/screen.hpp"
#include "engine/base/sha256.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/manifest.hpp"
#include "engine/output/run_store.hpp"

namespace komuna {
namespace {

namespace fs = std::filesystem;

StorePlan plan_of(const Manifest& manifest) {
  StorePlan plan = plan_of_program();
  plan.kind = manifest.kind;
  plan.seed = manifest.seed;
  plan.replicates = manifest.replicates;
  plan.command_line = manifest.command_line;  // how it came about first
  StoredWorld world;
  world.name = manifest.scenario;
  world.title = manifest.title;
  world.resolved = manifest.resolved;
  world.interventions = manifest.interventions;
  world.provenance = manifest.provenance;
  world.sources = manifest.sources;
  world.overrides = manifest.overrides;
  world.inputs = manifest.inputs;
  plan.worlds.push_back(std::move(world));
  plan.options = manifest.options;
  for (const ManifestWorld& other : manifest.alternatives) {
    StoredWorld alternative = plan.worlds.front();
    alternative.name = other.name;
    alternative.title = other.title;
    alternative.resolved = other.resolved;
    alternative.interventions = other.interventions;
    alternative.provenance = other.provenance;
    alternative.overrides = other.overrides;
    alternative.inputs = other.inputs;
    plan.worlds.push_back(std::move(alternative));
  }
  return plan;
}

// Errors: FileError when another program cannot give the same; otherwise says what to expect.
void judge_program(const Manifest& manifest, const std::string& path) {
  StorePlan theirs;
  theirs.version = manifest.version;
  theirs.commit = manifest.commit;
  theirs.rng_layout = manifest.rng_layout;
  const std::string why = why_not_the_same_program(theirs);
  if (theirs.rng_layout != plan_of_program().rng_layout)
    throw FileError(path, why + ". Other random numbers give other tables: take that program");
  if (!why.empty())
    tell("komuna: " + path + ": " + why + ". The tables may differ for that reason alone\n");
}

Scenario scenario_of_manifest(const Manifest& manifest, const StoredWorld& world,
                              const std::string& path) {
  Scenario scenario = scenario_of_store(world, path);
  if (sha256(resolved_scenario(scenario)) != manifest.resolved_sha256)
    throw FileError(path,
                    "its scenario is not the one that was run: the parameters do not have the "
                    "fingerprint written beside them (resolved_sha256)");
  return scenario;
}

// A folder with a store and no manifest is a run that was stopped.
void require_finished(const std::string& folder) {
  std::error_code error;
  if (fs::exists(fs::path(folder) / manifest_name, error) ||
      !fs::exists(fs::path(folder) / store_name, error))
    return;
  throw FileError(folder,
                  "the run is unfinished, there is nothing to compare with yet; komuna resume " +
                      folder + " finishes it");
}

}  // namespace

int replay(const ReplayOptions& options) {
  const bool is_folder = fs::is_directory(options.manifest);
  if (is_folder) require_finished(options.manifest);
  const std::string path = options.manifest + (is_folder ? "/manifest.json" : "");
  if (is_calibration(path)) return replay_calibration(path, options);
  const Manifest manifest = read_manifest(path);
  judge_program(manifest, path);
  StorePlan plan = plan_of(manifest);
  const Scenario scenario = scenario_of_manifest(manifest, plan.worlds.front(), path);
  StoredWorld world = stored_world(scenario);
  plan.worlds.front().targets = world.targets;
  plan.worlds.front().resolved = world.resolved;  // as it was, to the last space
  for (std::size_t w = 1; w < plan.worlds.size(); ++w) {
    world = stored_world(scenario_of_store(plan.worlds[w], path));
    plan.worlds[w].targets = world.targets;
    plan.worlds[w].resolved = world.resolved;
  }

  const StopRequest stop;
  std::optional<ScratchFolder> scratch;
  if (options.out.empty()) scratch.emplace();
  RunFolder folder(scratch ? scratch->path() + "/run" : options.out);
  announce_store(folder);
  until_stopped(scratch.has_value(), [&] {
    RunStore store = RunStore::create(folder.path(), plan);
    if (plan.kind == RunKind::compare) {
      const ComparisonWish wish = wish_of(plan.options, path);
      const Comparison comparison = comparison_of(scenarios_of_store(plan, path), wish);
      carry_out(folder, store, comparison, wish, {options.threads, true, options.crew}, stop);
    } else {
      carry_out(folder, store, scenario, {options.threads, true, options.crew}, stop);
    }
  });
  return judge_files(manifest.outputs, read_manifest(folder.path() + "/manifest.json").outputs,
                     options.quiet);
}

}  // namespace komuna
