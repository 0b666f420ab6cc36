#pragma once
// `komuna lives`: the life histories of chosen people of one replicate, in two worlds side by side.
//
//   komuna lives historical --what-if prague_prohibits --joined interhelpo --in base
//                --never-left alt --limit 3
//
// The replicate is simulated again; it is always the same. All persons are synthetic.

#include <cstdint>
#include <string>
#include <vector>

#include "cli/scenario_choice.hpp"

namespace komuna {

struct LivesOptions {
  ScenarioChoice base;      // its what-ifs and overrides are those of the alternative, all together
  std::string alternative;  // a scenario; "" = the base with what-ifs or changed values, or none
  std::string joined;       // a collective they enrolled in
  std::string in;           // "base" or "alt": the world in which they joined; "" = any
  std::string left;         // "base", "alt": they left home for the Soviet Union in that world
  std::string never_left;   // "base", "alt": they did not
  std::string origin;
  std::uint64_t seed = 1921;
  std::uint64_t replicate = 0;
  std::int64_t limit = 5;  // households
  std::string csv;         // a new file; "" = text on the screen
};

// Returns the exit code. Errors: UsageError, FileError.
int lives(const LivesOptions& options);

}  // namespace komuna
