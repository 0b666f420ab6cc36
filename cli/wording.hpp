#pragma once
// Text as people read it on a screen; figures are worded in analysis/wording.hpp.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/wording.hpp"

namespace komuna {

// Number of characters, not bytes, of a UTF-8 text.
std::size_t length_of(std::string_view text);
// Cut to at most `width` characters (the last one becomes '~' then), filled up with spaces.
std::string left(std::string_view text, std::size_t width);
std::string right(std::string_view text, std::size_t width);

// Lines of at most `width` characters, broken between words; all but the first begin with `indent`
// spaces.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace komuna
