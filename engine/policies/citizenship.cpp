#include "engine/policies/citizenship.hpp"

#include "engine/base/math.hpp"
#include "engine/population/clock.hpp"
#include "engine/world/residence.hpp"

namespace komuna {
namespace {

void naturalise(World& world, Index h) {
  world.people.each_member(h, [&](Index p) {
    const Person& person = world.people.person(p);
    if (!is_resident(person.state) || person.has(mark_soviet_citizen)) return;
    world.people.mark(p, mark_soviet_citizen);
    Event event;
    event.month = world.month;
    event.kind = EventKind::naturalised;
    event.from = event.to = person.state;
    event.cause = Cause::citizenship;
    event.person = p;
    event.household = h;
    event.cell = world.people.household(h).cell;
    event.collective = world.people.household(h).collective;
    world.events.push_back(event);
  });
}

}  // namespace

void fields(FieldVisitor& v, CitizenshipParameters& p) {
  v.series(p.voluntary, {.key = "voluntary",
                         .unit = "1/month",
                         .min = 0,
                         .max = 2,
                         .help = "Hazard that a foreign household asks for Soviet citizenship.",
                         .basis = "assumption: a third of those who stay ten years",
                         .timing = Timing::monthly});
  v.series(p.pressure, {.key = "pressure",
                        .unit = "1/month",
                        .min = 0,
                        .max = 2,
                        .help = "Hazard that a foreign household is told to take it or leave.",
                        .basis = "assumption: none unless stated; a scenario dates it",
                        .timing = Timing::monthly});
  v.number(p.yields, {.key = "yields",
                      .unit = "logit",
                      .min = -10,
                      .max = 10,
                      .help = "Yielding to pressure: constant.",
                      .basis = "assumption: two in three, most had nowhere to go",
                      .timing = Timing::monthly});
  v.number(p.conviction, {.key = "conviction",
                          .unit = "logit",
                          .min = -10,
                          .max = 10,
                          .help = "Added for the head's conviction above one half.",
                          .basis = "assumption: the convinced had fewer objections",
                          .timing = Timing::monthly});
  v.number(p.expelled, {.key = "expelled",
                        .min = 0,
                        .max = 1,
                        .help = "Share of those who refuse who must leave the country.",
                        .basis = "assumption: a third; practice differed by consulate and month",
                        .timing = Timing::monthly});
}

void citizenship(World& world, const CitizenshipParameters& p) {
  const double voluntary = p.voluntary.at(world.month);
  const double pressure = p.pressure.at(world.month);
  const double hazard = voluntary + pressure;
  if (hazard <= 0.0) return;
  each_resident_household(world, [&](Index h, Index c) {
    Household& household = world.people.household(h);
    if (household.cell == none || household.head == none) return;
    const Person& head = world.people.person(household.head);
    if (!is_resident(head.state) || head.has(mark_soviet_citizen)) return;
    wind_citizen_clock(household, head, world.draws, world.month);
    if (!runs_out(household.citizen_clock, hazard)) return;
    household.citizen_clock = stopped_clock;
    const Block words = draw_block(world.draws, head, world.month, Stream::citizenship);
    const bool forced = to_uniform(words.w1) * hazard < pressure;
    if (forced && c != none) world.collectives[c].settlement.citizenship_forced = true;
    const double logit = p.yields + p.conviction * (household.conviction - 0.5);
    if (!forced || to_uniform(words.w2) < math::logistic(logit))
      naturalise(world, h);
    else if (to_uniform(words.w3) < p.expelled)
      move_residents(world, h, PersonState::expelled, Cause::citizenship);
  });
}

}  // namespace komuna
