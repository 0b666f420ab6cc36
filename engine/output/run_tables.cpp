#include "engine/output/run_tables.hpp"

#include <utility>

#include "engine/output/tables.hpp"

namespace komuna {

RunTables::RunTables(const std::string& folder, std::string scenario, const Parameters& parameters)
    : scenario_(std::move(scenario)),
      timeseries_(folder, timeseries_shape()),
      summary_(folder, summary_shape()),
      collectives_(folder, collectives_shape()),
      targets_(folder, targets_shape()),
      replicate_targets_(folder, replicate_targets_shape()),
      lives_(folder, lives_shape()) {
  for (const Origin& origin : parameters.population.origins) origins_.push_back(origin.id);
  for (const Target& target : parameters.targets) target_ids_.push_back(target.id);
}

void RunTables::add(const Outcome& outcome) {
  if (!outcome.error.empty()) return;
  write_timeseries(timeseries_, outcome, origins_);
  write_collectives(collectives_, outcome);
  write_replicate_targets(replicate_targets_, outcome, target_ids_);
}

void RunTables::add(const Life& life) { write_life(lives_, life); }

void RunTables::add(const SummaryRow& row) { write_summary(summary_, scenario_, row); }

void RunTables::add(const Target& target, const TargetResult& result) {
  write_target(targets_, target, result);
}

std::vector<WrittenFile> RunTables::commit(RunFolder& folder) {
  std::vector<WrittenFile> written;
  for (CsvTable* table :
       {&timeseries_, &summary_, &collectives_, &targets_, &replicate_targets_, &lives_}) {
    written.push_back(table->commit());
    folder.wrote(written.back().name);
  }
  return written;
}

std::vector<const TableShape*> RunTables::shapes() {
  return {&timeseries_shape(), &summary_shape(),           &collectives_shape(),
          &targets_shape(),    &replicate_targets_shape(), &lives_shape()};
}

}  // namespace komuna
