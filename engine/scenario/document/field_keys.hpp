#pragma once
// The keys that a struct's field list knows: what may stand in its map.

#include <string>
#include <vector>

#include "engine/base/field.hpp"

namespace komuna {

// In the order of the fields; nested maps and tables are not entered.
std::vector<std::string> field_keys(const FieldVisitor::Body& body);

}  // namespace komuna
