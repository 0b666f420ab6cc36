#pragma once
// The Red Army: service in peace, mobilisation in war, for men with Soviet citizenship.
//
// Peace: once a year, in `call_up_month`, citizens aged `call_up_age` are called with chance
// called(t) for `service` months. War: while mobilisation(t) > 0, citizens of 18 to `oldest` are
// called with that hazard a month, and nobody is discharged. In the army a man dies with hazard
// mortality(t) a month, by his yearly clock (of war while there is a mobilisation, else by
// accident). Discharged, he goes back to his family's collective, if it still lives there.

#include "engine/world/world.hpp"

namespace komuna {

struct ArmyParameters {
  Series called{0.3};
  std::int64_t call_up_month = 10;
  std::int64_t call_up_age = 21;
  std::int64_t service = 24;
  Series mobilisation{0.0};
  std::int64_t oldest = 50;
  Series mortality{0.0004};
};
void fields(FieldVisitor& visitor, ArmyParameters& army);

void army(World& world, const ArmyParameters& parameters);

}  // namespace komuna
