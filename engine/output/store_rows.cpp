#include "engine/output/store_rows.hpp"

#include <cmath>

namespace komuna {
namespace {

std::string_view type_of(const Column& column) {
  switch (column.type) {
    case ColumnType::integer:
    case ColumnType::flag:
      return "INTEGER";
    case ColumnType::number:
      return "REAL";
    default:
      return "TEXT";
  }
}

std::string quoted(const std::string& name) { return '"' + name + '"'; }

std::string insert_statement(const TableShape& shape) {
  std::string places = "?1";
  for (std::size_t k = 0; k < shape.columns.size(); ++k) places += ",?" + std::to_string(k + 2);
  return "INSERT INTO " + quoted(shape.name) + " VALUES(" + places + ')';
}

}  // namespace

std::string create_table_statement(const TableShape& shape) {
  std::string text = "CREATE TABLE " + quoted(shape.name) + "(world INTEGER NOT NULL";
  for (const Column& column : shape.columns)
    text += ", " + quoted(column.name) + ' ' + std::string(type_of(column));
  text += ", PRIMARY KEY(world";
  for (const std::string& name : shape.key) text += ", " + quoted(name);
  return text + ")) STRICT, WITHOUT ROWID";
}

StoreRows::StoreRows(SQLite::Database& database, const TableShape& shape)
    : insert_(database, insert_statement(shape)) {}

StoreRows& StoreRows::text(std::string_view value) {
  if (value.empty()) return missing();
  insert_.bind(++cell_, std::string(value));
  return *this;
}

StoreRows& StoreRows::integer(std::int64_t value) {
  insert_.bind(++cell_, value);
  return *this;
}

StoreRows& StoreRows::number(double value) {
  if (!std::isfinite(value)) return missing();
  insert_.bind(++cell_, value);
  return *this;
}

StoreRows& StoreRows::flag(bool value) { return integer(value ? 1 : 0); }

StoreRows& StoreRows::date(Month month) {
  return month == distant_future ? missing() : text(to_iso_date(month));
}

StoreRows& StoreRows::missing() {
  insert_.bind(++cell_);
  return *this;
}

void StoreRows::end_row() {
  insert_.bind(1, world_);
  insert_.exec();
  insert_.reset();
  cell_ = 1;
}

}  // namespace komuna
