#include "engine/simulation/schedule.hpp"

#include "engine/processes/economy.hpp"
#include "engine/processes/home_births.hpp"
#include "engine/processes/recruitment.hpp"
#include "engine/processes/rivals.hpp"
#include "engine/processes/waiting.hpp"

namespace komuna {
namespace {

using P = const Parameters&;

// clang-format off
constexpr Schedule table{{
  // ---- the world around -------------------------------------------------------------------------
  {"the world around", "economy", "monthly", "unemployment, wages and fares; political strata follow the party's strength",
   [](World& w, P, Memory&) { economy(w); }},
  {"the world around", "expectation", "monthly", "what people believe awaits them: agitation, press, letters, returned, warnings",
   [](World& w, P p, Memory&) { expectation(w, p.expectation); }},
  {"the world around", "drives", "monthly", "collections of money and provisions; contacts",
   [](World& w, P p, Memory&) { drives(w, p.drives); }},

  // ---- deciding to go ---------------------------------------------------------------------------
  {"deciding to go", "rivals", "monthly", "counted emigration to other countries, rationed by their gates",
   [](World& w, P p, Memory&) { rivals(w, p.decision); }},
  {"deciding to go", "requests", "monthly", "counted requests that the rules refuse without competition",
   [](World& w, P p, Memory& m) { requests(w, p.decision, m.request_tables); }},
  {"deciding to go", "recruitment", "monthly", "heads join a collective or apply alone: competing risks, one rain each",
   [](World& w, P p, Memory& m) { recruitment(w, p.decision, p.household, m.readiness_tables); }},
  {"deciding to go", "founding", "monthly", "collectives come into being; named ones are observed drops",
   [](World& w, P p, Memory& m) { founding(w, p.founding, m.baseline_hazards, m.founding_hazards); }},

  // ---- preparing --------------------------------------------------------------------------------
  {"preparing", "assembly", "monthly", "collectives vote: charter, application, site, departure, merger, end",
   [](World& w, P p, Memory&) { assembly(w, p.assembly); }},
  {"preparing", "waiting", "monthly", "households grow tired of waiting and withdraw",
   [](World& w, P p, Memory&) { waiting(w, p.waiting); }},
  {"preparing", "home_births", "monthly", "children born to families who wait",
   [](World& w, P p, Memory&) { home_births(w, p.household); }},
  {"preparing", "finance", "monthly", "instalments, sale of house and land, equipment, refunds",
   [](World& w, P p, Memory&) { finance(w, p.finance); }},
  {"preparing", "home_authorities", "monthly", "licences, passports, tax clearance, military age; obstacles",
   [](World& w, P p, Memory&) { home_authorities(w, p.home_authorities); }},
  {"preparing", "gate", "monthly", "the Soviet gate: dated rules, accounts of places, strict queue",
   [](World& w, P p, Memory&) { gate(w, p.world.gate); }},

  // ---- going and settling -----------------------------------------------------------------------
  {"going and settling", "transport", "monthly", "trains leave and arrive; those who stay behind; families that follow",
   [](World& w, P p, Memory&) { transport(w, p.transport); }},
  {"going and settling", "settlement", "monthly", "housing, water, food and income at the site; the life people lead",
   [](World& w, P p, Memory&) { settlement(w, p.settlement); }},
  {"going and settling", "harvest", "yearly, in the harvest month", "sowing, yield, deliveries, surplus or hunger",
   [](World& w, P p, Memory&) { harvest(w, p.harvest); }},
  {"going and settling", "construction", "monthly", "works are built in order and change life at the site",
   [](World& w, P p, Memory&) { construction(w, p.construction); }},
  {"going and settling", "lives", "monthly", "births, deaths, coming of age, succession of heads",
   [](World& w, P p, Memory&) { lives(w, p.lives); }},
  {"going and settling", "leaving", "monthly", "three exits: another Soviet place, home, a third country",
   [](World& w, P p, Memory&) { leaving(w, p.leaving); }},
  {"going and settling", "local_joining", "monthly", "people of the place join, are served and taught",
   [](World& w, P p, Memory&) { local_joining(w, p.local_joining); }},
  {"going and settling", "letters", "monthly", "settlers write home what they live through",
   [](World& w, P p, Memory&) { letters(w, p.letters); }},

  // ---- under Stalin -----------------------------------------------------------------------------
  {"under Stalin", "nationalisation", "monthly", "collectives are merged with others or taken over by the state",
   [](World& w, P p, Memory&) { nationalisation(w, p.nationalisation); }},
  {"under Stalin", "citizenship", "monthly", "pressure to take Soviet citizenship, expulsion of those who refuse",
   [](World& w, P p, Memory&) { citizenship(w, p.citizenship); }},
  {"under Stalin", "army", "monthly", "conscription of men who became citizens",
   [](World& w, P p, Memory&) { army(w, p.army); }},
  {"under Stalin", "repression", "monthly", "whom the organs chose, and what was done to them and their families",
   [](World& w, P p, Memory&) { repression(w, p.repression); }},
}};
// clang-format on

}  // namespace

const Schedule& schedule() { return table; }

}  // namespace komuna
