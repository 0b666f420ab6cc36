#pragma once
// When do two worlds part?
//
// Two models are compared parameter by parameter, month by month, as a running world would read
// them: dated changes carried out, series read in that month. Before the first month in which
// anything differs the two worlds are the same, because a process reads parameters of its own month
// only, and everything random is the same in both. So the years before are simulated once.
//
// A parameter that holds for the whole run and differs parts the worlds from their first month; a
// month of which processes only ask whether it has come (with Timing::monthly), from the earlier of
// the two on.
// Titles, summaries, targets, dated events and levers act on nothing and are not compared.

#include <optional>

#include "engine/simulation/simulation.hpp"

namespace komuna {

// The first month in which the worlds may differ; nothing if none does within the run. Worlds with
// different horizons differ from the first month of the earlier. Cost: O(months x parameters),
// milliseconds; once for a comparison, not once for a replicate.
std::optional<Month> first_difference(const Model& base, const Model& alternative);

// The first month in which two worlds with these models and baselines may differ: a named founding
// depends on the hazards of its baseline too. nullptr: the model is its own baseline.
std::optional<Month> first_difference(const Model& base, const Model* base_baseline,
                                      const Model& alternative, const Model* alternative_baseline);

}  // namespace komuna
