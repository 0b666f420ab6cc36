#pragma once
// `komuna export`: makes the files of a run from its store again, in the formats asked for. Also of
// a run that is unfinished, with what it has so far.

#include <optional>
#include <string>

namespace komuna {

struct ExportOptions {
  std::string folder;                  // of the run
  std::string out;                     // "" = the run's own
  std::optional<std::string> formats;  // names with commas between; none = as every run
  bool quiet = false;
};

// Returns the exit code. Errors: UsageError, FileError.
int export_run(const ExportOptions& options);

}  // namespace komuna
