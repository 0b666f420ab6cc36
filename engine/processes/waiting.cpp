#include "engine/processes/waiting.hpp"

#include <algorithm>

#include "engine/base/math.hpp"
#include "engine/world/membership.hpp"

namespace komuna {
namespace {

bool gives_up(const World& world, const WaitingParameters& p, Index index, std::uint32_t partner) {
  const Household& household = world.people.household(index);
  const double u = world.draws.uniform(world.cell_of(household).id, household.slot, world.month,
                                       Stream::waiting, 0, partner);
  // 1 - exp(-h) < h, so most draws are settled without an exponential of their own.
  const double hazard = giving_up_hazard(p, household, world.month);
  return u < hazard && u < -math::expm1(-hazard);
}

}  // namespace

void fields(FieldVisitor& v, WaitingParameters& p) {
  v.number(p.base, {.key = "base",
                    .unit = "1/month",
                    .min = 0,
                    .max = 1,
                    .help = "Giving up in the first month, conviction 1/2, nothing paid.",
                    .basis = "assumption: a tenth in the first year",
                    .timing = Timing::monthly});
  const auto weight = [&v](double& value, std::string_view key, std::string_view unit,
                           std::string_view help, std::string_view basis) {
    v.number(value, {.key = key,
                     .unit = unit,
                     .min = -10,
                     .max = 10,
                     .help = help,
                     .basis = basis,
                     .timing = Timing::monthly});
  };
  weight(p.growth, "growth", "log hazard/year", "Rise with each year of waiting.",
         "assumption: half as much again each year");
  weight(p.conviction, "conviction", "log hazard", "Fall with conviction (0..1).",
         "assumption: the convinced hold out");
  weight(p.sunk, "sunk", "log hazard", "Fall with the share of the dues already paid.",
         "history: sunk cost, houses sold and money borrowed");
  weight(p.admitted, "admitted", "log hazard", "Fall once the gate has admitted the household.",
         "assumption: the end of waiting is in sight");
}

double giving_up_hazard(const WaitingParameters& p, const Household& household, Month month) {
  const double years = (month - household.joined) / 12.0;
  const double sunk = household.due > 0 ? std::min(1.0, household.paid / household.due) : 0.0;
  return p.base * math::exp(p.growth * years - p.conviction * (household.conviction - 0.5) -
                            p.sunk * sunk - (household.admitted ? p.admitted : 0.0));
}

void waiting(World& world, const WaitingParameters& p) {
  for (Collective& collective : world.collectives) {
    if (ended(collective.stage)) continue;
    for (const Index h : waiting_members(world, collective))
      if (gives_up(world, p, h, collective.key))
        withdraw(world, h, PersonState::withdrawn, Cause::tired_of_waiting);
  }
  for (const Index h : world.applicants) {
    if (!is_waiting(world, h)) continue;
    const Index origin = world.cell_of(world.people.household(h)).origin;
    if (!world.origins[origin].open)
      withdraw(world, h, PersonState::withdrawn, Cause::war);
    else if (gives_up(world, p, h, 0))
      withdraw(world, h, PersonState::withdrawn, Cause::tired_of_waiting);
  }
}

}  // namespace komuna
