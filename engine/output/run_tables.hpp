#pragma once
// The tables of one run, opened together at its start and made visible together at its end.
//
// Opening them first means that a folder that cannot be written is noticed before an hour of
// computing and not after. Replicates are written as they come; nothing of them is kept.

#include <string>
#include <vector>

#include "engine/output/csv_table.hpp"
#include "engine/output/run_folder.hpp"
#include "engine/output/spread.hpp"
#include "engine/simulation/life.hpp"
#include "engine/simulation/outcome.hpp"
#include "engine/simulation/parameters.hpp"

namespace komuna {

class RunTables {
 public:
  // `scenario`: its plain name.
  RunTables(const std::string& folder, std::string scenario, const Parameters& parameters);

  void add(const Outcome& outcome);  // in the order of replicates; failed ones leave no rows
  // Of the first replicate. May be called while add(outcome) runs in another thread: the lives are
  // a file of their own.
  void add(const Life& life);
  void add(const SummaryRow& row);
  void add(const Target& target, const TargetResult& result);
  // Gives all tables their final names. Call once, when everything has been added. The folder is
  // told of each, so that none stays behind if a later one fails.
  std::vector<WrittenFile> commit(RunFolder& folder);

  // In the order of commit().
  static std::vector<const TableShape*> shapes();

 private:
  std::string scenario_;
  std::vector<std::string> origins_, target_ids_;
  CsvTable timeseries_;
  CsvTable summary_;
  CsvTable collectives_;
  CsvTable targets_;
  CsvTable replicate_targets_;
  CsvTable lives_;
};

}  // namespace komuna
