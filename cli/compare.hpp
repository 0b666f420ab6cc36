#pragma once
// `komuna compare`: a base and its alternatives under the same chance, what differs and how surely.
//
//   komuna compare historical my_scenario
//   komuna compare historical --what-if prague_prohibits --what-if open_gates
//   komuna compare historical --set gate.carry_months=12
//   komuna compare historical --levers prague_helps,open_gates+no_quota_acts

#include <cstdint>
#include <string>
#include <vector>

#include "cli/posterior_choice.hpp"
#include "cli/scenario_choice.hpp"
#include "cluster/crew.hpp"

namespace komuna {

struct CompareOptions {
  ScenarioChoice base;  // what-ifs and overrides are those of the alternatives
  std::vector<std::string> alternatives;
  std::string levers;  // "a,b+c"
  std::vector<std::string> metrics;
  std::string until;  // "1%"; "" = no
  PosteriorChoice posterior;
  std::string shard;    // "3/10"; "" = the whole comparison
  bool common = false;  // pairs what can be paired
  std::uint64_t seed = 1921;
  std::int64_t replicates = 100;
  int threads = 0;  // 0 = all cores
  std::string out;  // "" = out/compare-<scenario>-<time>
  bool quiet = false;
  std::vector<std::string> command_line;
  Crew* crew = nullptr;  // the ranks that do the work; none: threads of this process
};

// Returns the exit code. Errors: UsageError, FileError, Stopped.
int compare(const CompareOptions& options);

}  // namespace komuna
