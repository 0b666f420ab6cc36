#include "engine/output/stata_do.hpp"

#include <fmt/format.h>

#include <cstddef>

#include "engine/base/assert.hpp"

namespace komuna {
namespace {

constexpr std::size_t longest_name = 32;
constexpr std::size_t longest_label = 80;

// The first `most` letters, of which one may be several bytes.
std::string first_letters(std::string_view text, std::size_t most) {
  std::size_t letters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins && letters++ == most) return std::string(text.substr(0, i));
  }
  return std::string(text);
}

// In a comment nothing is expanded, but /* would open another kind of comment.
std::string comment_text(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    const bool is_control = static_cast<unsigned char>(c) < 0x20U;
    const bool opens = c == '*' && !safe.empty() && safe.back() == '/';
    const bool joins = c == '/' && !safe.empty() && safe.back() == '/';
    if (opens || joins) safe += ' ';
    safe += is_control ? ' ' : c;
  }
  return safe;
}

// A note is taken as it stands, but for macros.
std::string note_text(std::string_view text) {
  std::string safe;
  for (const char c : comment_text(text)) {
    if (c == '$' || c == '`') safe += '\\';
    safe += c;
  }
  return safe;
}

bool is_text_in_file(const Column& column) {
  return column.type == ColumnType::text || column.type == ColumnType::date;
}

// Columns that Stata must not guess the type of: "001" is an id, and a column without a single
// value would become a number whatever it is.
std::string positions(const TableShape& shape, bool of_texts) {
  std::string list;
  for (std::size_t i = 0; i < shape.columns.size(); ++i)
    if (is_text_in_file(shape.columns[i]) == of_texts) list += fmt::format(" {}", i + 1);
  return list.empty() ? list : list.substr(1);
}

std::string import_command(const TableShape& shape) {
  const std::string texts = positions(shape, true);
  const std::string numbers = positions(shape, false);
  std::string command = fmt::format(
      "import delimited using {}, clear delimiters(\",\") varnames(1) case(preserve) ///\n"
      "    encoding(\"utf-8\") bindquote(strict) maxquotedrows(unlimited)",
      stata_text(shape.name + ".csv"));
  if (!texts.empty()) command += fmt::format(" ///\n    stringcols({})", texts);
  // asdouble: Stata's default type for fractions keeps seven digits.
  if (!numbers.empty()) command += fmt::format(" ///\n    numericcols({}) asdouble", numbers);
  return command + '\n';
}

// The new variable takes the place and the name of the old.
std::string replace_column(const std::string& name) {
  return fmt::format("order komuna_new, after({0})\ndrop {0}\nrename komuna_new {0}\n", name);
}

std::string date_commands(const Column& column) {
  return fmt::format("generate long komuna_new = daily({0}, \"YMD\")\nformat komuna_new %td\n",
                     column.name) +
         replace_column(column.name);
}

std::string choice_commands(const Column& column) {
  std::string commands;
  for (std::size_t i = 0; i < column.choices.size(); ++i)
    commands += fmt::format("label define {}_label {} {}, {}\n", column.name, i + 1,
                            stata_text(column.choices[i]), i == 0 ? "replace" : "add");
  commands +=
      fmt::format("encode {0}, generate(komuna_new) label({0}_label) noextend\n", column.name);
  return commands + replace_column(column.name);
}

std::string column_commands(const Column& column) {
  KOMUNA_ASSERT(column.name.size() <= longest_name, "Stata's names have 32 letters at most");
  std::string commands;
  if (column.type == ColumnType::date) commands += date_commands(column);
  if (column.type == ColumnType::text && !column.choices.empty())
    commands += choice_commands(column);
  if (column.type == ColumnType::flag)
    commands += fmt::format(
        "label define yes_no 0 \"no\" 1 \"yes\", replace\n"
        "label values {} yes_no\n",
        column.name);
  const std::string help =
      column.help + (column.unit.empty() || column.unit == "1" ? "" : " (" + column.unit + ')');
  commands += fmt::format("label variable {} {}\n", column.name,
                          stata_text(first_letters(help, longest_label)));
  if (first_letters(help, longest_label) != help)
    commands += fmt::format("notes {}: {}\n", column.name, note_text(help));
  return commands;
}

std::string table_commands(const TableShape& shape) {
  std::string commands = fmt::format("\n* --- {}: {}\n", shape.name, comment_text(shape.title));
  commands += import_command(shape);
  for (const Column& column : shape.columns) commands += column_commands(column);
  commands += fmt::format("label data {}\n", stata_text(first_letters(shape.title, longest_label)));
  commands += fmt::format("notes: {}\n", synthetic_notice);
  if (!shape.key.empty()) {
    commands += "isid";
    for (const std::string& name : shape.key) commands += ' ' + name;
    commands += '\n';
  }
  return commands + fmt::format("save {}, replace\n", stata_text(shape.name + ".dta"));
}

}  // namespace

std::string stata_text(std::string_view text) {
  std::string inside;
  for (const char c : text) {
    if (c == '$' || c == '`') inside += '\\';
    // The end of compound quotes is "': a quote before an apostrophe must not be taken for it.
    if (c == '\'' && !inside.empty() && inside.back() == '"') inside += ' ';
    inside += static_cast<unsigned char>(c) < 0x20U ? ' ' : c;
  }
  if (!inside.empty() && inside.back() == '\\') inside += ' ';
  return "`\"" + inside + "\"'";
}

std::string stata_do(const ExportedRun& run, const std::vector<const TableShape*>& shapes) {
  std::string text = fmt::format(
      "* {}\n* {}\n* {}\n*\n"
      "* Run it in the folder of the run:  cd \"the folder\"  and then  do komuna.do\n"
      "* It writes a .dta file beside each .csv file. The last one stays in memory; open another "
      "by  use timeseries\n"
      "version 14\n",
      comment_text(run.title), comment_text(program_of(run)), synthetic_notice);
  for (const TableShape* shape : shapes) text += table_commands(*shape);
  return text;
}

WrittenFile write_stata_do(const std::string& folder, const ExportedRun& run,
                           const std::vector<const TableShape*>& shapes) {
  return write_file(folder, "komuna.do", stata_do(run, shapes));
}

}  // namespace komuna
