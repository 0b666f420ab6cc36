#include "engine/world/coordination.hpp"

#include <algorithm>

namespace komuna {

void fields(FieldVisitor& v, CoordinationParameters& p) {
  constexpr auto monthly = Timing::monthly;
  v.number(p.work, {.key = "work",
                    .min = 0,
                    .max = 1,
                    .help = "Share of building and harvest lost where nobody shares a language.",
                    .basis = "assumption: a prior only, informed by no figure; kept small",
                    .timing = monthly});
  v.number(p.vote, {.key = "vote",
                    .unit = "logit",
                    .min = 0,
                    .max = 10,
                    .help = "Taken from the logit of a vote where nobody shares a language.",
                    .basis = "assumption: a prior only, informed by no figure; kept small",
                    .timing = monthly});
  v.number(p.learning, {.key = "learning",
                        .unit = "years",
                        .min = 0.1,
                        .max = 100,
                        .help = "Years together after which half of the difficulty is gone.",
                        .basis = "assumption: a prior only; children learnt sooner, parents never",
                        .timing = monthly});
}

double language_loss(const CoordinationParameters& p, double mix, int months) {
  return mix / (1.0 + std::max(0, months) / (12.0 * p.learning));
}

}  // namespace komuna
