#pragma once
// The state takes a collective over: farms are merged with their neighbours, works nationalised,
// contracts that run out are not renewed.
//
// Hazards a month of a settlement, by its sector: farms merged with hazard merger(t), works
// nationalised with hazard nationalisation(t); after the contract's end + not_renewed, as a
// liquidation. Where the plan has a date of its own, `merges_from`, that replaces all three: 0
// before it, taken_over from it on (what is known of one collective is not also guessed by the
// general rule). One keyed number decides whether and which. The members become Soviet workers and
// peasants at the place where they are; a say of their own is gone.

#include "engine/world/world.hpp"

namespace komuna {

struct NationalisationParameters {
  Series merger{0.0};
  Series nationalisation{0.0};
  double taken_over = 0.08;
  double not_renewed = 0.05;
};
void fields(FieldVisitor& visitor, NationalisationParameters& nationalisation);

void nationalisation(World& world, const NationalisationParameters& parameters);

}  // namespace komuna
