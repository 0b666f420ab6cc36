#include "engine/processes/decision.hpp"

namespace komuna {

void fields(FieldVisitor& v, DecisionParameters& p) {
  const auto weight = [&v](double& value, std::string_view key, std::string_view help,
                           std::string_view basis) {
    v.number(value, {.key = key,
                     .unit = "log hazard",
                     .min = -20,
                     .max = 20,
                     .help = help,
                     .basis = basis,
                     .timing = Timing::monthly});
  };
  v.number(p.join_constant, {.key = "join_constant",
                             .unit = "log 1/month",
                             .min = -60,
                             .max = 5,
                             .help = "Log hazard of joining a collective, all other terms zero.",
                             .basis = "assumption: set by hand to the 2,441; calibrated later",
                             .timing = Timing::monthly});
  v.number(p.alone_constant, {.key = "alone_constant",
                              .unit = "log 1/month",
                              .min = -60,
                              .max = 5,
                              .help = "Log hazard of applying alone.",
                              .basis = "assumption: set by hand to about 420,000 requests",
                              .timing = Timing::monthly});
  weight(p.conviction, "conviction", "Ideological: the head's political commitment (0..1).",
         "assumption: the most committed are about twenty times as ready as the least");
  weight(p.say, "say", "Ideological: the say people expect (0..1).",
         "assumption: symmetric to the material terms");
  weight(p.unemployed, "unemployed", "Material: being out of work.",
         "assumption: informed by no datum");
  weight(p.wage_gap, "wage_gap", "Material: expected minus present living standard.",
         "assumption: symmetric to the ideological terms");
  weight(p.affordability, "affordability", "Material: means relative to the cost, at most 1.",
         "assumption: too few communists could pay (Interhelpo)");
  weight(p.born_there, "born_there", "Ties: born in the Soviet lands.",
         "assumption: most American communes were re-emigrants");
  weight(p.colleagues, "colleagues", "Ties: colleagues who joined, full at three.",
         "assumption: informed by no datum");
  weight(p.kin, "kin", "Ties: kin who joined, full at one.", "assumption: informed by no datum");
  weight(p.contacts, "contacts", "Ties: contacts made by giving and agitation (0..1).",
         "assumption: informed by no datum");
  weight(p.obstacles, "obstacles", "Institutional: obstacles of the home authorities (0..1).",
         "assumption: considerable but never prohibitive (Pollak, summary)");
  weight(p.warnings, "warnings", "Institutional: official warnings (0..1).",
         "assumption: weak (Vaculik)");
  weight(p.age, "age", "Institutional: each 25 years of age above 25.",
         "assumption: most Kuzbass colonists were 22 to 30");
  const auto reach = [&v](double& value, std::string_view key, std::string_view help) {
    v.number(value, {.key = key,
                     .min = 0,
                     .max = 1,
                     .help = help,
                     .basis = "assumption: the party network was the channel (police reports of "
                              "the send-offs)",
                     .timing = Timing::monthly});
  };
  reach(p.reach_activist, "reach_activist", "Share of activists the matter reaches.");
  reach(p.reach_member, "reach_member", "Share of party members it reaches.");
  reach(p.reach_sympathiser, "reach_sympathiser", "Share of sympathisers it reaches.");
  reach(p.reach_indifferent, "reach_indifferent", "Share of everybody else it reaches.");
  v.number(p.expected_sale, {.key = "expected_sale",
                             .min = 0,
                             .max = 1,
                             .help = "Share of the value of house and land people count on.",
                             .basis = "assumption: hurried sales fetch half",
                             .timing = Timing::monthly});
  weight(p.rival_say, "rival_say", "Ideological pull of the say expected in a rival country.",
         "assumption: symmetric to `say`");
}

double age_burden(int age_months) {
  const double years = age_months / 12.0;
  return years > young_years ? (years - young_years) / 25.0 : 0.0;
}

double shared_utility(const World& world, const DecisionParameters& p, Index index) {
  const Cell& cell = world.cells[index];
  const OriginState& origin = world.origins[cell.origin];
  const double living = world.cell_months[index].living;
  return p.say * origin.expected.say + p.wage_gap * (origin.expected.living - living) +
         p.born_there * cell.ties + p.contacts * origin.contacts - p.obstacles * origin.obstacles -
         p.warnings * origin.warnings;
}

}  // namespace komuna
