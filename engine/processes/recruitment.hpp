#pragma once
// Who decides to go: competing risks of joining each open collective and of applying alone.
//
// Each alternative has its own rain on the slots of each cell (engine/random/rain.hpp); a head acts
// at the earliest drop of the month that falls below his or her hazard (engine/processes/
// decision.hpp). Hazards are frozen at the state at the start of the month; what colleagues do is
// felt from the next month on. A block's ceiling is the hazard at the corner of the bounded traits;
// a hazard above its ceiling is a bug and asserted.
//
// Heads who act are touched: their household is generated and enrols (or applies alone). Heads
// already touched, or who had left for another country before (one keyed exponential a head and
// destination against that destination's cumulative hazard), do not act.

#include "engine/population/household.hpp"
#include "engine/processes/decision.hpp"
#include "engine/processes/head_law.hpp"
#include "engine/world/world.hpp"

namespace komuna {

// One month: rain, the earliest drop of each head, enrolment in order of time. The tables are kept
// by the caller from month to month; without them they are made for the month.
void recruitment(World& world, const DecisionParameters& decision,
                 const HouseholdParameters& household, ReadinessTables& tables);
void recruitment(World& world, const DecisionParameters& decision,
                 const HouseholdParameters& household);

// The hazard of one head of joining a collective in this month, evaluated directly from all its
// terms (the rain evaluates the same law in stages). 1/month; 0 for who may not join.
double joining_hazard(const World& world, const DecisionParameters& decision,
                      const Collective& collective, Index cell, std::uint32_t slot);

// The heads of which cells a collective recruits.
std::vector<Index> recruiting_cells(const World& world, const Collective& collective);

}  // namespace komuna
