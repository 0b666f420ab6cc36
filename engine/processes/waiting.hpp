#pragma once
// Tired of waiting: households give up before they ever leave.
//
// Between enrolment and train lie one to several years. Each month a waiting household gives up
// with the hazard
//   h = base * exp(growth * years waited - conviction * (c - 1/2) - sunk * paid/due
//                  - admitted * [the gate has admitted it])                        1/month
// keyed by household, month and collective: a higher hazard gives up in the same month or earlier.
// The same holds for those who applied alone. When an origin is closed by war, single applicants
// stay at home. Cost: one draw a waiting household and month.
// All weights are assumptions: no figure on drop-out while waiting is known.

#include "engine/world/world.hpp"

namespace komuna {

struct WaitingParameters {
  double base = 0.008;
  double growth = 0.4;
  double conviction = 1.5;
  double sunk = 1.0;
  double admitted = 1.0;
};
void fields(FieldVisitor& visitor, WaitingParameters& parameters);

void waiting(World& world, const WaitingParameters& parameters);

// Hazard of giving up this month, 1/month.
double giving_up_hazard(const WaitingParameters& parameters, const Household& household,
                        Month month);

}  // namespace komuna
