#pragma once
// The authorities at home: they never forbid it outright, but they put obstacles in the way.
//
// They want trade with Russia and fear its propaganda:
//   stance = trade interest - fear of propaganda   in [-1, 1],
//   obstacles = (1 - stance) / 2                   in [0, 1], 1 while leaving is prohibited.
// A group needs a licence, a person a passport, a tax clearance and, a man of military age, leave
// of the army. Each is a delay, median * exp(spread * normal) months, and a chance of refusal, both
// growing with the obstacles: delay * (1/2 + obstacles), chance * 2 * obstacles, and both times the
// weight of that paper's rule in the origin and month (0: not asked for). Keyed by group and
// month of asking, or by person once for all. A refusal to the head or the spouse keeps the whole
// household; another adult who is refused stays behind alone. While leaving is prohibited nothing
// is issued. Prohibition is a what-if: no government of the scenario ever prohibited.
// History: passport rules 1921, emigration act 1922, papers group by group 1923-25. No counts of
// refusals are known: every figure here is an assumption.

#include <string>
#include <vector>

#include "engine/world/world.hpp"

namespace komuna {

// What the authorities of one origin want and fear.
struct Authority {
  std::string id;                  // same id as the origin it is for
  Series trade_interest{0.4};      // 0..1
  Series fear_of_propaganda{0.4};  // 0..1
  Series licence_rule{1.0};        // weight of each paper, 0 = no such rule here
  Series passport_rule{1.0};
  Series clearance_rule{1.0};
  Series military_hold{1.0};
  Series prohibited{0.0};  // 1 = nothing is issued
};
void fields(FieldVisitor& visitor, Authority& authority);

struct HomeAuthorityParameters {
  std::vector<Authority> authorities;  // an origin not listed has the defaults
  double licence_months = 3;
  double licence_refusal = 0.08;
  double passport_months = 2;
  double passport_refusal = 0.01;
  double clearance_months = 1.5;
  double clearance_refusal = 0.005;
  double army_months = 2;
  double army_refusal = 0.02;
  std::int64_t army_from = 20, army_until = 40;  // years
  double spread = 0.5;
};
void fields(FieldVisitor& visitor, HomeAuthorityParameters& parameters);

void home_authorities(World& world, const HomeAuthorityParameters& parameters);

// Trade interest minus fear of propaganda, and the obstacles that follow from it.
double stance(const Authority& authority, Month month);
double obstacles(const Authority& authority, Month month);

}  // namespace komuna
