#pragma once
// manifest.json: everything needed to know how the tables of a run came about, and to make them
// again.
//
// The same version, scenario, seed and number of replicates give the same tables, byte for byte, on
// any machine and with any number of threads; only the run's id, its times and its memory differ.
// The file is written last: a folder with a manifest holds a whole run.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/output/new_file.hpp"

namespace komuna {

inline constexpr std::uint64_t most_replicates = 1000000;  // that a run may be asked for

struct InputFile {
  std::string path;
  std::string sha256;
};

// run: one world. compare: several, whose replicates of the same number belong together.
enum class RunKind { run, compare };

// A world that the base is compared with.
struct ManifestWorld {
  std::string name;
  std::string title;
  std::vector<InputFile> inputs;
  std::vector<std::string> overrides;
  std::string resolved;       // as JSON
  std::string interventions;  // as JSON
  std::string provenance;     // as JSON; of the file only its what-ifs, the rest is the base's
};

struct Manifest {
  RunKind kind = RunKind::run;
  std::string run_id;      // UUID version 7
  std::string created_at;  // "2026-01-02T15:04:05Z"
  std::string version, commit, compiler, build_type, system, libraries, parallel;
  int rng_layout = 0;
  std::uint64_t seed = 0;
  std::string scenario;  // its name
  std::string title;
  std::vector<InputFile> inputs;
  std::vector<std::string> overrides;       // of --set
  std::vector<std::string> what_ifs;        // names; what they change is among the interventions
  std::string resolved;                     // the scenario without its interventions, as JSON
  std::string interventions;                // as JSON
  std::string provenance;                   // as JSON; where its numbers come from
  std::string sources;                      // as JSON; its bibliography
  std::string resolved_sha256;              // only when read: fingerprint of `resolved` as it was
  std::vector<ManifestWorld> alternatives;  // of a comparison; provenance and sources as the base's
  std::string options;  // as JSON: what a comparison was asked for; "" = nothing
  std::vector<std::string> command_line;
  std::int64_t replicates = 0;
  std::int64_t completed = 0;
  std::vector<std::string> errors;  // the first messages of replicates that failed
  int threads = 0;
  double wall_seconds = 0;
  std::int64_t peak_memory = 0;  // bytes
  std::vector<std::string> warnings;
  std::vector<WrittenFile> outputs;
};

std::string manifest_json(const Manifest& manifest);

// The manifest in a file. Errors: FileError when it cannot be read, is none, or has another
// version.
Manifest read_manifest(const std::string& path);

}  // namespace komuna
