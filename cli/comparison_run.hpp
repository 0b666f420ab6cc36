#pragma once
// From a store in which pairs are missing to a finished comparison: simulates them, makes the
// files, prints what differs. New comparisons, continued and replayed ones all go this way.

#include <string>
#include <vector>

#include "analysis/comparison.hpp"
#include "cli/comparison_files.hpp"
#include "cli/comparison_wish.hpp"
#include "cli/ensemble_run.hpp"
#include "cli/stop_request.hpp"
#include "engine/output/run_folder.hpp"
#include "engine/output/run_store.hpp"

namespace komuna {

inline constexpr std::int64_t pairs_in_batch = 50;  // between two looks at the precision
inline constexpr double precise_persons = 5;        // no more is asked for than +- so many

Comparison comparison_of(std::vector<Scenario> scenarios, const ComparisonWish& wish);
// The worlds as the store keeps them. Errors: FileError.
std::vector<Scenario> scenarios_of_store(const StorePlan& plan, const std::string& place);

// Returns the exit code. Errors: FileError, Stopped; what is finished stays in the store.
int carry_out(RunFolder& folder, RunStore& store, const Comparison& comparison,
              const ComparisonWish& wish, const RunSettings& settings, const StopRequest& stop);

}  // namespace komuna
