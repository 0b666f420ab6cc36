#pragma once
// YAML into the document tree.
//
// The part of YAML 1.2 that people write: maps, lists, text, numbers, anchors, merge keys (<<).
// Refused with a place: keys that come twice, tags such as !!python, several documents in a file,
// quotes and brackets that are never closed, tabs as indentation, more than 64 levels, more than
// 500,000 values, anchors that contain themselves or grow to more than 100,000 values when written
// out. A file called .json is read by the strict reader of document/json_tree.hpp.

#include <string_view>

#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/problem.hpp"

namespace komuna {

// `text` must have passed check_text(). Null pointer when there is no usable tree; the problem is
// then among `problems`. A tree may come with problems too (keys given twice).
NodePtr parse_yaml(std::string_view text, std::string_view file, Problems& problems);

}  // namespace komuna
