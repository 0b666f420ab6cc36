#pragma once
// The rows of a comparison's own tables (paired_shapes.hpp), for whatever file they go into.

#include "cli/comparison_files.hpp"
#include "engine/output/row_writer.hpp"

namespace komuna {

class ComparisonRows {
 public:
  explicit ComparisonRows(const ComparisonResults& results);

  void effects(RowWriter& table) const;
  void paired(RowWriter& table) const;
  void series(RowWriter& table) const;
  void lives(RowWriter& table) const;
  void attribution(RowWriter& table) const;
  void attribution_pairs(RowWriter& table) const;

 private:
  std::size_t worlds() const { return comparison_.worlds().size(); }
  RowWriter& ids(RowWriter& row, std::size_t world) const {
    return row.text(stored_.id(0)).text(stored_.id(world));
  }

  const StoredComparison& stored_;
  const Comparison& comparison_;
  const ComparisonWish& wish_;
};

// paired_lives with the words it uses.
TableShape lives_pairs_shape();

}  // namespace komuna
