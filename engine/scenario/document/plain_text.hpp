#pragma once
// Which names and texts may go into tables, pages and terminals.
//
// Spreadsheets carry out what begins with = + - or @, also where it comes from a table of plain
// text; terminals carry out what follows a control character, and turn the order of letters round
// after some of Unicode's.

#include <string>
#include <string_view>

namespace komuna {

bool looks_like_formula(std::string_view text);  // blanks before it do not count
// Of ASCII and of Latin-1 (as UTF-8), tabs too but no line ends; Unicode's ends of lines and
// paragraphs, and what changes the direction of writing (U+202A to U+202E, U+2066 to U+2069).
bool holds_control_character(std::string_view text);

// "begins with = ...", or "" for a text that may stand anywhere.
std::string why_no_plain_text(std::string_view text);

// Any text on one line of a terminal: its control characters, line ends too, become \x1B, \n,
// \u{202E}. Without them it stays as it is.
std::string on_one_line(std::string_view text);
// The same for text of several lines: line ends and tabs stay.
std::string on_lines(std::string_view text);

}  // namespace komuna
