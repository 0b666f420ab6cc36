#pragma once
// Solidarity drives: collections of money and provisions, and the contacts that giving creates.
//
// Givers of a campaign in a month ~ Poisson(intensity * (members + sympathisers / 10)), one keyed
// quantile. Gifts in money fill a collective's fund while it exists; all other gifts count as
// relief or as equipment sent; gifts in kind are provisions. Giving and agitation create contacts c
// in [0, 1] with the movement:
//   c <- c + (1 - c) * (gain_giving * givers / members + gain_agitation * agitation) - decay * c.

#include "engine/world/world.hpp"

namespace komuna {

struct DrivesParameters {
  Series giving{1.0};  // factor on the readiness to give
  double gain_giving = 0.1;
  double gain_agitation = 0.05;
  double decay = 0.03;  // 1/month
};
void fields(FieldVisitor& visitor, DrivesParameters& drives);

void drives(World& world, const DrivesParameters& parameters);

}  // namespace komuna
