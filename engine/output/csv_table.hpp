#pragma once
// A table as a text that every program reads: comma-separated values (RFC 4180).
//
// The first line names the columns; nothing stands before it. UTF-8 without a mark, a point in
// numbers, the fewest digits that give back the same number to the last bit, dates as 1923-05-01,
// an empty cell where there is nothing to say, flags as 0 and 1. Lines end with a carriage return
// and a line feed, as the standard says. A cell that holds a comma, a quote, a line end, a
// semicolon or a tab is put in quotes: the last two part cells where commas are decimal. Text cells
// are written as they are: names of scenarios are reduced to plain letters (run_folder.hpp), ids
// have passed the loader, and names of collectives are the author's own words.
//
// Rows are written as they come and none is kept in memory.
//
//   CsvTable table(folder, shape);
//   table.text("usa").integer(12).end_row();
//   WrittenFile written = table.commit();

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/month.hpp"
#include "engine/output/column.hpp"
#include "engine/output/new_file.hpp"
#include "engine/output/row_writer.hpp"

namespace komuna {

// Fewest digits that read back as the same double: "0.1", "2441", "1e+22". Finite values only.
std::string shortest_number(double value);

// plain: as the standard has it. excel: with a mark at the beginning by which Excel knows UTF-8;
// most other programs read it as well, some take it for a part of the first name.
enum class CsvMark { plain, excel };

class CsvTable final : public RowWriter {
 public:
  // `shape` must outlive the table.
  CsvTable(const std::string& folder, const TableShape& shape, CsvMark mark = CsvMark::plain);

  CsvTable& text(std::string_view value) override;
  CsvTable& integer(std::int64_t value) override;
  CsvTable& number(double value) override;  // not finite = empty
  CsvTable& flag(bool value) override;
  CsvTable& date(Month month) override;  // distant_future = empty
  CsvTable& missing() override;
  void end_row() override;

  std::int64_t rows() const { return rows_; }
  WrittenFile commit();

 private:
  void next_cell();
  void append_text(std::string_view value);

  const TableShape& shape_;
  NewFile file_;
  std::string line_;
  std::size_t cells_ = 0;
  std::int64_t rows_ = 0;
};

}  // namespace komuna
