#pragma once
// `komuna new NAME`: a commented scenario to begin with, in a folder of its own.
//
// The texts are the files of cli/starters/, built into the program; NAME is written into them. A
// folder or file of that name is never touched, and if writing fails nothing is left behind.

#include <string>

namespace komuna {

struct StarterOptions {
  std::string folder;            // its last part names the scenario
  std::string from = "minimal";  // or "historical"
};

// Returns the exit code. Errors: UsageError (a name that cannot be one), FileError (something is
// there already, the disk refuses).
int write_starter(const StarterOptions& options);

}  // namespace komuna
