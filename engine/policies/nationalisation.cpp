#include "engine/policies/nationalisation.hpp"

#include "engine/base/math.hpp"
#include "engine/world/residence.hpp"

namespace komuna {

void fields(FieldVisitor& v, NationalisationParameters& p) {
  const auto series = [&v](Series& value, std::string_view key, std::string_view help,
                           std::string_view basis) {
    v.series(value, {.key = key,
                     .unit = "1/month",
                     .min = 0,
                     .max = 2,
                     .help = help,
                     .basis = basis,
                     .timing = Timing::monthly});
  };
  const auto number = [&v](double& value, std::string_view key, std::string_view help,
                           std::string_view basis) {
    v.number(value, {.key = key,
                     .unit = "1/month",
                     .min = 0,
                     .max = 2,
                     .help = help,
                     .basis = basis,
                     .timing = Timing::monthly});
  };
  series(p.merger, "merger", "Hazard that a farm is merged with its neighbours.",
         "assumption: none unless stated; a scenario dates collectivisation");
  series(p.nationalisation, "nationalisation", "Hazard that works become state property.",
         "assumption: none unless stated");
  number(p.taken_over, "taken_over",
         "Hazard of a collective with a date of its own, from that date on.",
         "assumption: about a year between decision and handing over");
  number(p.not_renewed, "not_renewed", "Hazard of liquidation after the contract has run out.",
         "assumption: most within two years");
}

void nationalisation(World& world, const NationalisationParameters& p) {
  const double merger = p.merger.at(world.month);
  const double state = p.nationalisation.at(world.month);
  for (Index index = 0; index < world.collectives.size(); ++index) {
    const Collective& c = world.collectives[index];
    if (!c.settlement.begun || ended(c.stage)) continue;
    const bool farm = c.sector == Sector::agriculture;
    const Month own = world.plan(c).merges_from;
    const bool dated = own != distant_future;
    const double general = farm ? merger : state;
    const double takeover = dated ? (own <= world.month ? p.taken_over : 0.0) : general;
    const double expiry = !dated && c.contract.ends <= world.month ? p.not_renewed : 0.0;
    const double hazard = takeover + expiry;
    if (hazard <= 0.0) continue;
    const Block words = world.draws.block(c.key, 0, world.month, Stream::nationalisation);
    if (to_uniform(words.w0) >= -math::expm1(-hazard)) continue;
    const bool expired = to_uniform(words.w1) * hazard < expiry;
    const Stage stage = expired ? Stage::liquidated : farm ? Stage::merged : Stage::nationalised;
    end_residence(world, index, stage, Cause::merger);
  }
}

}  // namespace komuna
