#pragma once
// Which names and texts may go into tables, pages and terminals.
//
// Spreadsheets carry out what begins with = + - or @, also where it comes from a table of plain
// text; terminals carry out what follows a control character.

#include <string_view>

namespace komuna {

bool looks_like_formula(std::string_view text);  // blanks before it do not count
// Of ASCII and of Latin-1 (as UTF-8), but for line ends and tabs.
bool holds_control_character(std::string_view text);

}  // namespace komuna
