#pragma once
// A workbook (.xlsx) for Excel and LibreOffice, in any language: numbers are stored as numbers, so
// a Czech Excel shows them with its own decimal comma.
//
// Sheets are tables: a header line that stays in sight and can be filtered, then rows. Text is
// always text: a name that begins with "=" never becomes a formula, an address never a link. The
// creation time in the file is a constant, so that the same run gives the same bytes.
//
//   Workbook book(folder, "summary.xlsx", "Title", "komuna 0.1.0");
//   book.begin_sheet("Targets", {{"Figure", 40, CellFormat::text}, {"Observed", 12,
//   CellFormat::number}}); book.text("First train").number(303).end_row(); WrittenFile written =
//   book.commit();
//
// A sheet holds 1,048,576 lines; if there are more rows, the last line says how many are missing.
// The whole book is kept in memory until commit(). Errors: FileError.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/month.hpp"
#include "engine/output/library_file.hpp"
#include "engine/output/row_writer.hpp"

namespace komuna {

// How a column shows its cells.
enum class CellFormat { text, count, number, share, year, month };

struct SheetColumn {
  std::string name;
  double width = 12;  // in letters
  CellFormat format = CellFormat::text;
};

inline constexpr std::int64_t excel_rows = 1048576;

class Workbook final : public RowWriter {
 public:
  // `most_rows` of a sheet, the header among them; fewer than Excel's for tests.
  Workbook(const std::string& folder, const std::string& name, const std::string& title,
           const std::string& author, std::int64_t most_rows = excel_rows);
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;
  ~Workbook() override;

  // `name`: at most 31 letters.
  void begin_sheet(const std::string& name, const std::vector<SheetColumn>& columns);
  // Cells of the current row, from left to right.
  Workbook& text(std::string_view value) override;  // too long for Excel = cut, with "..."
  Workbook& integer(std::int64_t value) override { return number(static_cast<double>(value)); }
  Workbook& number(double value) override;  // not finite = empty
  Workbook& flag(bool value) override { return number(value ? 1 : 0); }
  Workbook& date(Month month) override;  // distant_future = empty
  Workbook& missing() override;
  void end_row() override;

  WrittenFile commit();

 private:
  struct Library;  // what libxlsxwriter keeps

  void end_sheet();
  bool is_full() const { return row_ >= most_rows_ - 1; }
  void require(int status) const;

  LibraryFile file_;
  std::unique_ptr<Library> library_;
  std::int64_t most_rows_;
  std::size_t columns_ = 0;
  std::int64_t row_ = 0;
  std::size_t cell_ = 0;
  std::int64_t left_out_ = 0;
};

}  // namespace komuna
