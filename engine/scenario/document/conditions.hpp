#pragma once
// The conditions between fields (shares sum to one, dates in order) once more, after parameters
// were changed in the struct itself rather than in a file.

#include "engine/base/field.hpp"
#include "engine/scenario/document/problem.hpp"

namespace komuna {

// Reports every condition that does not hold, at `position`, with the path of its key.
void check_conditions(const FieldVisitor::Body& body, const Position& position, Problems& problems);

}  // namespace komuna
