#pragma once
// What the economy of an origin and of the Soviet Union looks like in a month, and what people at
// home believe of the Soviet Union.
//
// Living standards are compared on one scale, the logarithm of the real wage between two stated
// wages:  living(w) = log(w / low) / log(high / low), cut to [0, 1].

#include <cstdint>
#include <vector>

#include "engine/base/field.hpp"
#include "engine/base/index.hpp"
#include "engine/population/cell.hpp"

namespace komuna {

struct EconomyParameters {
  double living_low = 4.0;        // dollars a month at living standard 0
  double living_high = 160.0;     // dollars a month at living standard 1
  Series soviet_unemployed{0.5};  // millions registered
  Series soviet_wage{10.0};       // real wage, dollars a month
  Series world_revolution{0.5};   // belief that militants are needed at home, 0..1
};
void fields(FieldVisitor& visitor, EconomyParameters& economy);

// What a wage buys, from 0 (bare survival) to 1:
//   log(wage / living_low) / log(living_high / living_low), cut to [0, 1]
double living_standard(const EconomyParameters& economy, double wage);
// The same for many wages of one month.
class LivingScale {
 public:
  explicit LivingScale(const EconomyParameters& economy);
  double of(double wage) const;

 private:
  double low_;
  double span_;
};

// Expectation of an origin, or the reality of a place: three levels in [0, 1].
struct Outlook {
  double living = 0;    // standard of living
  double security = 0;  // safety of work and person
  double say = 0;       // having a say in one's work and commune
};
inline double mean_of(const Outlook& outlook) {
  return (outlook.living + outlook.security + outlook.say) / 3.0;
}

struct OriginState {
  bool open = true;  // false from closed_from on: no home process runs
  double unemployment = 0;
  double wage = 0;
  double living = 0;
  double fare = 0;
  double labour_force = 1;  // relative to the reference heads
  double party_members = 0;
  Outlook expected;      // of the Soviet Union
  double agitation = 0;  // intensity of Soviet agitation this month, 0..1
  double warnings = 0;   // official warnings this month, 0..1
  double obstacles = 0;  // of the home authorities this month, 0..1
  bool prohibited = false;
  double contacts = 0;  // ties made by giving and agitation, 0..1
  double letters = 0;   // letters that arrived this month
  double returned = 0;  // persons who came back and have not been heard yet
  Outlook told;         // what they tell: mean of the life they left
};

// What a cell needs every month; strata and unemployment follow the series.
struct CellMonth {
  Strata strata;
  double unemployment = 0;
  double wage = 0;    // dollars a month
  double living = 0;  // of that wage
};

struct SovietState {
  double unemployed = 0;  // millions
  double wage = 0;
  double living = 0;
  double world_revolution = 0;
};

}  // namespace komuna
