#pragma once
// What people of an origin believe awaits them in the Soviet Union: living standard, security, say.
//
// Sources pull the belief towards what they claim, each with a weight that may be zero:
//   e <- e + sum_j w_j x_j (s_j - e),    sum_j w_j x_j <= 1,
// where x_j in [0, 1] is the intensity of source j this month and s_j its claim: the Soviet
// representatives and the press (claims of their own), letters of named settlers (the life they
// lead, arriving after the post's delay), people who came back, and official warnings. Illusion is
// an output: expectation at departure minus the first year at the place
// (settlement.hpp).

#include <string>
#include <vector>

#include "engine/world/world.hpp"

namespace komuna {

// Agitation and warnings as they reached one origin.
struct Agitation {
  std::string id;               // same id as the origin it is for
  Series representatives{0.0};  // intensity of Soviet representatives, 0..1
  Series press{0.2};            // intensity of the communist press, 0..1
  Series warnings{0.0};         // intensity of official warnings, 0..1
  std::string voices;           // who they are, for readers; no effect
};
void fields(FieldVisitor& visitor, Agitation& agitation);

struct ExpectationParameters {
  std::vector<Agitation> channels;  // by origin; an origin not listed has the defaults
  double start_living = 0.35;
  double start_security = 0.5;
  double start_say = 0.6;
  double claim_living = 0.75;  // representatives and press
  double claim_security = 0.8;
  double claim_say = 0.9;
  double warning_living = 0.1;  // what the warnings say
  double warning_security = 0.1;
  double warning_say = 0.2;
  double weight_representatives = 0.10;  // 1/month at intensity 1
  double weight_press = 0.03;
  double weight_letters = 0.10;   // at `many_letters` letters a month and above
  double many_letters = 20;       // letters a month
  double weight_returned = 0.10;  // at `many_returned` persons a month and above
  double many_returned = 20;      // persons a month
  double weight_warnings = 0.03;
};
void fields(FieldVisitor& visitor, ExpectationParameters& expectation);

// Sets the beliefs of the first month.
void begin_expectation(World& world, const ExpectationParameters& parameters);
void expectation(World& world, const ExpectationParameters& parameters);

}  // namespace komuna
