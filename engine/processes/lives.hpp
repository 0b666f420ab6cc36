#pragma once
// Births, deaths, coming of age and succession of everybody in the Soviet Union at liberty, in a
// collective or not.
//
// Death, by yearly clocks (engine/population/clock.hpp), hazard a month
//   h = rate(age band) * sex * m(site) * (1 + (1 - health) * (housing * (1 - level) + water *
//       (1 - level) + malaria * [months 6-9] * risk) + hunger * (1 - food)) / 12
// and, for children under three in the first summer after their family came (months 6-9),
//     + first_summer * (malaria + 1 - water) / 2 * (1 - health).
// The rates are deaths a person and year: the scenario's `life_table` by age and sex
// (engine/population/life_table.hpp), or, without one, six bands (0, 1-4, 5-14, 15-44, 45-64, 65+)
// times male | female. Outside the collectives: usual housing, the site's water, malaria and hunger
// if they stayed at one.
// A death is of hunger with the share of hunger in its hazard; the part of the rest that the table
// has not is noted as its excess, so that excess deaths can be summed by cause.
// Birth: a couple living together has a child in a month with probability
//   fertility * (1 - ((age - 20) / 25)^2) * food / 12,  woman of 18..44, `interval` months after
//   the
// last child; of grown daughters a share counts as married. With a `fertility_table` its rate at
// the woman's age stands in place of fertility * (1 - ...), at 15 and above. At `adult_age` a child
// comes of age (an event), skilled with a chance that the site's schooling gives. Who heads the
// household: engine/world/residence.hpp. Also counts who lives at each site. Cost: one question to
// each household, a close look where something may happen (engine/population/danger.hpp).

#include <array>
#include <vector>

#include "engine/population/life_table.hpp"
#include "engine/world/world.hpp"

namespace komuna {

inline constexpr int age_bands = 6;

struct LivesParameters {
  std::array<double, age_bands> rates{0.16, 0.018, 0.0035, 0.0065, 0.018, 0.085};
  std::vector<AgeRates> life_table;           // empty: `rates`
  std::vector<AgeFertility> fertility_table;  // empty: `fertility`
  double male = 1.1;
  double female = 0.9;
  double housing = 0.4;
  double water = 0.3;
  double malaria = 1.0;
  double hunger = 4.0;
  double first_summer = 0.13;
  double usual_housing = 0.5;
  double fertility = 0.28;
  double interval = 15;
  double grown_married = 0.5;
  std::int64_t adult_age = 18;
  double taught_trade = 0.5;
};
void fields(FieldVisitor& visitor, LivesParameters& lives);

void lives(World& world, const LivesParameters& parameters);

// Where and when a person is exposed, as levels.
struct Exposure {
  double mortality = 1.0;
  double housing = 1.0;
  double water = 1.0;
  double malaria = 0.0;
  double food = 1.0;
  double health = 0.0;
  int month_of_year = 1;
};
DeathHazards death_hazards(const LivesParameters& parameters, const LifeTable& usual,
                           const Exposure& exposure);

// Deaths of an easy life at home: the table of the scenario, or the six bands.
LifeTable life_table(const LivesParameters& parameters);

}  // namespace komuna
