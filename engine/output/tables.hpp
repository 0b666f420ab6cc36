#pragma once
// The tables of a run, one function each for its shape (names and meaning of the columns) and for a
// row of it.
//
//   timeseries         a row per replicate, year, origin and collective; a column per variable
//   summary            the same figures over all replicates: mean, spread, quantiles
//   collectives        a row per replicate and collective: its dates, people and fate
//   targets            figures of history beside the model
//   replicate_targets  the same figures in each replicate
//   lives              every step of every person of the first replicate; the persons are invented

#include <string>
#include <vector>

#include "engine/output/column.hpp"
#include "engine/output/row_writer.hpp"
#include "engine/output/spread.hpp"
#include "engine/simulation/life.hpp"
#include "engine/simulation/outcome.hpp"

namespace komuna {

const TableShape& timeseries_shape();
const TableShape& summary_shape();
const TableShape& collectives_shape();
const TableShape& targets_shape();
const TableShape& replicate_targets_shape();
const TableShape& lives_shape();

// `origins`, `targets`: ids by position.
void write_timeseries(RowWriter& table, const Outcome& outcome,
                      const std::vector<std::string>& origins);
void write_collectives(RowWriter& table, const Outcome& outcome);
void write_replicate_targets(RowWriter& table, const Outcome& outcome,
                             const std::vector<std::string>& targets);
void write_life(RowWriter& table, const Life& life);
void write_summary(RowWriter& table, const std::string& scenario, const SummaryRow& row);
void write_target(RowWriter& table, const Target& target, const TargetResult& result);

}  // namespace komuna
