#pragma once
// Letters home, and what else made a settler conspicuous: a post, a visit to a consulate.
//
// Each month the head of a household that lives in the Soviet Union
//   writes home with chance rate(t): the letter tells the life the household leads (its outlook)
//   and
//     arrives after `delay` months, while the origin's post is open;
//   is noted for writing abroad with chance rate(t) * noted (mark_letters_abroad);
//   goes to a consulate with chance `consulate`, if not a Soviet citizen (mark_consulate);
//   is given a post - chairman, foreman, teacher - with chance `post`, in a collective (mark_post).
// Only marks that the record could show are kept; what the organs made of them is repression's
// matter. One keyed block a household and month.

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
