#pragma once
// The farms' year: what is sown, what the weather leaves, what the state takes, what remains to
// eat.
//
// Once a year, in the harvest month, for every farming settlement that was there at sowing:
//   workers = adults + neighbours who joined
//   sown    = min(land, labour, draught power)                                     hectares
//   labour  = workers * by_worker
//   draught = workers * horses * herd(t) * by_horse + machines (dollars) * per_dollar
//   yield   = site.yield(t) * weather * skill * (1 - work * loss)               centners a hectare
//             loss by different languages: engine/world/coordination.hpp
//   weather = exp(s z - s^2/2), z standard normal, keyed by site and year, s = site.weather_spread
//   skill   = first + (full - first) * n / (n + learning),  n = harvests brought in before
//   grain   = sown * (yield - seed) * (1 - deliveries(t) * [no longer tax free] - requisition *
//             site.hunger(t)), at least 0, added to the store
// What exceeds a reserve of `reserve` years' need is sold, at price / (1 + rail_km / rail) at the
// farm; of the money a share buys machines, a share roofs, the rest is the members' income of the
// coming year, to which the food they eat is added at its price. A deficit is felt in the store
// month by month (settlement.hpp): hunger, deaths, exits. Machines wear out at `wear` a year. Money
// in dollars.

#include "engine/world/world.hpp"

namespace komuna {

struct HarvestParameters {
  std::int64_t month = 8;
  std::int64_t sowing_month = 4;
  double by_worker = 10;
  double horses = 0.625;
  double by_horse = 4;
  Series herd{1.0};
  double per_dollar = 0.04;
  double seed = 1.2;
  double first = 0.7;
  double full = 1.4;
  double learning = 3;
  Series deliveries{0.15};
  double requisition = 0.5;
  double need = 2.5;
  double reserve = 1.1;
  double price = 3.0;
  double rail = 60;
  double machines_share = 0.3;
  double roofs_share = 0.3;
  double roof_cost = 60;
  double wear = 0.12;
};
void fields(FieldVisitor& visitor, HarvestParameters& harvest);

void harvest(World& world, const HarvestParameters& parameters);

// A year's weather at a site: mean 1, the same for all who farm there.
double weather(const Draws& draws, const Site& site, int year);

}  // namespace komuna
