#pragma once
// Children born to families who wait at home for their train.
//
// Between enrolment and departure lie one to three years, and most couples are young. Each calendar
// year a waiting couple has a surviving child with the probability of the household model,
//   household_factor * fertility * (1 - ((a - 20) / 25)^2),   wife of age a in January, 18 to 45,
// in a month that the same keyed number decides: each month a twelfth of it, at most one a year.
// Mortality at home and the interval since the last child are left out; only children who live are
// born here.

#include "engine/population/household.hpp"
#include "engine/world/world.hpp"

namespace komuna {

void home_births(World& world, const HouseholdParameters& parameters);

}  // namespace komuna
