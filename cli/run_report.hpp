#pragma once
// What `komuna run` prints at its end, for a historian: figures of history beside the model, the
// story by year, the collectives and their fate, what to be careful about, where the files are.
//
// At most 100 characters wide. Medians over the replicates, with the interval that holds 90 % of
// them.

#include <string>
#include <vector>

#include "analysis/run_summary.hpp"
#include "engine/output/new_file.hpp"
#include "engine/scenario/document/scenario.hpp"

namespace komuna {

struct RunFacts {
  std::int64_t replicates = 0;
  std::uint64_t seed = 0;
  int threads = 0;
  double seconds = 0;
  std::string folder;
  std::vector<WrittenFile> files;
  // Of a posterior that the parameters come from; first what is most to be minded.
  std::vector<std::string> of_parameters;
};

// Foundings that the model cannot explain, replicates that failed, targets that no world produced.
std::vector<std::string> run_warnings(const Parameters& parameters, const RunSummary& summary);

std::string run_report(const Scenario& scenario, const RunSummary& summary, const RunFacts& facts);

}  // namespace komuna
