#include "engine/processes/drives.hpp"

#include <algorithm>

#include "engine/random/quantile.hpp"

namespace komuna {
namespace {

constexpr double sympathiser_gives = 0.1;  // relative to a party member; stated in Campaign's field

Collective* find_named(World& world, const std::string& id) {
  for (Collective& collective : world.collectives)
    if (collective.id == id) return &collective;
  return nullptr;
}

void collect(World& world, const Campaign& campaign, double giving,
             std::vector<double>& givers_by_origin) {
  const auto origin = find_entry(world.population.origins, campaign.origin);
  if (!origin || !world.origins[*origin].open) return;
  const OriginState& state = world.origins[*origin];
  const double committed =
      state.party_members *
      (1.0 + sympathiser_gives * world.population.origins[*origin].sympathisers);
  const double u =
      world.draws.uniform(semantic_id("drive/" + campaign.id), 0, world.month, Stream::drive);
  const auto givers = std::min(poisson_quantile(giving * campaign.intensity * committed, u),
                               std::int64_t{1'000'000'000});
  if (givers == 0) return;
  const double given = static_cast<double>(givers) * campaign.gift;
  const double money = given * (1.0 - campaign.provisions);
  world.totals.money_given += money;
  world.totals.provisions_given += given - money;
  givers_by_origin[*origin] += static_cast<double>(givers);
  Collective* named =
      campaign.purpose == Purpose::collective ? find_named(world, campaign.collective) : nullptr;
  if (named != nullptr && !ended(named->stage))
    named->fund += money;
  else
    (campaign.purpose == Purpose::equipment ? world.totals.equipment : world.totals.relief) +=
        given;
  Event event;
  event.month = world.month;
  event.kind = EventKind::gave;
  event.place = *origin;
  event.count = givers;
  world.events.push_back(event);
}

}  // namespace

void fields(FieldVisitor& v, DrivesParameters& p) {
  v.series(p.giving, {.key = "giving",
                      .min = 0,
                      .max = 100,
                      .help = "Factor on the readiness to give in every collection; 0 = none is "
                              "held.",
                      .basis = "assumption: as each collection says; a what-if",
                      .timing = Timing::monthly});
  v.number(p.gain_giving, {.key = "gain_giving",
                           .min = 0,
                           .max = 10,
                           .help = "Contacts gained when every party member gives once a month.",
                           .basis = "assumption: a collection is talk as well as money",
                           .timing = Timing::monthly});
  v.number(p.gain_agitation, {.key = "gain_agitation",
                              .min = 0,
                              .max = 1,
                              .help = "Contacts gained a month at full agitation.",
                              .basis = "assumption: meetings create fewer ties than letters",
                              .timing = Timing::monthly});
  v.number(p.decay, {.key = "decay",
                     .unit = "1/month",
                     .min = 0,
                     .max = 1,
                     .help = "Contacts lost a month.",
                     .basis = "assumption: half forgotten in two years",
                     .timing = Timing::monthly});
}

void drives(World& world, const DrivesParameters& p) {
  std::vector<double> givers(world.origins.size(), 0.0);
  for (const Campaign& campaign : world.parameters.campaigns)
    if (campaign.from <= world.month && world.month <= campaign.until)
      collect(world, campaign, p.giving.at(world.month), givers);
  for (std::size_t o = 0; o < world.origins.size(); ++o) {
    OriginState& state = world.origins[o];
    const double giving = givers[o] / std::max(1.0, state.party_members);
    const double gain = std::min(1.0, p.gain_giving * giving + p.gain_agitation * state.agitation);
    state.contacts += (1.0 - state.contacts) * gain - p.decay * state.contacts;
    state.contacts = std::clamp(state.contacts, 0.0, 1.0);
  }
}

}  // namespace komuna
