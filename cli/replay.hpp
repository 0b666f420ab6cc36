#pragma once
// `komuna replay`: makes a run again from its manifest alone, and compares every file with the
// fingerprint that the manifest holds. Whoever doubts a published table can see that it follows
// from the scenario, the seed and the program, and from nothing else.

#include <string>
#include <vector>

#include "cluster/crew.hpp"

namespace komuna {

inline constexpr int differs_exit_code = 1;

struct ReplayOptions {
  std::string manifest;  // a file, or the folder of a run
  std::string out;       // new folder to keep what is made; "" = nothing is kept
  int threads = 0;       // 0 = all cores
  bool quiet = false;
  std::vector<std::string> command_line;
  Crew* crew = nullptr;  // the ranks that do the work; none: threads of this process
};

// Returns 0 when all files are the same, differs_exit_code when not. Errors: FileError, Stopped.
int replay(const ReplayOptions& options);

}  // namespace komuna
