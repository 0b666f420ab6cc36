#pragma once
// Leaving the collective: for another place in the Soviet Union, for home, or for a third country.
//
// A household leaves by a yearly clock of its head (engine/population/clock.hpp), hazard a month
//   h = proneness * (D * (elsewhere + home * a_home + third * a_third) + conscripted)
//   proneness = exp(illusion * (expected - lived, see people.hpp) - conviction * c
//                   - sunk * share of the fees paid)
//   D = hazard * kind.exit_factor * (1 + refund * kind.refund)
//       * exp(housing * (1 - level) + hunger * (1 - food)) / (1 + months since arrival / settling)
//       * (1 + pooling * kind.pooling) for skilled heads, who gain where income is not pooled
//   a_third = permission(t) * foreign passport * (1, or without_money if savings and refund do not
//             cover the fares);  a_home the same, 0 when the origin is closed
//   conscripted = max(conscription * threat(t), the plan's own conscription(t)) * a_third for men
//   of
//             18 to 44, else 0: they go home, or to a third country when the origin is closed
// Which way is drawn in proportion to the terms, keyed by the head and the month. Who is
// independent leaves the country by the same terms with the hazard `at_large` in place of D, and no
// longer by `elsewhere`. All residents of the household go together. Disappointment is felt most at
// first: the hazard halves after `settling` months.

#include "engine/world/world.hpp"

namespace komuna {

struct LeavingParameters {
  double hazard = 0.025;
  double settling = 24;
  double illusion = 1.5;
  double conviction = 1.0;
  double sunk = 0.3;
  double refund = 0.5;
  double pooling = 0.3;
  double housing = 0.5;
  double hunger = 1.5;
  double elsewhere = 0.4;
  double home = 0.5;
  double third = 0.1;
  double without_money = 0.4;
  double at_large = 0.01;
  double locals = 0.01;
  double hired = 0.03;
  Series permission{1.0};
  Series threat{0.0};
  double conscription = 0.03;
};
void fields(FieldVisitor& visitor, LeavingParameters& leaving);

void leaving(World& world, const LeavingParameters& parameters);

// The factor of a household that does not change within a year.
double proneness(const LeavingParameters& parameters, const Household& household);

}  // namespace komuna
