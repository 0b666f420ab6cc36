#include "engine/output/workbook.hpp"

#include <xlsxwriter.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <utility>

#include "engine/base/assert.hpp"
#include "engine/output/file_error.hpp"

namespace komuna {
namespace {

constexpr std::size_t longest_title = 200;   // bytes
constexpr std::size_t longest_text = 32000;  // bytes; Excel takes 32,767 characters
constexpr int first_excel_year = 1900;       // earlier dates are no dates to Excel
constexpr std::size_t format_count = 6;
constexpr std::array<const char*, format_count> patterns{"@",    "#,##0", "#,##0.00",
                                                         "0.0%", "0",     "yyyy-mm"};

// No piece of a letter is left over: the bytes after the first of a letter begin with 10.
std::string cut(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return std::string(text);
  std::size_t length = longest;
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) --length;
  return std::string(text.substr(0, length)) + "...";
}

// XML has no U+FFFE and U+FFFF; a replacement character stands for them.
std::string cell_text(std::string_view text) {
  std::string shown = cut(text, longest_text);
  for (const std::string_view unknown : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
    for (std::size_t at = 0; (at = shown.find(unknown, at)) != std::string::npos;)
      shown.replace(at, unknown.size(), "\xEF\xBF\xBD");
  return shown;
}

}  // namespace

struct Workbook::Library {
  lxw_workbook* book = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format* header = nullptr;
  std::array<lxw_format*, format_count> formats{};
  std::vector<lxw_format*> columns;

  ~Library() {
    if (book != nullptr) lxw_workbook_free(book);
  }
};

Workbook::Workbook(const std::string& folder, const std::string& name, const std::string& title,
                   const std::string& author, std::int64_t most_rows)
    : file_(folder, name), library_(std::make_unique<Library>()), most_rows_(most_rows) {
  std::string temporary = folder;  // its helper files go where the book goes
  lxw_workbook_options options{};
  options.tmpdir = temporary.data();
  Library& library = *library_;
  library.book = workbook_new_opt(file_.partial().c_str(), &options);
  KOMUNA_ASSERT(library.book != nullptr, "there is memory for an empty book");
  std::string shown_title = cut(cell_text(title), longest_title);
  std::string shown_author = author;
  lxw_doc_properties properties{};
  properties.title = shown_title.data();
  properties.author = shown_author.data();
  properties.created = 946684800;  // 2000-01-01, whenever it is
  require(workbook_set_properties(library.book, &properties));
  library.header = workbook_add_format(library.book);
  format_set_bold(library.header);
  format_set_text_wrap(library.header);
  format_set_bottom(library.header, LXW_BORDER_THIN);
  format_set_align(library.header, LXW_ALIGN_VERTICAL_TOP);
  for (std::size_t i = 0; i < format_count; ++i) {
    library.formats[i] = workbook_add_format(library.book);
    format_set_num_format(library.formats[i], patterns[i]);
    format_set_align(library.formats[i], LXW_ALIGN_VERTICAL_TOP);
  }
  format_set_text_wrap(library.formats[static_cast<std::size_t>(CellFormat::text)]);
}

Workbook::~Workbook() = default;

void Workbook::require(int status) const {
  if (status == LXW_NO_ERROR) return;
  const bool is_system = status >= LXW_ERROR_CREATING_XLSX_FILE && status <= LXW_ERROR_ZIP_CLOSE;
  const std::string reason = is_system && errno != 0
                                 ? system_reason(errno)
                                 : std::string(lxw_strerror(static_cast<lxw_error>(status)));
  throw FileError(file_.path(), "cannot be written: " + reason);
}

void Workbook::begin_sheet(const std::string& name, const std::vector<SheetColumn>& columns) {
  end_sheet();
  Library& library = *library_;
  library.sheet = workbook_add_worksheet(library.book, name.c_str());
  KOMUNA_ASSERT(library.sheet != nullptr, "sheets have names of their own that Excel allows");
  library.columns.clear();
  columns_ = columns.size();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    library.columns.push_back(library.formats[static_cast<std::size_t>(columns[i].format)]);
    require(worksheet_set_column(library.sheet, column, column, columns[i].width, nullptr));
    require(
        worksheet_write_string(library.sheet, 0, column, columns[i].name.c_str(), library.header));
  }
  worksheet_freeze_panes(library.sheet, 1, 0);
  worksheet_set_landscape(library.sheet);
  worksheet_fit_to_pages(library.sheet, 1, 0);
  require(worksheet_repeat_rows(library.sheet, 0, 0));
  row_ = 1;
  cell_ = 0;
  left_out_ = 0;
}

void Workbook::end_sheet() {
  Library& library = *library_;
  if (library.sheet == nullptr) return;
  KOMUNA_ASSERT(cell_ == 0, "the last row is not ended");
  if (left_out_ > 0) {
    const std::string notice = "The sheet is full; " + std::to_string(left_out_) +
                               " more rows are in the CSV tables of the run.";
    require(worksheet_write_string(library.sheet, static_cast<lxw_row_t>(row_++), 0, notice.c_str(),
                                   library.header));
  }
  require(worksheet_autofilter(library.sheet, 0, 0, static_cast<lxw_row_t>(row_ - 1),
                               static_cast<lxw_col_t>(columns_ - 1)));
  library.sheet = nullptr;
}

Workbook& Workbook::text(std::string_view value) {
  if (value.empty() || is_full()) return missing();
  KOMUNA_ASSERT(cell_ < columns_, "a row has a cell for each column");
  require(worksheet_write_string(library_->sheet, static_cast<lxw_row_t>(row_),
                                 static_cast<lxw_col_t>(cell_), cell_text(value).c_str(),
                                 library_->columns[cell_]));
  ++cell_;
  return *this;
}

Workbook& Workbook::number(double value) {
  if (!std::isfinite(value) || is_full()) return missing();
  KOMUNA_ASSERT(cell_ < columns_, "a row has a cell for each column");
  require(worksheet_write_number(library_->sheet, static_cast<lxw_row_t>(row_),
                                 static_cast<lxw_col_t>(cell_), value, library_->columns[cell_]));
  ++cell_;
  return *this;
}

Workbook& Workbook::date(Month month) {
  if (month == distant_future || is_full()) return missing();
  if (month.year() < first_excel_year) return text(to_string(month));
  KOMUNA_ASSERT(cell_ < columns_, "a row has a cell for each column");
  lxw_datetime day{};
  day.year = month.year();
  day.month = month.month_of_year();
  day.day = 1;
  require(worksheet_write_datetime(library_->sheet, static_cast<lxw_row_t>(row_),
                                   static_cast<lxw_col_t>(cell_), &day, library_->columns[cell_]));
  ++cell_;
  return *this;
}

Workbook& Workbook::missing() {
  KOMUNA_ASSERT(cell_ < columns_, "a row has a cell for each column");
  ++cell_;
  return *this;
}

void Workbook::end_row() {
  KOMUNA_ASSERT(cell_ == columns_, "a row must have a cell for each column");
  cell_ = 0;
  if (is_full()) {
    ++left_out_;
  } else {
    ++row_;
  }
}

WrittenFile Workbook::commit() {
  end_sheet();
  errno = 0;
  require(workbook_close(std::exchange(library_->book, nullptr)));
  return file_.commit();
}

}  // namespace komuna
