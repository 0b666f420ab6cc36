#pragma once
// JSON into the document tree, with the place of every value.
//
// Strict RFC 8259: no comments, no trailing commas, no NaN; keys that come twice are refused, and
// so are more than 64 levels or 500,000 values. The text must be valid UTF-8 (files/text_file.hpp
// checks that; a browser hands over nothing else). Stops at the first error of syntax. O(n).

#include <string_view>

#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/problem.hpp"

namespace komuna {

// Limits shared by all readers of trees.
inline constexpr int deepest_level = 64;
inline constexpr std::size_t most_values = 500000;

// Null pointer when the text is not JSON; the problem is then among `problems`.
NodePtr parse_json(std::string_view text, std::string_view file, Problems& problems);

}  // namespace komuna
