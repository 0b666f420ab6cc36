#pragma once
// The files of a comparison, made from its store: what differs, who would have gone, what each
// lever contributes, and the tables of the single worlds.

#include <memory>
#include <string>
#include <vector>

#include "analysis/comparison_summary.hpp"
#include "cli/comparison_wish.hpp"
#include "engine/output/csv_table.hpp"
#include "engine/output/manifest.hpp"
#include "engine/output/run_folder.hpp"
#include "engine/output/run_store.hpp"

namespace komuna {

// Reads the worlds of a store. The comparison and the store must outlive it.
class StoredComparison {
 public:
  StoredComparison(const Comparison& comparison, const RunStore& store);

  const Comparison& comparison() const { return comparison_; }
  const RunStore& store() const { return store_; }
  const OutcomeSource& outcomes(std::size_t world) const { return *sources_[world]; }
  const ComparisonSummary& summary() const { return summary_; }
  // As written in the tables: plain letters, unique.
  const std::string& id(std::size_t world) const { return ids_[world]; }

 private:
  const Comparison& comparison_;
  const RunStore& store_;
  std::vector<std::unique_ptr<OutcomeSource>> sources_;
  std::vector<std::string> ids_;
  ComparisonSummary summary_;
};

// What the files of a comparison are made of.
struct ComparisonResults {
  const StoredComparison& stored;
  const ComparisonWish& wish;
  const Manifest* manifest = nullptr;  // of a comparison that is finished
};

// The tables and what describes them. Announces each file to the folder.
std::vector<WrittenFile> write_comparison_tables(RunFolder& folder,
                                                 const ComparisonResults& results, CsvMark mark);
// Of all tables, in the order in which they are written.
std::vector<TableShape> comparison_shapes(bool with_levers);
// Names of all tables a comparison may write, and of their description.
std::vector<std::string> comparison_files();

// Metrics that attribution and paired.csv show unless more are asked for: those about the whole
// world, the targets, and those named.
bool is_shown(const Metric& metric, const ComparisonWish& wish);

}  // namespace komuna
