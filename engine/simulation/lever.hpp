#pragma once
// A lever of the classroom: one thing a class may turn, and what turning it means in the scenario.
//
// A lever stands between two ends; at `history` nothing is changed. Elsewhere each of its changes
// becomes an intervention: the parameter is set, scaled or raised by
//
//   plus + times * position
//
// over the lever's months. A lever without effect on a world is not offered by the page.
//
//   levers:
//     soviet_agitation:
//       name: Soviet agitation
//       unit: per cent of history
//       smallest: 0
//       largest: 200
//       step: 25
//       history: 100
//       about: what is known of it, and what turning it leaves out
//       changes:
//         voices: {parameter: expectation.weight_representatives, how: scale, times: 0.01}

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/field.hpp"
#include "engine/base/month.hpp"

namespace komuna {

struct LeverChange {
  enum class How { set, scale, add };

  std::string id;
  std::string parameter;  // its path
  How how = How::scale;
  double plus = 0;
  double times = 1;
};
void fields(FieldVisitor& visitor, LeverChange& change);

struct LeverOffered {
  std::string id;
  std::string name;
  std::string unit;
  double smallest = 0;
  double largest = 1;
  double step = 1;
  double history = 1;            // the position that changes nothing
  Month from = distant_past;     // the changes hold from here ...
  Month until = distant_future;  // ... to here
  bool informed = false;         // a figure of history says how strongly it works
  std::string about;  // what turning it means and leaves out; where the figures come from
  std::vector<LeverChange> changes;
};
void fields(FieldVisitor& visitor, LeverOffered& lever);

}  // namespace komuna
