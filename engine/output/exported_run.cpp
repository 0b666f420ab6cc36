#include "engine/output/exported_run.hpp"

namespace komuna {

std::string program_of(const ExportedRun& run) {
  return "komuna " + run.version + (run.commit.empty() ? "" : " (commit " + run.commit + ')');
}

std::string citation_of(const ExportedRun& run) {
  return program_of(run) + ": simulation \"" + run.title + "\", seed " + std::to_string(run.seed) +
         '.';
}

}  // namespace komuna
