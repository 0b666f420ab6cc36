#include "engine/processes/letters.hpp"

#include "engine/world/residence.hpp"

namespace komuna {

void fields(FieldVisitor& v, LettersParameters& p) {
  v.series(p.rate,
           {.key = "rate",
            .unit = "1/month",
            .min = 0,
            .max = 1,
            .help = "Chance that a household writes home in a month.",
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
            .help = "Chance that a foreign head of household goes to a consulate.",
            .basis = "assumption: once in thirty years; passports were renewed by post",
            .timing = Timing::monthly});
  v.number(p.post, {.key = "post",
                    .unit = "1/month",
                    .min = 0,
                    .max = 1,
                    .help = "Chance that a head is given a post in the collective.",
                    .basis = "assumption: one head in five holds one within ten years",
                    .timing = Timing::monthly});
}

void letters(World& world, const LettersParameters& p) {
  const double rate = p.rate.at(world.month);
  const double consulate = p.consulate.at(world.month);
  each_resident_household(world, [&](Index h, Index c) {
    const Household& household = world.people.household(h);
    if (household.cell == none || household.head == none) return;
    Person& head = world.people.person(household.head);
    if (!is_resident(head.state) || head.age(world.month) < working_age) return;
    const Block words = draw_block(world.draws, head, world.month, Stream::letter);
    const double u = to_uniform(words.w0);
    if (u < rate) {
      const Index origin = world.cell_of(household).origin;
      if (world.origins[origin].open)
        world.letters.push_back(
            {world.month + static_cast<int>(p.delay), origin, h, lived_by(world, household)});
      if (u < rate * p.noted) head.set(mark_letters_abroad);
    }
    if (!head.has(mark_soviet_citizen) && to_uniform(words.w1) < consulate)
      head.set(mark_consulate);
    if (c != none && to_uniform(words.w2) < p.post) head.set(mark_post);
  });
}

}  // namespace komuna
