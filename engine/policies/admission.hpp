#pragma once
// Whom the Soviet side lets in: offers of places and admissions, in strict order of application.
//
// The rules of the day are the latest regime in force. Each month it credits places, in persons, to
// the accounts of farming, of industry and of single applicants:
//   places = regime's places * exp(-w_U * max(0, U - U_ref)) * (1 - w_R * belief)
// with U the registered unemployed in millions and belief that militants are needed at home for the
// world revolution. What is not used carries over for some months.
//
// A collective that applied is reviewed for a lognormal time (median by regime, keyed). It is
//   refused by rule         when it applied while no new groups were taken, or is short of capital
//                           too often: fund + machines + what members can still pay, a person;
//   refused in competition  when the gate closes to new groups while it waits for the offer;
//   offered a site          its plan's, or the free site of its branch with the highest keyed
//                           number (so a new site moves only those that prefer it).
// Collectives that accepted are admitted from the account in strict order (month of application,
// keyed tie-break): households in order of joining, of those who have paid or can be seen to own
// `means_shown` of their dues, in instalments no smaller than a minimum train or all who remain;
// places of admitted households that give up come back to the account. The first that does not fit
// ends the round: more places admit a superset. The head of the queue may draw ahead on the account
// once, by some months' credit, so that a large group is not stuck for ever. Later regimes let
// contracted groups send their further trains.
// Single applicants queue in the same way on their own account.
// History: 420,000 requests, 5,503 admitted 1922-25; capital by contract (decree of 2 Feb 1923).

#include "engine/world/world.hpp"

namespace komuna {

// One month at the gate. (The parameters and their fields are with the gate's state in world/.)
void gate(World& world, const GateParameters& parameters);

// Places of a branch in a month, persons.
double places_of(const GateParameters& parameters, const Regime& regime, Sector sector,
                 const SovietState& soviet);

// Capital a collective can show, dollars a person waiting; 0 without persons.
double capital_per_head(World& world, const GateParameters& parameters, Collective& collective);

}  // namespace komuna
