#pragma once
// A run shared out over machines without any message between them: `--shard i/n` makes a share of
// the replicates, `komuna merge` puts the shares together.
//
//   komuna run historical --replicates 1000 --shard 3/10 --out share-3      # ten jobs, any order
//   komuna merge share-* --out whole                                        # tables, report,
//   manifest
//
// A share holds every n-th replicate, so that shares take equally long. What is merged is the same,
// to the last byte of every table, as the run made in one place.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/output/run_folder.hpp"
#include "engine/output/run_store.hpp"

namespace komuna {

// "3/10" as {3, 10}; "" as {1, 1}. Errors: UsageError.
std::pair<std::int64_t, std::int64_t> shard_of(const std::string& text);

// A share is whole: leaves its store and says how to go on. Returns the exit code.
int finish_shard(RunFolder& folder, RunStore& store, bool quiet);

struct MergeOptions {
  std::vector<std::string> folders;
  std::string out;  // "" = out/<scenario>-<time>
  bool quiet = false;
};

// Returns the exit code. Errors: FileError when a folder is no share, when shares belong to
// different runs or programs, are there twice, or are missing or unfinished, which is said share by
// share.
int merge(const MergeOptions& options);

}  // namespace komuna
