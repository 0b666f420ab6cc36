#include "engine/world/gate.hpp"

namespace komuna {
namespace {

constexpr auto required = Presence::required;
constexpr auto monthly = Timing::monthly;

}  // namespace

void PlacesAccount::credit(double places, double most) {
  balance_ += places;
  credited_ += places;
  if (balance_ > most) {
    forgotten_ += balance_ - most;
    balance_ = most;
  }
}

void PlacesAccount::use(double places) {
  balance_ -= places;
  used_ += places;
}

void PlacesAccount::give_back(double places) {
  balance_ += places;
  used_ -= places;
}

void PlacesAccount::lapse() {
  forgotten_ += balance_;
  balance_ = 0;
}

const Regime* regime_in_force(const GateParameters& gate, Month month) {
  const Regime* found = nullptr;
  if (gate.shut.at(month) >= 0.5) return found;
  for (const Regime& regime : gate.regimes) {
    if (month < regime.from || month > regime.until) continue;
    if (found == nullptr || found->from < regime.from) found = &regime;
  }
  return found;
}

void fields(FieldVisitor& v, Regime& r) {
  v.text(r.name, {.key = "name", .help = "Name shown to readers.", .presence = required});
  v.month(r.from, {.key = "from", .help = "First month in force.", .presence = required});
  v.month(r.until,
          {.key = "until", .help = "Last month in force; a later regime takes over before."});
  v.flag(r.new_groups, {.key = "new_groups",
                        .help = "New contracts with groups are made.",
                        .basis = "assumption: open",
                        .timing = monthly});
  v.flag(r.follow_up, {.key = "follow_up",
                       .help = "Groups with a contract send further trains; families follow.",
                       .basis = "assumption: contracts were honoured",
                       .timing = monthly});
  v.flag(r.individuals, {.key = "individuals",
                         .help = "Single applicants are admitted.",
                         .basis = "history: individuals barred 1921 and 1925",
                         .timing = monthly});
  v.flag(r.individuals_skilled_only, {.key = "individuals_skilled_only",
                                      .help = "Only skilled single applicants.",
                                      .basis = "history: qualified workers were wanted",
                                      .timing = monthly});
  v.number(r.individual_capital, {.key = "individual_capital",
                                  .unit = "USD",
                                  .min = 0,
                                  .max = 100000,
                                  .help = "A single applicant must bring.",
                                  .basis = "history: 100 to 1,000 dollars carried in 1921",
                                  .timing = monthly});
  v.number(r.capital_per_head, {.key = "capital_per_head",
                                .unit = "USD/person",
                                .min = 0,
                                .max = 100000,
                                .help = "A group must bring for each person.",
                                .basis = "assumption: 518 persons brought 1,930 Kc each",
                                .timing = monthly});
  v.number(r.places_agriculture, {.key = "places_agriculture",
                                  .unit = "persons/month",
                                  .min = 0,
                                  .max = 1e6,
                                  .help = "Places for farming collectives.",
                                  .presence = required,
                                  .timing = monthly});
  v.number(r.places_industry, {.key = "places_industry",
                               .unit = "persons/month",
                               .min = 0,
                               .max = 1e6,
                               .help = "Places for industrial collectives.",
                               .presence = required,
                               .timing = monthly});
  v.number(r.places_individual, {.key = "places_individual",
                                 .unit = "persons/month",
                                 .min = 0,
                                 .max = 1e6,
                                 .help = "Places for single applicants.",
                                 .basis = "history: individuals barred 1921 and 1925",
                                 .timing = monthly});
  v.number(r.review_months, {.key = "review_months",
                             .unit = "months",
                             .min = 0,
                             .max = 120,
                             .help = "Median time from application to offer.",
                             .basis = "assumption: several offices had to agree",
                             .timing = monthly});
  v.number(r.recognised,
           {.key = "recognised",
            .min = 0,
            .max = 1,
            .help = "Share of eligible single applicants who are recommended and compete.",
            .basis = "assumption: most requests were inquiries",
            .timing = monthly});
  v.require(r.from <= r.until, "until", "must not be before `from`");
}

void fields(FieldVisitor& v, GateParameters& g) {
  visit_table(v, g.regimes, "regime",
              {.key = "regimes",
               .help = "Dated rules; in a month the latest that is in force, none = shut."});
  v.number(g.carry_months, {.key = "carry_months",
                            .unit = "months",
                            .min = 0,
                            .max = 120,
                            .help = "Unused places carried over, in months of credit.",
                            .basis = "assumption: half a year, a plan period",
                            .timing = monthly});
  v.number(g.minimum_train, {.key = "minimum_train",
                             .unit = "persons",
                             .min = 1,
                             .max = 10000,
                             .help = "Admitted together at least, unless fewer remain.",
                             .basis = "assumption: two passenger cars; smallest dated train 52",
                             .timing = monthly});
  v.number(g.unemployment_weight, {.key = "unemployment_weight",
                                   .unit = "1/million",
                                   .min = 0,
                                   .max = 10,
                                   .help = "Fall of log places for each million unemployed in "
                                           "the Soviet Union above the reference.",
                                   .basis = "assumption: informed by no figure, prior only",
                                   .timing = monthly});
  v.number(g.unemployment_reference, {.key = "unemployment_reference",
                                      .unit = "million",
                                      .min = 0,
                                      .max = 100,
                                      .help = "Soviet unemployment at which all places are given.",
                                      .basis = "history: 641,000 in January 1923",
                                      .timing = monthly});
  v.number(g.revolution_weight, {.key = "revolution_weight",
                                 .min = 0,
                                 .max = 1,
                                 .help = "Share of places withheld when it is firmly believed "
                                         "that militants are needed at home.",
                                 .basis = "assumption: informed by no figure, prior only",
                                 .timing = monthly});
  v.number(g.draw_ahead_months, {.key = "draw_ahead_months",
                                 .unit = "months",
                                 .min = 0,
                                 .max = 120,
                                 .help = "Overdraft the head of the queue may use once, in "
                                         "months of credit.",
                                 .basis = "assumption: half a year, so that a large group is not "
                                          "stuck for ever",
                                 .timing = monthly});
  v.number(g.means_shown, {.key = "means_shown",
                           .min = 0,
                           .max = 1,
                           .help = "Share of its dues a household must have paid or own to be put "
                                   "forward.",
                           .basis = "history: capital must be brought as the contract says (1923)",
                           .timing = monthly});
  v.number(g.tax_free_years, {.key = "tax_free_years",
                              .unit = "years",
                              .min = 0,
                              .max = 50,
                              .help = "Harvests of these years are free of deliveries.",
                              .basis = "history: relief from tax and conscription alone, 1924; "
                                       "assumption: for three years",
                              .timing = monthly});
  v.number(g.contract_years, {.key = "contract_years",
                              .unit = "years",
                              .min = 0,
                              .max = 100,
                              .help = "Term of a contract.",
                              .basis = "history: 12 years (Interhelpo)",
                              .timing = monthly});
  v.number(g.review_spread, {.key = "review_spread",
                             .unit = "log",
                             .min = 0,
                             .max = 3,
                             .help = "Spread of the time of review (standard deviation of the "
                                     "logarithm).",
                             .basis = "assumption: some wait twice as long as others",
                             .timing = monthly});
  v.number(g.property_counted, {.key = "property_counted",
                                .min = 0,
                                .max = 1,
                                .help = "Share of unsold property that counts as capital.",
                                .basis = "assumption: everybody knew what a hurried sale brings",
                                .timing = monthly});
  v.number(g.offer_again_months, {.key = "offer_again_months",
                                  .unit = "months",
                                  .min = 0,
                                  .max = 120,
                                  .help = "Time until another place is offered to a group that "
                                          "declined.",
                                  .basis = "assumption: half a year",
                                  .timing = monthly});
  v.integer(g.applications, {.key = "applications",
                             .unit = "times",
                             .min = 1,
                             .max = 100,
                             .help = "Times a group short of capital may apply.",
                             .basis = "assumption: it may collect and try again twice",
                             .timing = monthly});
  v.series(g.unlimited, {.key = "unlimited",
                         .min = 0,
                         .max = 1,
                         .help = "1 while places are without limit; every other rule holds.",
                         .basis = "history: places were always limited; a what-if",
                         .timing = monthly});
  v.series(g.shut, {.key = "shut",
                    .min = 0,
                    .max = 1,
                    .help = "1 while nobody is admitted, whatever the regime says.",
                    .basis = "history: the regimes say when it was shut; a what-if",
                    .timing = monthly});
}

void fields(FieldVisitor& v, DestinationRate& r) {
  v.number(r.constant, {.key = "constant",
                        .unit = "log 1/month",
                        .min = -40,
                        .max = 0,
                        .help = "Log hazard of a head when all other terms are zero.",
                        .presence = required,
                        .timing = monthly});
  v.number(r.established, {.key = "established",
                           .min = 0,
                           .max = 1,
                           .help = "Kin and countrymen already there.",
                           .basis = "assumption: none",
                           .timing = monthly});
}

void fields(FieldVisitor& v, Destination& d) {
  v.text(d.name, {.key = "name", .help = "Name shown to readers.", .presence = required});
  v.number(d.longitude, {.key = "longitude",
                         .unit = "degrees east",
                         .min = -180,
                         .max = 180,
                         .help = "Where the map draws it."});
  v.number(d.latitude, {.key = "latitude",
                        .unit = "degrees north",
                        .min = -90,
                        .max = 90,
                        .help = "Where the map draws it."});
  v.series(d.wage, {.key = "wage",
                    .unit = "USD/month",
                    .min = 0.1,
                    .max = 10000,
                    .help = "Real wage there.",
                    .presence = required,
                    .timing = monthly});
  v.series(d.unemployment, {.key = "unemployment",
                            .min = 0,
                            .max = 1,
                            .help = "Share of workers without work there.",
                            .basis = "assumption: five per cent",
                            .timing = monthly});
  v.series(d.obstacles, {.key = "obstacles",
                         .min = 0,
                         .max = 1,
                         .help = "Obstacles to going there, apart from the quota.",
                         .basis = "assumption: none",
                         .timing = monthly});
  v.series(d.say, {.key = "say",
                   .min = 0,
                   .max = 1,
                   .help = "Having a say in work and community there, as expected.",
                   .basis = "assumption: little, a newcomer in a foreign language",
                   .timing = monthly});
  visit_table(v, d.rates, "rate", {.key = "rates", .help = "By origin; the id is the origin's."});
  v.references(d.quota_origins, "origin",
               {.key = "quota_origins", .help = "Origins that share the quota."});
  v.series(d.quota, {.key = "quota",
                     .unit = "persons/year",
                     .min = 0,
                     .max = 1e9,
                     .help = "Persons admitted from them in a quota year.",
                     .basis = "assumption: no quota",
                     .timing = monthly});
  v.integer(d.fiscal_start, {.key = "fiscal_start",
                             .min = 1,
                             .max = 12,
                             .help = "Month of the year in which the quota year begins.",
                             .basis = "history: US fiscal year, July"});
  v.number(d.quota_monthly, {.key = "quota_monthly",
                             .min = 0,
                             .max = 1,
                             .help = "Share of the year's quota that one month may use.",
                             .basis = "history: US act of 1921, 20 per cent a month"});
}

}  // namespace komuna
