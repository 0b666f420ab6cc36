#include "engine/output/csv_table.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "engine/base/assert.hpp"

namespace komuna {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Texts are short: one look at each byte is faster than a search for each of the six.
// Excel parts cells at semicolons where commas are decimal, and what is pasted at tabs.
bool must_be_quoted(std::string_view value) {
  bool found = false;
  for (const char c : value)
    found |= c == ',' || c == ';' || c == '"' || c == '\t' || c == '\r' || c == '\n';
  return found;
}

}  // namespace

std::string shortest_number(double value) {
  KOMUNA_ASSERT(std::isfinite(value), "only finite numbers can be written");
  if (value == 0) return "0";  // a negative zero would puzzle readers
  std::array<char, 32> digits{};
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return {digits.data(), result.ptr};
}

CsvTable::CsvTable(const std::string& folder, const TableShape& shape, CsvMark mark)
    : shape_(shape), file_(folder + '/' + shape.name + ".csv") {
  if (mark == CsvMark::excel) file_.write(byte_order_mark);
  for (const Column& column : shape.columns) text(column.name);
  end_row();
  rows_ = 0;
}

void CsvTable::next_cell() {
  if (cells_ > 0) line_ += ',';
  ++cells_;
}

void CsvTable::append_text(std::string_view value) {
  if (!must_be_quoted(value)) {
    line_ += value;
    return;
  }
  line_ += '"';
  for (const char c : value) {
    if (c == '"') line_ += '"';
    line_ += c;
  }
  line_ += '"';
}

CsvTable& CsvTable::text(std::string_view value) {
  next_cell();
  append_text(value);
  return *this;
}

CsvTable& CsvTable::integer(std::int64_t value) {
  next_cell();
  std::array<char, 24> digits{};
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  line_.append(digits.data(), result.ptr);
  return *this;
}

CsvTable& CsvTable::number(double value) {
  next_cell();
  if (std::isfinite(value)) line_ += shortest_number(value);
  return *this;
}

CsvTable& CsvTable::flag(bool value) {
  next_cell();
  line_ += value ? '1' : '0';
  return *this;
}

CsvTable& CsvTable::date(Month month) {
  next_cell();
  if (month != distant_future) line_ += to_iso_date(month);
  return *this;
}

CsvTable& CsvTable::missing() {
  next_cell();
  return *this;
}

void CsvTable::end_row() {
  KOMUNA_ASSERT(cells_ == shape_.columns.size(), "a row must have a cell for each column");
  line_ += line_end;
  file_.write(line_);
  line_.clear();
  cells_ = 0;
  ++rows_;
}

WrittenFile CsvTable::commit() {
  KOMUNA_ASSERT(cells_ == 0, "the last row is not ended");
  file_.commit();
  return {shape_.name + ".csv", file_.bytes(), file_.sha256(), rows_};
}

}  // namespace komuna
