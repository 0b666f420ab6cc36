#pragma once
// How collectives come into being.
//
// In each region and sector groups form at hazard
//   h = climate * exp(constant(sector) + elasticity * log(nucleus / 1000)
//                     + expectation * (expected living + expected say) / 2
//                     + contacts * c + agitation * a)   a month,
//   nucleus = party members of the region + tie_share * heads born in the Soviet lands,
// with climate 1 while the gate is open to new groups and `shut_factor` otherwise; each founding is
// a drop of a rain of its own and takes the pattern of the first fitting template.
//
// A named founding of history is an observed drop: its height is uniform below the hazard of its
// region and sector in the baseline at its date. So in another world it happens iff the hazard
// there exceeds that height, with probability min(1, h_other / h_baseline). A baseline hazard of
// zero is reported: the model does not explain that founding.

#include <vector>

#include "engine/world/world.hpp"

namespace komuna {

struct FoundingParameters {
  double constant_agriculture = -5.0;
  double constant_industry = -5.5;
  double elasticity = 0.7;
  double tie_share = 0.02;
  double expectation = 1.5;
  double contacts = 1.5;
  double agitation = 1.0;
  double shut_factor = 0.02;
  Month until = distant_future;
};
void fields(FieldVisitor& visitor, FoundingParameters& founding);

// Hazard of a founding in a region and sector, 1/month.
double founding_hazard(const World& world, const FoundingParameters& parameters, Index region,
                       Sector sector);

// Baseline hazards of the named foundings, by position in the scenario's list; negative = not yet
// known. Recorded while the baseline runs, read when another world does.
using FoundingHazards = std::vector<double>;

// `baseline` empty: this world is its own baseline, and `recorded` is filled.
void founding(World& world, const FoundingParameters& parameters, const FoundingHazards& baseline,
              FoundingHazards& recorded);

}  // namespace komuna
