#pragma once
// The economy of a month: unemployment, wages and fares at home and in the Soviet Union, read from
// the dated series, and the boundaries of the political strata that follow the party's strength.
//
//   unemployment(cell) = min(1, U(origin) * factor(region) * factor(branch))
//   wage(cell) = w(origin) * factor(branch) * (skilled premium normalised over the branch)
//
// An origin's home processes stop at `closed_from`.

#include "engine/world/world.hpp"

namespace komuna {

void economy(World& world);

// Wage of a cell for an origin's mean wage of 1.
double wage_factor(const Branch& branch, bool skilled);

}  // namespace komuna
