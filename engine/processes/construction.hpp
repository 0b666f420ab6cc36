#pragma once
// What works settlements build: one work after the other, in the order of the plan.
//
//   progress += (skilled * share + unskilled * helper_share) * equipment factor    person-months
//   equipment factor = 0.5 + e / (e + half),  e = machines in dollars a person     0.5 .. 1.5
//   times 1 - work * loss for different languages (engine/world/coordination.hpp)
//   fund     += saved * income * adults                                            dollars
//   machines *= 1 - wear                             a month, while there is something to build
// A work is finished in the month in which its labour is done and its capital is there: paid from
// the fund, what the fund lacks by building in machines. Progress beyond the labour of the present
// work is lost: idle hands wait for the capital, and the next work begins at 0. A finished work
// adds to the members' income (its output), to roofs, to health and to schooling for good. Nothing
// is built after `works_until`, nor by a plan without works: then only houses rise
// (settlement.hpp).

#include "engine/world/world.hpp"

namespace komuna {

struct ConstructionParameters {
  double share = 0.4;
  double helper_share = 0.1;
  double half = 60;
  double saved = 0.15;
  double wear = 0.005;
};
void fields(FieldVisitor& visitor, ConstructionParameters& construction);

void construction(World& world, const ConstructionParameters& parameters);

}  // namespace komuna
