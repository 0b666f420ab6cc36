#pragma once
// Arrests of settlers by the organs of state security, in dated waves.
//
// A wave is a rule of selection: it says whom the organs chose, not who had done anything. The
// accusations were fabricated; a scenario keeps them because the sources name them. The table of
// lives shows them beside each arrest, in a column that calls them fabricated; nothing depends on
// them.
//
// At risk each month is everybody aged 16 or more who is in the Soviet Union, in a collective or
// not, and in the army. Hazard a month, by yearly clocks (engine/population/clock.hpp),
//   h = sum over waves of hazard * weight(origin) * product of the weights of the profile
// where the profile is: woman, party record, post, foreign citizen, letters abroad, contact with a
// consulate, kin of an arrested person, arrested before, prominent (a founder of a collective). A
// weight of 1 changes nothing. A person is arrested at most once a calendar year.
// The outcome is drawn from the shares of the wave that was responsible: execution, camp,
// expulsion, exile, release, keyed by person and month, and takes effect in the month of the
// arrest. Exile is a deportation and no arrest: the whole household at liberty goes to the place of
// exile, once, whichever of its adults was chosen first. Families of the executed and of those sent
// to a camp are evicted and exiled with a chance of their own; an expelled head takes the family
// along; kin carry a mark from then on. Camp: death by the yearly clock with camp_mortality(t) / 12
// a month; release after the term. Exile: no way back; exile_mortality(t) / 12 a month by the same
// clock on top of what everybody dies of (lives).
//
// Cost: nothing in months without a wave; else one pass over the residents.

#include <string>
#include <vector>

#include "engine/world/world.hpp"

namespace komuna {

struct Wave {
  std::string id;
  std::string name;
  Month from = distant_past;
  Month until = distant_future;
  double hazard = 0.0005;
  NumbersById origins;
  double local_people = 0.5;
  double woman = 0.12;
  double party = 1.5;
  double post = 2.0;
  double foreign_citizen = 1.5;
  double letters = 1.5;
  double consulate = 2.5;
  double kin_arrested = 1.5;
  double arrested_before = 2.0;
  double prominence = 1.5;
  std::string charge;
  double execution = 0.1;
  double camp = 0.6;
  double expulsion = 0.05;
  double exile = 0.0;
  double release = 0.25;
  double family_exiled = 0.1;
  double term_years = 8;
};
void fields(FieldVisitor& visitor, Wave& wave);

struct RepressionParameters {
  std::vector<Wave> waves;
  Series camp_mortality{0.06};
  Series exile_mortality{0.02};
  Series intensity{1.0};  // factor on the hazards of all waves
};
void fields(FieldVisitor& visitor, RepressionParameters& repression);

void repression(World& world, const RepressionParameters& parameters);

// Product of a wave's weights for a person of an origin (`none`: of the place).
double profile_weight(const Wave& wave, const Person& person, bool founder, bool local);

}  // namespace komuna
