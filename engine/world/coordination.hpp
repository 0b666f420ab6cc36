#pragma once
// How well people who speak different languages work together.
//
//   loss         = mix / (1 + years together / learning)                                  0..1
//   coordination = 1 - work * loss      multiplies what is built and harvested
//   agreement    = - vote * loss        is added to the logit of every vote for a motion
// `mix` is the plan's language_mix: the chance that two members have no common mother tongue.
// Interhelpo met the difficulty with Ido; no figure informs its size. The weights are priors only,
// small by default, and what-ifs on them must say so. Runs in constant time.

#include "engine/base/field.hpp"
#include "engine/base/month.hpp"

namespace komuna {

struct CoordinationParameters {
  double work = 0.05;
  double vote = 0.1;
  double learning = 5;
};
void fields(FieldVisitor& visitor, CoordinationParameters& coordination);

// In [0, mix], `months` after people have come together.
double language_loss(const CoordinationParameters& parameters, double mix, int months);

}  // namespace komuna
