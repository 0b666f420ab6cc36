#pragma once
// The files that are made of a finished run, by format: `komuna run` makes them at its end, `komuna
// export` again at any time, `komuna replay` to compare them.
//
// Everything is read from the run's outcomes, life histories and summary, so the same store gives
// the same bytes. A new format is a function and one line in the list of products.cpp.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/run_summary.hpp"
#include "engine/output/manifest.hpp"
#include "engine/output/new_file.hpp"
#include "engine/output/outcome_source.hpp"
#include "engine/output/run_folder.hpp"
#include "engine/output/run_store.hpp"
#include "engine/scenario/document/scenario.hpp"

namespace komuna {

// What formats are made of: one world of a run.
struct RunResults {
  const Scenario& scenario;
  const StorePlan& plan;
  const OutcomeSource& outcomes;
  const RunSummary& summary;
  std::function<void(const std::function<void(const Life&)>&)> each_life;  // of the first replicate
  std::int64_t finished = 0;  // replicates; fewer than the plan's where the run was cut short
  const Manifest* manifest = nullptr;  // of a run that is finished
};

struct Format {
  std::string_view name;  // as in --format
  std::string_view help;
  // Names of the files it may write, so that those of a run that was cut short can be taken away.
  std::vector<std::string> (*files)();
  // Announces each file to the folder.
  std::vector<WrittenFile> (*write)(RunFolder& folder, const RunResults& results);
  bool by_default = true;  // made at the end of every run; otherwise only by `komuna export`
};

// In the order in which they are written.
const std::vector<Format>& formats();
// Those that every run makes.
std::vector<Format> default_formats();
// "csv,nc". Errors: UsageError, naming what is allowed.
std::vector<Format> chosen_formats(const std::string& names);

// Reads a world of the store. The store and the scenario must outlive what is made of it.
class StoredResults {
 public:
  StoredResults(const Scenario& scenario, const RunStore& store, std::size_t world = 0);
  const RunSummary& summary() const { return summary_; }
  RunResults results() const;

 private:
  const Scenario& scenario_;
  const RunStore& store_;
  std::size_t world_;
  std::unique_ptr<OutcomeSource> outcomes_;
  RunSummary summary_;
};

std::vector<WrittenFile> write_products(RunFolder& folder, const RunResults& results,
                                        const std::vector<Format>& chosen);

}  // namespace komuna
