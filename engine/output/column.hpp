#pragma once
// One column of a table: what it is called, what stands in it, and what that means.
//
// The header line of the file and the description in datapackage.json are both made from this list,
// so they cannot disagree. Names are permanent: they stand in people's scripts.

#include <string>
#include <string_view>
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

// In place of an id, where a row is about no origin or collective in particular.
inline constexpr std::string_view all_origins = "(all)";
inline constexpr std::string_view local_people = "(local)";  // of the place, not emigrants
inline constexpr std::string_view no_collective = "(none)";

}  // namespace komuna
