#include "engine/world/economy.hpp"

#include <algorithm>

#include "engine/base/math.hpp"

namespace komuna {

void fields(FieldVisitor& v, EconomyParameters& e) {
  v.number(e.living_low, {.key = "living_low",
                          .unit = "USD/month",
                          .min = 0.1,
                          .max = 1000,
                          .help = "Real wage at living standard 0.",
                          .basis = "assumption: bare survival in a Soviet town of 1921"});
  v.number(e.living_high, {.key = "living_high",
                           .unit = "USD/month",
                           .min = 0.2,
                           .max = 10000,
                           .help = "Real wage at living standard 1.",
                           .basis = "assumption: a skilled worker in the United States"});
  v.series(e.soviet_unemployed, {.key = "soviet_unemployed",
                                 .unit = "million",
                                 .min = 0,
                                 .max = 100,
                                 .help = "Registered unemployed in the Soviet Union.",
                                 .presence = Presence::required});
  v.series(e.soviet_wage, {.key = "soviet_wage",
                           .unit = "USD/month",
                           .min = 0.1,
                           .max = 10000,
                           .help = "Real wage of a worker in the Soviet Union.",
                           .presence = Presence::required});
  v.series(e.world_revolution, {.key = "world_revolution",
                                .min = 0,
                                .max = 1,
                                .help = "Belief of the Soviet side that militants are needed at "
                                        "home for the world revolution.",
                                .presence = Presence::required});
  v.require(e.living_low < e.living_high, "living_high", "must be above living_low");
}

LivingScale::LivingScale(const EconomyParameters& e)
    : low_(e.living_low), span_(math::log(e.living_high / e.living_low)) {}

double LivingScale::of(double wage) const {
  return std::clamp(math::log(wage / low_) / span_, 0.0, 1.0);
}

double living_standard(const EconomyParameters& e, double wage) { return LivingScale(e).of(wage); }

}  // namespace komuna
