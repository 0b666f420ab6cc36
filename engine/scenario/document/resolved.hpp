#pragma once
// A scenario with nothing left to look up: every parameter with its value, as JSON.
//
// Goes into the manifest of a run and to the page in the browser, its interventions beside it.
// Reading it back gives the same struct to the last bit; a second writing gives the same text.
// Values that JSON or the calendar cannot express (infinity, a month that was never set) are left
// out: they are defaults.

#include <string>

#include "engine/base/field.hpp"

namespace komuna {

std::string resolved_json(const FieldVisitor::Body& body);

}  // namespace komuna
