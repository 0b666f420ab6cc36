#pragma once
// Figures and text as people read them on a screen.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace komuna {

// Whole number with commas: "5,503". Not finite: "-".
std::string with_commas(double value);
// A figure of any size with about three or four telling digits: "5,503", "0.304", "12.5".
std::string figure(double value);
// "45 %"
std::string percent(double share);

// Number of characters, not bytes, of a UTF-8 text.
std::size_t length_of(std::string_view text);
// Cut to at most `width` characters (the last one becomes '~' then), filled up with spaces.
std::string left(std::string_view text, std::size_t width);
std::string right(std::string_view text, std::size_t width);

// Lines of at most `width` characters, broken between words; all but the first begin with `indent`
// spaces.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace komuna
