#pragma once
// Taking Soviet citizenship: of one's own will, or pressed to.
//
// A foreign household takes the question up by a yearly clock (engine/population/clock.hpp), with
// the hazard a month
//   voluntary(t) + pressure(t).
// Of one's own will the household becomes Soviet. Under pressure it yields with probability
// logistic(yields + conviction * (c - 1/2)); of those who refuse a share is expelled from the
// country with the family, the others stay as foreigners and may be pressed again from the next
// year on. Soviet citizens do not leave the country in the model (leaving.hpp), may be called up
// (army.hpp), and are no longer foreigners to the organs (repression.hpp). Children born to them
// are citizens.

#include "engine/world/world.hpp"

namespace komuna {

struct CitizenshipParameters {
  Series voluntary{0.003};
  Series pressure{0.0};
  double yields = 0.8;
  double conviction = 1.0;
  double expelled = 0.3;
};
void fields(FieldVisitor& visitor, CitizenshipParameters& citizenship);

void citizenship(World& world, const CitizenshipParameters& parameters);

}  // namespace komuna
