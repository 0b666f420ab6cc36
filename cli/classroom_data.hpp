#pragma once
// What the page for lessons is told: scenarios with their sources, the what-ifs that may be asked
// in class, and the lessons. JSON, safe to stand in a page.
//
//   {"komuna": {"version", "commit"},
//    "scenarios": [{"name", "resolved", "provenance", "sources",
//      "what_ifs": [{"name", "title", "summary", "caption", "informed", "interventions"}]}],
//    "lessons": [{"id", ...}]}
//
// A what-if is left out where it does not fit the scenario or says that it is not for lessons. The
// interventions of a scenario itself are its first what-if: history stands beside them.

#include <string>

#include "cli/classroom.hpp"

namespace komuna {

// Returns the exit code if a scenario or a lesson is wrong; the messages are then printed.
int classroom_data(const ClassroomOptions& options, std::string& data);

}  // namespace komuna
