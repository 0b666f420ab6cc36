#pragma once
// What a reader must know before believing a scenario or a what-if: its title, what it means and
// leaves out, and how far the data reach.
//
// A what-if may pull a lever of which no figure of history says how strongly it works (letters,
// agitation, the belief in the world revolution). Then `informed` is false and the caption says so;
// whoever shows a result shows the caption with it. `classroom: false` keeps a what-if out of
// lessons: it exists for research alone.

#include <string>

#include "engine/base/field.hpp"

namespace komuna {

struct Heading {
  std::string title;
  std::string summary;
  std::string caption;
  bool informed = true;
  bool classroom = true;
};
void fields(FieldVisitor& visitor, Heading& heading);

}  // namespace komuna
