#include "engine/world/collective.hpp"

#include <array>

namespace komuna {
namespace {

constexpr auto required = Presence::required;

constexpr std::array<std::string_view, stage_count> stage_names{
    "initiative", "chartered", "applied", "offered",      "accepted",  "preparing",
    "departing",  "settled",   "merged",  "nationalised", "dissolved", "liquidated"};

constexpr std::array<std::string_view, matter_count> matter_names{
    "charter",       "apply",           "send_delegates", "accept_site", "set_departure",
    "send_the_rest", "drop_party_rule", "merge",          "dissolve"};

}  // namespace

void fields(FieldVisitor& v, CollectiveKind& k) {
  v.text(k.name, {.key = "name", .help = "Name shown to readers.", .presence = required});
  v.number(k.pooling, {.key = "pooling",
                       .min = 0,
                       .max = 1,
                       .help = "Share of income and goods held in common.",
                       .basis = "assumption: all in a commune, half in an artel, little in a "
                                "cooperative"});
  v.number(k.refund, {.key = "refund",
                      .min = 0,
                      .max = 1,
                      .help = "Share of what was paid that a member who leaves gets back.",
                      .basis = "assumption: contributions were forfeited in most statutes"});
  v.number(k.majority, {.key = "majority",
                        .min = 0,
                        .max = 1,
                        .help = "Share of votes that carries a motion.",
                        .basis = "assumption: simple majority unless the statute says more"});
  v.number(k.exit_factor, {.key = "exit_factor",
                           .min = 0,
                           .max = 10,
                           .help = "Hazard of leaving relative to the settlement's.",
                           .basis = "assumption: as the settlement's"});
  v.flag(k.votes, {.key = "votes",
                   .help = "Members decide by vote; a hired team is bound by its contract alone.",
                   .basis = "assumption: cooperatives decided in general assemblies"});
}

void fields(FieldVisitor& v, WorkPlan& w) {
  v.text(w.name, {.key = "name", .help = "Name shown to readers.", .presence = required});
  v.number(w.labour, {.key = "labour",
                      .unit = "person-months",
                      .min = 0,
                      .max = 1e6,
                      .help = "Skilled labour it takes.",
                      .basis = "assumption: fifty skilled people for a year"});
  v.number(w.capital, {.key = "capital",
                       .unit = "USD",
                       .min = 0,
                       .max = 1e8,
                       .help = "Equipment and material it takes.",
                       .basis = "assumption: the shares of twenty members"});
  v.number(w.output, {.key = "output",
                      .unit = "local wages",
                      .min = 0,
                      .max = 100,
                      .help = "Income of members it adds, relative to local wages.",
                      .basis = "assumption: one local wage"});
  v.number(w.housing, {.key = "housing",
                       .min = 0,
                       .max = 1,
                       .help = "Level of housing it adds (1 = as in a good house at home).",
                       .basis = "assumption: none unless it is a building to live in"});
  v.number(w.health, {.key = "health",
                      .min = 0,
                      .max = 1,
                      .help = "Share of excess deaths it avoids.",
                      .basis = "assumption: none unless it is a hospital or a well"});
  v.number(w.schooling, {.key = "schooling",
                         .min = 0,
                         .max = 1,
                         .help = "Share of children taught in it.",
                         .basis = "assumption: none unless it is a school"});
}

void fields(FieldVisitor& v, CollectivePlan& p) {
  v.text(p.name, {.key = "name", .help = "Name shown to readers.", .presence = required});
  v.reference(p.origin, "origin",
              {.key = "origin",
               .help = "Country it was founded in; a pattern without one "
                       "fits any."});
  v.text(p.region, {.key = "region",
                    .help = "Id of the region of its seat; empty: the origin's first region."});
  visit_option(v, p.sector, sector_names,
               {.key = "sector", .help = "What it lives by.", .presence = required});
  v.reference(p.kind, "kind",
              {.key = "kind", .help = "Commune, artel, cooperative, ...", .presence = required});
  v.month(p.founded, {.key = "founded", .help = "Observed month of founding (named ones)."});
  v.references(p.recruits_from, "origin",
               {.key = "recruits_from", .help = "Origins it recruits in; empty: its own."});
  v.month(p.recruits_until, {.key = "recruits_until",
                             .help = "Nobody enrols from this month on.",
                             .timing = Timing::monthly});
  v.integer(p.target_members, {.key = "target_members",
                               .unit = "households",
                               .min = 1,
                               .max = 100000,
                               .help = "Enrolment stops at so many households.",
                               .basis = "assumption: the first Interhelpo train had 100 members"});
  v.flag(p.party_only, {.key = "party_only",
                        .help = "Only party members may join, at first.",
                        .basis = "assumption: open to all"});
  v.flag(p.skilled_only, {.key = "skilled_only",
                          .help = "Only skilled workers may join.",
                          .basis = "assumption: open to all"});
  v.flag(p.all_branches, {.key = "all_branches",
                          .help = "Recruits outside its sector too.",
                          .basis = "assumption: its own sector"});
  v.number(p.max_age, {.key = "max_age",
                       .unit = "years",
                       .min = 15,
                       .max = 100,
                       .help = "Oldest head it takes.",
                       .basis = "assumption: people who could still build and plough"});
  v.number(p.share_fee, {.key = "share_fee",
                         .unit = "USD",
                         .min = 0,
                         .max = 10000,
                         .help = "Share a member pays.",
                         .basis = "history: 5,000 Kc at 34 Kc to the dollar, rounded"});
  v.number(p.adult_fee, {.key = "adult_fee",
                         .unit = "USD",
                         .min = 0,
                         .max = 10000,
                         .help = "Paid for each adult, apart from the fare.",
                         .basis = "history: 2,000 Kc"});
  v.number(p.child_fee, {.key = "child_fee",
                         .unit = "USD",
                         .min = 0,
                         .max = 10000,
                         .help = "Paid for each child, apart from the fare.",
                         .basis = "history: 1,000 Kc"});
  v.number(p.equipment, {.key = "equipment",
                         .unit = "USD/person",
                         .min = 0,
                         .max = 10000,
                         .help = "To be spent on machines before departure.",
                         .basis = "assumption: a third of the share of a household of three"});
  v.reference(p.site, "site",
              {.key = "site", .help = "Agreed place; none: the commission offers one."});
  v.number(p.language_mix,
           {.key = "language_mix",
            .min = 0,
            .max = 1,
            .help = "Chance that two members have no common mother tongue; a prior only.",
            .basis = "assumption: one language unless stated; no figure informs what it costs",
            .timing = Timing::monthly});
  v.text(p.report_group, {.key = "report_group", .help = "Movement it belongs to, for readers."});
  v.series(p.appeal, {.key = "appeal",
                      .min = 0,
                      .max = 1000,
                      .help = "Prominence: factor on the hazard of joining.",
                      .basis = "assumption: like any other",
                      .timing = Timing::monthly});
  v.series(p.conscription, {.key = "conscription",
                            .unit = "1/month",
                            .min = 0,
                            .max = 2,
                            .help = "Hazard of leaving over a threat of conscription of its own.",
                            .basis = "assumption: no threat but the general one",
                            .timing = Timing::monthly});
  visit_table(v, p.works, "work", {.key = "works", .help = "What it builds, in this order."});
  v.month(p.works_until, {.key = "works_until",
                          .help = "Nothing is begun from this month on.",
                          .timing = Timing::monthly});
  v.month(p.merges_from,
          {.key = "merges_from", .help = "Earliest dated pressure to merge or be taken over."});
  v.text(p.note, {.key = "note", .help = "What a reader should know about it."});
}

std::string_view name_of(Stage stage) { return stage_names[static_cast<std::size_t>(stage)]; }
std::string_view name_of(Scarce scarce) {
  constexpr std::array<std::string_view, 3> names{"land", "labour", "draught"};
  return names[static_cast<std::size_t>(scarce)];
}
std::string_view name_of(Matter matter) { return matter_names[static_cast<std::size_t>(matter)]; }

bool ended(Stage stage) { return stage >= Stage::merged; }
bool at_home(Stage stage) { return stage < Stage::departing; }

void enter_stage(Collective& collective, Stage stage, Month month) {
  collective.stage = stage;
  collective.stage_since = month;
  collective.stages.push_back({month, stage});
  if (ended(stage)) collective.recruiting = false;
}

}  // namespace komuna
