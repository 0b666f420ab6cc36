#pragma once
// Letters home, and what else made a settler conspicuous: a post, a visit to a consulate.
//
// The head of a household that lives in the Soviet Union
//   writes home by a yearly clock (engine/population/clock.hpp) with hazard rate(t) a month: the
//     letter tells the life the household leads (its outlook) and arrives after `delay` months,
//     while the origin's post is open; it is noted with chance `noted` (mark_letters_abroad);
//   goes to a consulate within the year with chance 1 - exp(-12 consulate(t)), if not a Soviet
//     citizen (mark_consulate);
//   is given a post - chairman, foreman, teacher - within the year with chance 1 - exp(-12 post),
//   in
//     a collective (mark_post). Both are decided in January by one keyed block a head and year.
// Only marks that the record could show are kept; what the organs made of them is repression's
// matter.

#include "engine/world/world.hpp"

namespace komuna {

struct LettersParameters {
  Series rate{0.08};
  std::int64_t delay = 2;
  double noted = 0.05;
  Series consulate{0.003};
  double post = 0.002;
};
void fields(FieldVisitor& visitor, LettersParameters& letters);

void letters(World& world, const LettersParameters& parameters);

}  // namespace komuna
