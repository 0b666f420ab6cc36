#pragma once
// One column of a table: what it is called, what stands in it, and what that means.
//
// The header line of the file and the description in datapackage.json are both made from this list,
// so they cannot disagree. Names are permanent: they stand in people's scripts.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace komuna {

enum class ColumnType { text, integer, number, date, flag };

// May a cell be empty (nothing to say)?
enum class Filled { always, sometimes };

struct Column {
  std::string name;  // [a-z][a-z0-9_]*
  ColumnType type = ColumnType::text;
  std::string unit;  // "persons", "months"; "" where there is none
  std::string help;
  Filled filled = Filled::always;
  std::vector<std::string> choices;  // of a text; empty = any
  bool not_negative = false;
};

struct TableShape {
  std::string name;  // the file is NAME.csv
  std::string title;
  std::string help;
  std::vector<Column> columns;
  std::vector<std::string> key;  // columns whose values together occur once
};

// The usual kinds of columns.
inline Column text_column(std::string name, std::string help, Filled filled = Filled::always,
                          std::vector<std::string> choices = {}) {
  return {std::move(name), ColumnType::text,   "",   std::move(help),
          filled,          std::move(choices), false};
}
inline Column count_column(std::string name, std::string unit, std::string help) {
  return {std::move(name),
          ColumnType::integer,
          std::move(unit),
          std::move(help),
          Filled::always,
          {},
          true};
}
inline Column number_column(std::string name, std::string unit, std::string help,
                            Filled filled = Filled::always) {
  return {std::move(name), ColumnType::number, std::move(unit), std::move(help), filled, {}, false};
}
inline Column date_column(std::string name, std::string help, Filled filled = Filled::sometimes) {
  return {std::move(name), ColumnType::date, "", std::move(help), filled, {}, false};
}
inline Column flag_column(std::string name, std::string help) {
  return {std::move(name), ColumnType::flag, "", std::move(help), Filled::always, {}, false};
}

inline Column replicate_column() {
  return count_column("replicate", "", "Number of the replicate, from 0: one possible history.");
}

// In place of an id, where a row is about no origin or collective in particular.
inline constexpr std::string_view all_origins = "(all)";
inline constexpr std::string_view local_people = "(local)";  // of the place, not emigrants
inline constexpr std::string_view no_collective = "(none)";

}  // namespace komuna
