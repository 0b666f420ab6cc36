#pragma once
// Yearly clocks: when death, arrest, a birth or a letter home comes to a person, leaving to a
// household.
//
// In January each person draws how much danger he or she can stand this year: a unit exponential
// for each kind of event. Every month the hazard of the month is taken off; the event happens in
// the month in which the clock runs out. With hazards h_1 ... h_12,
//   P(event by month m) = 1 - exp(-(h_1 + ... + h_m)),
// exactly, whatever the hazards depend on, because the exponential law has no memory: what is left
// in December may be thrown away and drawn afresh. A higher hazard makes the event earlier, never
// later, and turns no event of the year into none; a person whose hazard did not change keeps his
// month. One Philox block serves four clocks of a person for a year; a month costs a subtraction.
//
// Key: the person's semantic identity, January of the year, Stream::death; a household's clock is
// keyed by its head of that January, Stream::exit. Whoever arrives within a year draws the clock of
// that year and is exposed from then on. Hazards are per month and at least 0. A clock is a float:
// the danger left is exact to 6e-8 of itself; the least one drawn is 1.2e-10.

#include "engine/population/people.hpp"

namespace komuna {

// What a clock shows that cannot run out before it is drawn afresh.
inline constexpr float stopped_clock = 1e30f;

// The January whose draws hold in `month`.
constexpr Month clock_year(Month month) { return Month::of(month.year(), 1); }

// Draws the clocks of a person for the year of `month`: those of arrest and letters only if he or
// she is old enough within the year (responsible_age_months, working_age), of births of women only.
void draw_clocks(Person& person, const Draws& draws, Month month);

// The same if a new year has begun (or the person was never seen before).
inline void wind_clocks(Person& person, const Draws& draws, Month month) {
  if (person.clocks_until <= month) draw_clocks(person, draws, month);
}

// The same for a household, keyed by its head. `proneness` > 0 multiplies all its hazards of the
// year: the clock is divided by it once instead.
inline void wind_exit_clock(Household& household, const Person& head, const Draws& draws,
                            Month month, double proneness) {
  if (household.exit_clock_until > month) return;
  const Block words = draw_block(draws, head, clock_year(month), Stream::exit);
  household.exit_clock =
      static_cast<float>(exponential(to_uniform53(words.w0, words.w1)) / proneness);
  household.exit_clock_until = clock_year(month) + 12;
}

// When a household takes up the question of citizenship: keyed by its head, Stream::citizenship.
inline void wind_citizen_clock(Household& household, const Person& head, const Draws& draws,
                               Month month) {
  if (household.citizen_clock_until > month) return;
  const Block words = draw_block(draws, head, clock_year(month), Stream::citizenship, 1);
  household.citizen_clock = static_cast<float>(exponential(to_uniform53(words.w0, words.w1)));
  household.citizen_clock_until = clock_year(month) + 12;
}

// Takes this month's hazard off the clock; true in the month in which it runs out.
inline bool runs_out(float& clock, double hazard) {
  clock -= static_cast<float>(hazard);
  return clock <= 0.0f;
}

}  // namespace komuna
