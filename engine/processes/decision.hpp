#pragma once
// Why somebody leaves: the four classes of reasons, the same for the Soviet Union and for America.
//
// A head acts on an alternative k (this collective, applying alone, that country) with hazard
//   h = reach * appeal * exp(V),   V = constant + ideological + material + ties + institutional
//     ideological    conviction * c + say * (expected say)
//     material       unemployed * [out of work] + wage_gap * (expected - present living standard)
//                    + affordability * min(1, means / cost)         of joining; alone there is none
//     ties           born_there * ties + colleagues * min(1, colleagues who joined / 3)
//                    + kin * [any of the kin circle joined] + contacts * (contacts of the origin)
//     institutional  - obstacles * (obstacles at home) - warnings * (official warnings)
//                    - age * (years above 25, in 25s)
// a month. Reach is the share of a stratum that hears of the matter at all. Given that somebody
// acts, the choice is the conditional logit (McFadden 1974). All traits are bounded, so a block of
// slots has a highest hazard at a corner.

#include <array>
#include <cstdint>

#include "engine/world/world.hpp"

namespace komuna {

struct DecisionParameters {
  double join_constant = -11.0;
  double alone_constant = -10.0;
  // ideological
  double conviction = 3.0;
  double say = 1.0;
  // material
  double unemployed = 0.7;
  double wage_gap = 1.5;
  double affordability = 1.5;
  // ties
  double born_there = 2.5;
  double colleagues = 0.7;
  double kin = 0.7;
  double contacts = 1.0;
  // institutional
  double obstacles = 1.0;
  double warnings = 0.5;
  double age = 1.0;
  // how far the matter is heard of
  double reach_activist = 1.0;
  double reach_member = 0.8;
  double reach_sympathiser = 0.3;
  double reach_indifferent = 0.03;
  double expected_sale = 0.5;  // of the value of house and land, what people count on
  // the ideological pull of a rival destination; symmetric in form
  double rival_say = 1.0;

  std::array<double, stratum_count> reaches() const {
    return {reach_activist, reach_member, reach_sympathiser, reach_indifferent};
  }
  double reach(Stratum stratum) const { return reaches()[static_cast<std::size_t>(stratum)]; }
};
void fields(FieldVisitor& visitor, DecisionParameters& decision);

inline constexpr double young_years = 25;  // from this age on the age term counts

// (age - 25) / 25 above 25 years, else 0; bounded by 1.6 at 65.
double age_burden(int age_months);

// V of a cell without the terms of the single head, and without the constant.
double shared_utility(const World& world, const DecisionParameters& parameters, Index cell);

}  // namespace komuna
