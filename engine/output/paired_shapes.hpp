#pragma once
// The tables of a comparison: names and meaning of their columns.
//
//   paired             a row per alternative, replicate and metric: both worlds and the difference
//   effects            the same over all replicates: mean effect, intervals, shares, precision
//   paired_series      differences year by year: median and bands
//   paired_lives       who went in both worlds, in neither, in one only; by origin, stratum, reason
//   attribution        what each lever contributes, over all replicates
//   attribution_pairs  the same in every replicate, where the shares add up to the whole
//
// The tables of the single worlds are those of a run (tables.hpp) with the world in front.

#include <string>
#include <vector>

#include "engine/output/column.hpp"
#include "engine/output/row_writer.hpp"

namespace komuna {

const TableShape& paired_shape();
const TableShape& effects_shape();
const TableShape& paired_series_shape();
TableShape paired_lives_shape(const std::vector<std::string>& pairings,
                              const std::vector<std::string>& journeys);
const TableShape& attribution_shape();
const TableShape& attribution_pairs_shape();

// A table of one world with the column `scenario` in front, first in the key.
TableShape with_scenario(const TableShape& shape);

// Puts the name of a world in front of every row.
class ScenarioRows final : public RowWriter {
 public:
  ScenarioRows(RowWriter& table, std::string scenario);

  RowWriter& text(std::string_view value) override;
  RowWriter& integer(std::int64_t value) override;
  RowWriter& number(double value) override;
  RowWriter& flag(bool value) override;
  RowWriter& date(Month month) override;
  RowWriter& missing() override;
  void end_row() override;

 private:
  RowWriter& row();

  RowWriter& table_;
  std::string scenario_;
  bool begun_ = false;
};

}  // namespace komuna
