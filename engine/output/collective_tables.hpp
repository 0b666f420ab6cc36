#pragma once
// Further tables of a run: what collectives decided, built and harvested, how they lived, who left
// or died and why, and what was done to those who were arrested.
//
//   votes        a row per replicate, collective and ballot
//   works        a row per replicate and finished work
//   harvests     a row per replicate, farm and year
//   settlements  a row per replicate, settlement and year, as it stood in December
//   exits        persons by year, origin, collective, state left, state entered and cause
//   repressed    persons arrested by year, wave, years in the country, party record and sentence

#include <string>
#include <vector>

#include "engine/output/column.hpp"
#include "engine/output/row_writer.hpp"
#include "engine/simulation/outcome.hpp"

namespace komuna {

const TableShape& votes_shape();
const TableShape& works_shape();
const TableShape& harvests_shape();
const TableShape& settlements_shape();
const TableShape& exits_shape();
const TableShape& repressed_shape();

void write_votes(RowWriter& table, const Outcome& outcome);
void write_works(RowWriter& table, const Outcome& outcome);
void write_harvests(RowWriter& table, const Outcome& outcome);
void write_settlements(RowWriter& table, const Outcome& outcome);
// `origins`: ids by position.
void write_exits(RowWriter& table, const Outcome& outcome, const std::vector<std::string>& origins);
void write_repressed(RowWriter& table, const Outcome& outcome,
                     const std::vector<std::string>& origins);

}  // namespace komuna
