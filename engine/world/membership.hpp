#pragma once
// Who still belongs to a collective, and how households leave it while it is at home.
//
// The list of members keeps everybody who ever enrolled, in order of joining. Whether a household
// still belongs is said by the state of its head: waiting at home, on the way, or living with the
// collective. What a leaver gets back is the share of the paid money that the statute refunds, as
// far as the common fund reaches.

#include <vector>

#include "engine/world/world.hpp"

namespace komuna {

// The head waits at home: enrolled or applied alone.
bool is_waiting(const World& world, Index household);

// The head waits, travels, or lives with the collective.
bool still_in(const World& world, Index household);

// Members at home, in order of joining. The list is kept in the collective and brought up to date
// here (cost: those waiting and those new since the last call); it stays valid until the next call
// for the same collective, also while households are withdrawn.
const std::vector<Index>& waiting_members(World& world, Collective& collective);

// Persons of a household who wait at home.
int persons_waiting(const World& world, Index household);

// The persons who wait leave for `to` (withdrawn, refused, home); the household is refunded as the
// statute says: min(refund * paid, fund).
void withdraw(World& world, Index household, PersonState to, Cause cause);

// The collective ends before it ever left: what the fund and its machines fetch is shared out in
// proportion to what each has paid (never more than that), every waiting household goes to `to`.
void disband(World& world, Collective& collective, PersonState to, Cause cause);

// Living standard a newcomer finds at a site, in [0, 1]: the mean of what Soviet wages buy and of
// the comfort of the place,
//   (soviet living + (housing + water + supply + (1 - malaria)) / 4) / 2.
// Assumption: equal weights, nothing is known that would tell them apart.
double living_at(const World& world, Index site);

// Gives back a place promised by the commission, if it was the commission that chose it.
void release_site(World& world, Collective& collective);

}  // namespace komuna
