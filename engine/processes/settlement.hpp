#pragma once
// What life at the site is like: roofs, food, income, and so the reality that letters tell.
//
//   roofs <- roofs * (1 - wear) + built * adults, at most the persons
//   housing = roofs / persons                             a follow-up train halves it if it doubles
//                                                         the settlers
//   eaten   = min(grain in store, needed),  needed = persons * need / 12       centners a month
//   farms:  fed = eaten / needed + (1 - eaten / needed) * bought * supply * (1 - hunger): what is
//           missing is bought as far as the neighbourhood has it and is not starving itself
//   works:  fed = min(1, eaten / needed + (ration + from_supply * supply
//                                          + from_income * income / Soviet wage) * (1 - hunger))
//   food  <- food + half of the way to fed
//   income (works) = Soviet wage * min(most_income, start_income + output of the finished works)
//   reality: life_at (engine/world/residence.hpp); the say is `say` times what the state leaves
// Illusion of a household, over its first twelve months so far (the mean of the months):
//   illusion = mean(living, security, say) expected at departure - the same three as lived
// Persons include neighbours who joined. Levels are between 0 and 1, income in dollars a month. A
// harvest fills the store and sets a farm's income (harvest.hpp); works are built in
// construction.hpp. Opens the site when the first train has come and closes it when the collective
// has ended. Runs before the other processes of the settlement; cost: one step a collective.

#include "engine/world/world.hpp"

namespace komuna {

struct SettlementParameters {
  double built = 0.02;    // roofs an adult and month
  double wear = 0.003;    // share of roofs lost a month
  double need = 2.5;      // centners of grain a person and year
  double provisions = 6;  // months of food brought by the first train
  double bought = 0.9;    // share of what is missing that can be bought at supply 1
  double ration = 0.45;   // level of food of a works settlement without anything else
  double from_supply = 0.35;
  double from_income = 0.4;
  double start_income = 0.5;       // income of a works settlement before its first works runs
  double most_income = 2.0;        // relative to the Soviet wage
  double start_farm_income = 0.3;  // of a farm before its first harvest
  double say = 0.7;                // having a say in one's own collective
};
void fields(FieldVisitor& visitor, SettlementParameters& settlement);

void settlement(World& world, const SettlementParameters& parameters);

}  // namespace komuna
