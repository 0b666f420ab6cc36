#pragma once
// The other countries: how many went there instead, rationed by their own gates.
//
// For a head of origin o the hazard of leaving for destination d carries the same four classes of
// terms as for the Soviet Union (decision.hpp), at the mean of the origin:
//   h = exp(constant(o, d) + rival_say * say_d + wage_gap * (living_d - living_o)
//           + born_there * established(o, d) - obstacles * obstacles_d - unemployed * U_d)
//       * ((1 - U) + U exp(unemployed)),  U and U_d the unemployment at home and there.
// Departures are counted, one keyed Poisson quantile for each region, destination and month. Where
// a quota holds, the year's places are credited at the start of the fiscal year and demand is
// rationed evenly. The rationed hazard is integrated: a named head has left before when one keyed
// exponential is below the integral (recruitment.hpp).

#include "engine/processes/decision.hpp"
#include "engine/world/world.hpp"

namespace komuna {

void rivals(World& world, const DecisionParameters& decision);

// Hazard of a head of `origin`, 1/month, before rationing; 0 if the destination does not list it.
double rival_hazard(const World& world, const DecisionParameters& decision,
                    const Destination& destination, Index origin);

}  // namespace komuna
