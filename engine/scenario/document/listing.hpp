#pragma once
// Every parameter of a scenario as one row: what `komuna describe` prints and the reference page
// shows.

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/field.hpp"
#include "engine/scenario/document/provenance.hpp"

namespace komuna {

struct Listing {
  std::string path;       // "gates.soviet.places"
  std::string_view type;  // "number", "whole number", "month", "series", ...
  std::string unit;
  double min = -no_limit;
  double max = no_limit;
  std::string allowed;  // the range or the choices in words; "" when anything goes
  std::string value;
  std::string help;
  std::string basis;  // of the default
  Timing timing = Timing::whole_run;
  Presence presence = Presence::optional;
  Provenance::How how = Provenance::How::by_default;
  std::string origin;  // "pollak_summary (high)", the assumption, the calibration file
};

// In the order of the fields. `provenance` is what the loader recorded, or empty. A table of
// numbers is one row; its origin is that of its numbers if they agree, else "several".
std::vector<Listing> list_parameters(const FieldVisitor::Body& body,
                                     const std::vector<Provenance>& provenance = {});

// A value as a reader would write it: "0.1", "1922-05", "1921-01: 0.1, 1923-05: 0.3 (step)".
std::string describe_series(const Series& series);

}  // namespace komuna
