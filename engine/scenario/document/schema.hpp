#pragma once
// JSON Schema (draft 2020-12) of a scenario file, for editors: completion, ranges, explanations.
//
// Generated from the same field list as the loader. A file that `extends` another may leave out
// what is required and may take entries away with null; a file that stands alone may not: the
// schema says both. What it cannot say (references, sums, the order of dates) remains the loader's.

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/field.hpp"

namespace komuna {

std::string json_schema(const FieldVisitor::Body& body, std::string_view title,
                        std::string_view address = {});

// Of a file that extends nothing. `laid_over` are keys whose maps are laid over another document
// and are checked there.
std::string json_schema_of_file(const FieldVisitor::Body& body, std::string_view title,
                                const std::vector<std::string_view>& laid_over);

}  // namespace komuna
