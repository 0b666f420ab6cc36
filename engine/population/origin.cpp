#include "engine/population/origin.hpp"

#include <algorithm>

namespace komuna {
namespace {

constexpr auto required = Presence::required;
constexpr double most_heads = 2147483648.0;  // what the rain can number

double total(const NumbersById& values) {
  double sum = 0;
  for (const auto& [id, value] : values) sum += value;
  return sum;
}

bool near_one(double sum) { return sum > 0.999 && sum < 1.001; }

}  // namespace

void fields(FieldVisitor& v, Branch& b) {
  v.text(b.name, {.key = "name", .help = "Name shown to readers.", .presence = required});
  visit_option(
      v, b.sector, sector_names,
      {.key = "sector", .help = "Which collectives recruit from it.", .presence = required});
  v.number(b.skilled_share, {.key = "skilled_share",
                             .min = 0,
                             .max = 1,
                             .help = "Share of heads who are skilled.",
                             .basis = "assumption: a third of industrial labour"});
  v.number(b.wage_factor, {.key = "wage_factor",
                           .min = 0.05,
                           .max = 10,
                           .help = "Wage of the branch relative to the origin's mean wage.",
                           .basis = "assumption: as the mean"});
  v.number(b.skilled_premium, {.key = "skilled_premium",
                               .min = 1,
                               .max = 5,
                               .help = "Wage of the skilled relative to the unskilled.",
                               .basis = "assumption: usual premium of the 1920s"});
  v.number(b.savings_median, {.key = "savings_median",
                              .unit = "months of wage",
                              .min = 0,
                              .max = 240,
                              .help = "Savings of the median head.",
                              .basis = "assumption: a share fee of 8 to 10 wages was out of reach "
                                       "of most workers"});
  v.number(b.savings_spread, {.key = "savings_spread",
                              .unit = "log",
                              .min = 0,
                              .max = 3,
                              .help = "Spread of savings (standard deviation of the logarithm).",
                              .basis = "assumption: wealth is much more unequal than wages"});
  v.number(b.property_share, {.key = "property_share",
                              .min = 0,
                              .max = 1,
                              .help = "Share of heads who own a house or land they can sell.",
                              .basis = "assumption: one worker in five"});
  v.number(b.property_median, {.key = "property_median",
                               .unit = "months of wage",
                               .min = 0,
                               .max = 1200,
                               .help = "What the median owner's house and land fetch.",
                               .basis = "assumption: a cottage for a year's wages"});
  v.number(b.property_spread,
           {.key = "property_spread",
            .unit = "log",
            .min = 0,
            .max = 3,
            .help = "Spread of that value (standard deviation of the logarithm).",
            .basis = "assumption: between savings and wages"});
  v.number(b.unemployment_factor, {.key = "unemployment_factor",
                                   .min = 0,
                                   .max = 10,
                                   .help = "Unemployment relative to the origin's rate.",
                                   .basis = "assumption: as the mean"});
  v.integer(b.workplace_size, {.key = "workplace_size",
                               .unit = "heads",
                               .min = 1,
                               .max = 10000,
                               .help = "Heads who work together and see who leaves.",
                               .basis = "assumption: a workshop or a village street"});
  v.number(b.party_weight, {.key = "party_weight",
                            .min = 0,
                            .max = 100,
                            .help = "Party members per head relative to other branches.",
                            .basis = "assumption: as the mean"});
}

void fields(FieldVisitor& v, Group& g) {
  v.text(g.name, {.key = "name", .help = "Name shown to readers.", .presence = required});
  v.number(g.ties, {.key = "ties",
                    .min = 0,
                    .max = 1,
                    .help = "Ties to the Soviet Union: 0 none, 1 born there.",
                    .basis = "assumption: none unless stated"});
}

void fields(FieldVisitor& v, Region& r) {
  v.text(r.name, {.key = "name", .help = "Name shown to readers.", .presence = required});
  v.integer(r.heads, {.key = "heads",
                      .unit = "heads",
                      .min = 1,
                      .max = 2'000'000'000,
                      .help = "Heads of households and single earners.",
                      .presence = required});
  v.numbers(r.branches, "branch",
            {.key = "branches",
             .min = 0,
             .max = 1,
             .help = "Share of heads in each branch; the shares add up to 1.",
             .presence = required});
  v.numbers(r.groups, "group",
            {.key = "groups",
             .min = 0,
             .max = 1,
             .help = "Share of heads in each special group; the rest belong to "
                     "the origin's default group."});
  v.number(r.party_weight, {.key = "party_weight",
                            .min = 0,
                            .max = 100,
                            .help = "Party members per head relative to the other regions.",
                            .basis = "assumption: even over the regions"});
  v.number(r.unemployment_factor, {.key = "unemployment_factor",
                                   .min = 0,
                                   .max = 10,
                                   .help = "Unemployment relative to the origin's rate.",
                                   .basis = "assumption: even over the regions"});
  v.number(r.longitude, {.key = "longitude",
                         .unit = "degrees east",
                         .min = -180,
                         .max = 180,
                         .help = "Where the map draws it and where journeys start."});
  v.number(r.latitude, {.key = "latitude",
                        .unit = "degrees north",
                        .min = -90,
                        .max = 90,
                        .help = "Where the map draws it and where journeys start."});
  v.require(r.branches.empty() || near_one(total(r.branches)), "branches",
            "the shares must add up to 1 (within 0.001)");
  v.require(total(r.groups) <= 1.0 + 1e-9, "groups", "the shares must not add up to more than 1");
}

void fields(FieldVisitor& v, Origin& o) {
  v.text(o.name, {.key = "name", .help = "Name shown to readers.", .presence = required});
  v.reference(o.default_group, "group",
              {.key = "default_group",
               .help = "Group of everyone not listed in a region.",
               .presence = required});
  visit_table(v, o.regions, "region",
              {.key = "regions", .help = "The regions of the origin.", .presence = required});
  v.series(o.labour_force, {.key = "labour_force",
                            .min = 0,
                            .max = 10,
                            .help = "Heads relative to the regions' figures.",
                            .basis = "assumption: constant"});
  v.series(o.unemployment, {.key = "unemployment",
                            .min = 0,
                            .max = 1,
                            .help = "Share of heads without work.",
                            .presence = required});
  v.series(o.wage, {.key = "wage",
                    .unit = "USD/month",
                    .min = 0.1,
                    .max = 10000,
                    .help = "Mean real wage of a worker.",
                    .presence = required});
  v.series(o.party_members, {.key = "party_members",
                             .unit = "persons",
                             .min = 0,
                             .max = 1e8,
                             .help = "Members of the communist party, legal or not.",
                             .presence = required});
  v.number(o.activist_share, {.key = "activist_share",
                              .min = 0,
                              .max = 1,
                              .help = "Share of party members who are activists.",
                              .basis = "assumption: one in ten held some function"});
  v.number(o.sympathisers, {.key = "sympathisers",
                            .unit = "per member",
                            .min = 0,
                            .max = 100,
                            .help = "Sympathisers per party member.",
                            .basis = "assumption: votes a member, about 4 to 9 where it is known"});
  v.number(o.household_factor, {.key = "household_factor",
                                .min = 0,
                                .max = 5,
                                .help = "Children per couple relative to the household model.",
                                .basis = "assumption: as the first Interhelpo train"});
  v.month(o.closed_from, {.key = "closed_from",
                          .help = "From this month no home process runs (occupation, war).",
                          .timing = Timing::monthly});
  v.series(o.fare, {.key = "fare",
                    .unit = "USD/person",
                    .min = 0,
                    .max = 5000,
                    .help = "Journey to the Soviet border.",
                    .presence = required});
  double largest = 0;
  for (const Region& region : o.regions)
    largest = std::max(largest, static_cast<double>(region.heads));
  v.require(largest * o.labour_force.maximum() <= most_heads, "labour_force",
            "no region may ever have more than 2,147,483,648 heads");
  for (const Region& region : o.regions)
    for (const auto& [group, share] : region.groups)
      v.require(group != o.default_group, "regions",
                "\"" + region.id + "\" gives a share to the default group \"" + group +
                    "\", which takes what the others leave; allowed: other groups");
}

void fields(FieldVisitor& v, PopulationParameters& p) {
  visit_table(v, p.branches, "branch",
              {.key = "branches", .help = "Branches of the labour force.", .presence = required});
  visit_table(v, p.groups, "group",
              {.key = "groups", .help = "Groups of heads.", .presence = required});
  visit_table(v, p.origins, "origin",
              {.key = "origins", .help = "Countries people leave.", .presence = required});
  v.object({.key = "commitment", .help = "How commitment, work and kin are spread over the heads."},
           [&p](FieldVisitor& inner) {
             inner.number(p.half_rank,
                          {.key = "half_rank",
                           .min = 1e-5,
                           .max = 1,
                           .help = "Share of a cell above the rank at which commitment has halved.",
                           .basis = "assumption: party members were about 2 per cent of heads"});
             inner.number(p.conviction_noise, {.key = "conviction_noise",
                                               .min = 0,
                                               .max = 0.5,
                                               .help = "Half-width of the noise on conviction.",
                                               .basis = "assumption: rank says most, not all"});
             inner.integer(p.employment_spell,
                           {.key = "employment_spell",
                            .unit = "months",
                            .min = 1,
                            .max = 60,
                            .help = "Months between redraws of who is out of work.",
                            .basis = "assumption: spells of half a year"});
             inner.number(p.kin_circle, {.key = "kin_circle",
                                         .unit = "heads",
                                         .min = 1,
                                         .max = 100,
                                         .help = "Heads in a circle of kin.",
                                         .basis = "assumption: brothers, in-laws, cousins"});
           });
}

}  // namespace komuna
