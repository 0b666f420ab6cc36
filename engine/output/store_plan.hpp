#pragma once
// What a run has been asked to do, as its store keeps it: everything needed to continue the run or
// to make its tables again, without the scenario's files.
//
// The texts of a scenario are made and read by engine/scenario/document/scenario_record.hpp; this
// room keeps them and does not look inside.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/output/manifest.hpp"

namespace komuna {

// A scenario as it was when the run began.
struct StoredWorld {
  std::string name;                    // of the scenario; unique within the plan
  std::string title;                   //
  std::string resolved;                // its parameters without interventions, JSON
  std::string interventions;           // a list, JSON
  std::string provenance;              // where its numbers come from, JSON
  std::string sources;                 // its bibliography, JSON
  std::vector<std::string> targets;    // ids of its targets, in order
  std::vector<std::string> overrides;  // of --set
  std::vector<InputFile> inputs;       // files that were read
};

struct StorePlan {
  RunKind kind = RunKind::run;
  std::vector<StoredWorld> worlds;  // at least one; of a comparison the baseline first
  std::uint64_t seed = 1921;
  std::int64_t replicates = 100;  // asked for
  // A run may be shared out over machines: shard i of n makes the replicates r with r mod n = i
  // - 1.
  std::int64_t shard = 1, shards = 1;
  std::string options;  // what else the command must know to continue; its own words
  std::vector<std::string> command_line;
  // The program that began the run; another may not continue it.
  std::string version, commit;
  int rng_layout = 0;
};

}  // namespace komuna
