#include "engine/world/site.hpp"

namespace komuna {

void fields(FieldVisitor& v, Site& s) {
  constexpr auto required = Presence::required;
  const auto level = [&v](double& value, std::string_view key, std::string_view help,
                          std::string_view basis) {
    v.number(value, {.key = key, .min = 0, .max = 1, .help = help, .basis = basis});
  };
  v.text(s.name, {.key = "name", .help = "Name shown to readers.", .presence = required});
  v.number(s.longitude, {.key = "longitude",
                         .unit = "degrees east",
                         .min = -180,
                         .max = 180,
                         .help = "Where the map draws it and where journeys end.",
                         .presence = required});
  v.number(s.latitude, {.key = "latitude",
                        .unit = "degrees north",
                        .min = -90,
                        .max = 90,
                        .help = "Where the map draws it and where journeys end.",
                        .presence = required});
  visit_option(
      v, s.sector, sector_names,
      {.key = "sector", .help = "Which collectives can be sent there.", .presence = required});
  v.integer(s.room, {.key = "room",
                     .unit = "collectives",
                     .min = 0,
                     .max = 1000,
                     .help = "Collectives it can take that no plan assigns to it.",
                     .basis = "assumption: one estate, one collective"});
  v.number(s.land, {.key = "land",
                    .unit = "hectares",
                    .min = 0,
                    .max = 1e6,
                    .help = "Land on offer.",
                    .basis = "assumption: 1,000 desyatins, as the Ira commune was given"});
  v.number(s.rail_km, {.key = "rail_km",
                       .unit = "km",
                       .min = 0,
                       .max = 2000,
                       .help = "Distance to the railway.",
                       .basis = "assumption: half a day by cart"});
  level(s.housing, "housing", "Roofs that stand when they come: 1 = a good house for everybody.",
        "assumption: bare land or a ruined estate, as the settlers reported");
  level(s.water, "water", "Good water within reach.", "assumption: wells of mixed quality");
  level(s.malaria, "malaria", "Risk of malaria in summer.",
        "assumption: present, not dominant, outside the marshes");
  level(s.supply, "supply", "Food and goods to be bought in the neighbourhood.",
        "assumption: a market town within reach, short of most things");
  v.number(s.mortality, {.key = "mortality",
                         .min = 0.1,
                         .max = 10,
                         .help = "Mortality of the place relative to the life table.",
                         .basis = "assumption: Soviet mortality of the 1920s about a third above "
                                  "that of central Europe"});
  v.series(s.yield, {.key = "yield",
                     .unit = "centners/ha",
                     .min = 0,
                     .max = 60,
                     .help = "The neighbours' grain yield in an average year.",
                     .basis = "assumption: 7 to 9 centners, as in the Soviet Union of the 1920s"});
  v.series(s.hunger, {.key = "hunger",
                      .min = 0,
                      .max = 1,
                      .help = "General hunger: 0 none, 1 famine.",
                      .basis = "assumption: none unless stated"});
  v.number(s.weather_spread, {.key = "weather_spread",
                              .unit = "log",
                              .min = 0,
                              .max = 1.5,
                              .help = "Spread of a year's yield (standard deviation of the "
                                      "logarithm).",
                              .basis = "assumption: the steppe loses a third in one year of "
                                       "eight"});
  v.number(s.neighbours, {.key = "neighbours",
                          .unit = "persons",
                          .min = 0,
                          .max = 1e7,
                          .help = "People who lived around before the settlers came.",
                          .basis = "assumption: a large village"});
  v.number(s.local_hiring, {.key = "local_hiring",
                            .unit = "1/month",
                            .min = 0,
                            .max = 1,
                            .help = "Chance a month and open place that a neighbour joins.",
                            .basis = "assumption: half the open places are filled in three years"});
  v.text(s.land_from, {.key = "land_from", .help = "Whose land it was."});
}

}  // namespace komuna
