#pragma once
// A table of a run inside its store, for people who open it: the columns of the written table and
// the number of the world before them.

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>

#include "engine/output/column.hpp"
#include "engine/output/row_writer.hpp"

namespace komuna {

// STRICT, keyed by world and the key of the shape; dates are text, flags 0 and 1, empty cells NULL.
std::string create_table_statement(const TableShape& shape);

class StoreRows final : public RowWriter {
 public:
  // The table exists. `database` must outlive this.
  StoreRows(SQLite::Database& database, const TableShape& shape);

  void set_world(std::size_t world) { world_ = static_cast<std::int64_t>(world); }

  StoreRows& text(std::string_view value) override;
  StoreRows& integer(std::int64_t value) override;
  StoreRows& number(double value) override;
  StoreRows& flag(bool value) override;
  StoreRows& date(Month month) override;
  StoreRows& missing() override;
  void end_row() override;

 private:
  SQLite::Statement insert_;
  std::int64_t world_ = 0;
  int cell_ = 1;  // place of the world; cells follow
};

}  // namespace komuna
