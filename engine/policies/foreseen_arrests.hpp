#pragma once
// The danger of arrest, worked out ahead to December of the year, for the book that tells for how
// long nobody of a household can be arrested (engine/population/arrest_danger.hpp).
//
// Nothing here decides about anybody. If a lever changes the waves or their intensity within the
// year, what was foreseen is made anew and every household is looked at again.

#include "engine/policies/repression.hpp"
#include "engine/world/world.hpp"

namespace komuna {

// Brings World::people's book of arrests up to the world's month. To be called every month, before
// anybody is exposed. Hazards in 1/month.
void foresee_arrests(World& world, const RepressionParameters& parameters);

}  // namespace komuna
