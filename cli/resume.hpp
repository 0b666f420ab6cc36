#pragma once
// `komuna resume`: continues a run that was stopped, killed, or cut short by a full disk, from its
// store. Nothing that was finished is computed again, and the tables are those of a run that was
// never interrupted, byte for byte.

#include <string>

#include "cluster/crew.hpp"

namespace komuna {

struct ResumeOptions {
  std::string folder;
  int threads = 0;  // 0 = all cores
  bool quiet = false;
  Crew* crew = nullptr;  // the ranks that do the work; none: threads of this process
};

// Returns the exit code. Errors: FileError, also when another program began the run; Stopped.
int resume(const ResumeOptions& options);

}  // namespace komuna
