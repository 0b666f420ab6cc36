#pragma once
// The spread of each of many figures over the replicates, in memory that does not grow with them.
//
// Quantiles need all values of a figure at once, so outcomes are read several times, each time for
// as many figures as fit into the buffer. The numbers do not depend on the buffer.

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/output/outcome_source.hpp"
#include "engine/output/spread.hpp"
#include "engine/simulation/outcome.hpp"

namespace komuna {

// Writes the figures of one outcome into a row of their number.
using FigureRow = std::function<void(const Outcome& outcome, std::vector<std::int32_t>& row)>;

// One spread a figure, over the `completed` outcomes of the source that did not fail. `buffer`:
// bytes. None completed: all spreads empty.
std::vector<Spread> spreads_of(const OutcomeSource& source, std::int64_t completed,
                               std::size_t figures, std::size_t buffer, const FigureRow& fill);

}  // namespace komuna
