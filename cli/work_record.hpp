#pragma once
// What is simulated on other ranks, as bytes: what the work is about, and what comes of a
// replicate. The same bytes as in the stores of runs, so that what has travelled is stored as it
// is.

#include <string>
#include <string_view>
#include <vector>

#include "engine/output/lives_record.hpp"
#include "engine/output/store_plan.hpp"
#include "engine/output/trial_store.hpp"
#include "engine/simulation/outcome.hpp"

namespace komuna {

std::string bytes_of(const StorePlan& plan);
StorePlan plan_of_bytes(std::string_view bytes);

std::string bytes_of(const TrialStore::Meta& meta);
TrialStore::Meta meta_of_bytes(std::string_view bytes);

// A replicate in all its worlds.
struct ReplicateRecord {
  std::vector<Outcome> worlds;
  std::vector<std::string> packed;  // the worlds as pack_outcome() makes them
  std::vector<std::string> lives;   // parts of a LivesRecord of the first world; empty = not told
  std::string extra;                // as in RunStore::add()
};
// Where it was simulated, so that whoever stores it need not.
void pack_worlds(ReplicateRecord& record);
std::string bytes_of(const ReplicateRecord& record);
// Errors: DamagedRecord.
ReplicateRecord replicate_of_bytes(std::string_view bytes);

}  // namespace komuna
