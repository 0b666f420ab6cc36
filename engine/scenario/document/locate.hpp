#pragma once
// Finds a parameter by its path: "gate.regimes.commission_1922.places_industry".
//
// A path names maps, entries of tables by their id, and at the end a field (or, in a table of
// numbers, the id of one number). Used by interventions, by `--set` in an analysis and by the
// levers of the page. One walk costs O(fields along the path).

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/field.hpp"
#include "engine/scenario/document/walker.hpp"

namespace komuna {

// Where a parameter lives. Pointers hold as long as the struct stays where it is and its tables
// keep their size. A choice has no lasting address: monostate.
using Pointer =
    std::variant<std::monostate, double*, std::int64_t*, bool*, Month*, Series*, std::string*>;

struct Parameter {
  std::string path;
  Field field;
  Pointer pointer;
  std::string kind;                  // of a reference: the table its id must be in
  std::vector<std::string> choices;  // of a choice
};

struct Location {
  std::optional<Parameter> parameter;
  std::string problem;  // when there is none: why, with a proposal
};

Location locate(const FieldVisitor::Body& body, std::string_view path);

// Calls `act` with the slot while it is visited, so that choices can be changed too. A number of a
// table arrives as double*. Returns false if there is no such parameter.
bool visit_parameter(const FieldVisitor::Body& body, std::string_view path,
                     const std::function<void(const Slot&, const Field&)>& act);

}  // namespace komuna
