#pragma once
// `komuna run`: simulates a scenario many times, writes the tables, prints what happened.

#include <cstdint>
#include <string>
#include <vector>

#include "cli/posterior_choice.hpp"
#include "cli/scenario_choice.hpp"
#include "cluster/crew.hpp"

namespace komuna {

struct RunOptions {
  ScenarioChoice choice;
  PosteriorChoice posterior;
  std::uint64_t seed = 1921;
  std::int64_t replicates = 100;
  std::string shard;  // "3/10"; "" = the whole run
  int threads = 0;    // 0 = all cores
  std::string out;    // "" = out/<scenario>-<time>
  bool quiet = false;
  std::vector<std::string> command_line;  // for the manifest
  Crew* crew = nullptr;  // the ranks that do the work; none: threads of this process
};

// Returns the exit code. Errors: FileError, Stopped.
int run(const RunOptions& options);

}  // namespace komuna
