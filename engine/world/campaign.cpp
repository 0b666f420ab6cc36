#include "engine/world/campaign.hpp"

namespace komuna {

void fields(FieldVisitor& v, Campaign& c) {
  v.text(c.name, {.key = "name", .help = "Name shown to readers.", .presence = Presence::required});
  v.reference(c.origin, "origin",
              {.key = "origin", .help = "Where people give.", .presence = Presence::required});
  v.month(c.from, {.key = "from",
                   .help = "First month.",
                   .presence = Presence::required,
                   .timing = Timing::monthly});
  v.month(c.until, {.key = "until",
                    .help = "Last month.",
                    .presence = Presence::required,
                    .timing = Timing::monthly});
  visit_option(
      v, c.purpose, purpose_names,
      {.key = "purpose", .help = "What the gifts are for.", .presence = Presence::required});
  v.reference(c.collective, "collective",
              {.key = "collective", .help = "Whose fund it fills, for purpose `collective`."});
  v.number(c.intensity,
           {.key = "intensity",
            .unit = "1/month",
            .min = 0,
            .max = 10,
            .help = "Rate at which a party member gives; sympathisers give at a tenth.",
            .basis = "assumption: a gift or two a year",
            .timing = Timing::monthly});
  v.number(c.gift, {.key = "gift",
                    .unit = "USD",
                    .min = 0,
                    .max = 1000,
                    .help = "Mean gift.",
                    .basis = "assumption: some days' wages"});
  v.number(c.provisions, {.key = "provisions",
                          .min = 0,
                          .max = 1,
                          .help = "Share given in kind: grain, clothes, tools.",
                          .basis = "assumption: a third"});
  v.require(c.from <= c.until, "until", "must not be before `from`");
  v.require(c.purpose != Purpose::collective || !c.collective.empty(), "collective",
            "a drive for a collective must name it");
}

}  // namespace komuna
