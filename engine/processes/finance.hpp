#pragma once
// Money: how a household comes to afford the journey, and what the common fund buys.
//
// A household owes, reckoned at enrolment,
//   due = share fee + adult fee * adults + child fee * children + fare * persons      dollars,
// and pays by instalments: a share of the wage in months with work and a share of its savings.
// Payments go into the common fund, refunds (membership.hpp) and fares come out of it. While the
// collective prepares to leave, a household that is admitted and has its papers sells house and
// land in haste for a part of their value. From acceptance of the site on the fund buys machines
// for what the fares leave over, a part of the plan each month. When the train is due, whoever
// still owes stays at home unless the debt is small enough for the fund to bear (solidarity). What
// a household has left it carries along. History: shares of 5,000 Kc, 8 to 10 months' wages; houses
// sold, money borrowed.

#include "engine/world/world.hpp"

namespace komuna {

struct FinanceParameters {
  double from_wage = 0.15;        // share of the wage paid in a month with work
  double from_savings = 0.10;     // share of savings paid each month
  double fire_sale = 0.6;         // price of house and land sold in haste
  double machines_a_month = 0.2;  // of the planned machines bought in a month at most
  double solidarity = 0.3;        // of due the fund may bear for one household
};
void fields(FieldVisitor& visitor, FinanceParameters& parameters);

void finance(World& world, const FinanceParameters& parameters);

// What a household owes to a collective of this plan at this fare, dollars.
double dues(const CollectivePlan& plan, double fare, int adults, int children);

}  // namespace komuna
