#include "engine/processes/letters.hpp"

#include "engine/base/math.hpp"
#include "engine/population/clock.hpp"
#include "engine/world/residence.hpp"

namespace komuna {

void fields(FieldVisitor& v, LettersParameters& p) {
  v.series(p.rate,
           {.key = "rate",
            .unit = "1/month",
            .min = 0,
            .max = 1,
            .help = "Rate at which a household writes home.",
            .basis = "assumption: a letter a year from each, as the family archives suggest",
            .timing = Timing::monthly});
  v.integer(p.delay, {.key = "delay",
                      .unit = "months",
                      .min = 0,
                      .max = 24,
                      .help = "Time a letter takes until it is known at home.",
                      .basis = "assumption: the journey took a month, the post and the telling two",
                      .timing = Timing::monthly});
  v.number(p.noted, {.key = "noted",
                     .min = 0,
                     .max = 1,
                     .help = "Chance that a letter abroad is put on the writer's record.",
                     .basis = "assumption: one letter in twenty",
                     .timing = Timing::monthly});
  v.series(p.consulate,
           {.key = "consulate",
            .unit = "1/month",
            .min = 0,
            .max = 1,
            .help = "Rate at which a foreign head of household goes to a consulate.",
            .basis = "assumption: once in thirty years; passports were renewed by post",
            .timing = Timing::monthly});
  v.number(p.post, {.key = "post",
                    .unit = "1/month",
                    .min = 0,
                    .max = 1,
                    .help = "Rate at which a head is given a post in the collective.",
                    .basis = "assumption: one head in five holds one within ten years",
                    .timing = Timing::monthly});
}

namespace {

double within_a_year(double monthly) { return -math::expm1(-12.0 * monthly); }

void write_home(World& world, const LettersParameters& p, Index h, Person& head) {
  const Household& household = world.people.household(h);
  const Block words = draw_block(world.draws, head, world.month, Stream::letter);
  head.letter_clock = static_cast<float>(exponential(to_uniform(words.w1)));  // until the next
  if (to_uniform(words.w0) < p.noted) world.people.mark(household.head, mark_letters_abroad);
  const Index origin = world.cell_of(household).origin;
  if (world.origins[origin].open)
    world.letters.push_back(
        {world.month + static_cast<int>(p.delay), origin, h, lived_by(world, household)});
}

}  // namespace

void letters(World& world, const LettersParameters& p) {
  const double rate = p.rate.at(world.month);
  const bool january = world.month.month_of_year() == 1;
  const double consulate = january ? within_a_year(p.consulate.at(world.month)) : 0.0;
  const double post = january ? within_a_year(p.post) : 0.0;
  each_resident_household(world, [&](Index h, Index c) {
    const Household& household = world.people.household(h);
    if (household.cell == none || household.head == none) return;
    Person& head = world.people.person(household.head);
    if (!is_resident(head.state) || head.age(world.month) < working_age) return;
    wind_clocks(head, world.draws, world.month);
    if (runs_out(head.letter_clock, rate)) write_home(world, p, h, head);
    if (!january) return;
    const Block words = draw_block(world.draws, head, world.month, Stream::letter, 1);
    if (!head.has(mark_soviet_citizen) && to_uniform(words.w0) < consulate)
      world.people.mark(household.head, mark_consulate);
    if (c != none && to_uniform(words.w1) < post) world.people.mark(household.head, mark_post);
  });
}

}  // namespace komuna
