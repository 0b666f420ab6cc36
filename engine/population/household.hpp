#pragma once
// The family of a head, generated when the model must know it: spouse, children with their birth
// months, other adults.
//
// The head marries at a keyed age; each year of marriage a child who still lives is born with a
// probability that falls with the wife's age,
//   f(a) = household_factor * fertility * (1 - ((a - 20) / 25)^2)  for 18 <= a < 45,
// household_factor of the origin (1: as declared below),
// so young couples have small children and older ones half-grown ones. Nobody is married below 15.
// A married head leaves with the family's consent, of probability
//   logistic(consent + consent_conviction * conviction + consent_small_child * children under 3);
// the unmarried ask nobody. Draws are keyed by cell, slot and generation: the same family stands
// behind the same head in every world.

#include <cstdint>

#include "engine/base/field.hpp"
#include "engine/population/cell.hpp"
#include "engine/population/people.hpp"
#include "engine/population/traits.hpp"

namespace komuna {

struct HouseholdParameters {
  double woman_head = 0.06;           // share of heads who are women
  double marriage_age = 25.0;         // median age of the head at marriage, years
  double marriage_spread = 3.5;       // standard deviation, years
  double never_married = 0.15;        // share of heads who never marry
  double spouse_age_gap = 3.0;        // years the wife is younger
  double fertility = 0.36;            // surviving births a married year at the wife's age of 20
  double other_adult = 0.15;          // chance of a parent, brother or sister in the household
  double consent = 1.5;               // logit that the family agrees to leave
  double consent_conviction = 1.5;    // added for the head's conviction (0..1)
  double consent_small_child = -0.4;  // added for each child under three
};
void fields(FieldVisitor& visitor, HouseholdParameters& household);

// Surviving births of a married woman of this age (years), 1/year, household_factor apart.
double fertility_at(const HouseholdParameters& parameters, double wife_age);

// Where in the keys a person stands: ordinal within the household, 0 = head.
std::uint32_t person_partner(std::uint32_t generation, std::uint32_t ordinal);

// Adds the persons of a new household (head first) in `state`; fills the household's consent.
// `household` must already carry cell, slot, generation, conviction and collective;
// `children_factor` is the origin's household_factor.
void add_family(People& people, Index household, const HouseholdParameters& parameters,
                const Draws& draws, const Cell& cell, double children_factor,
                const HeadTraits& traits, PersonState state, Cause cause, Month month,
                Events& events);

// Persons younger than `years` in a household, alive and with it.
int count_younger(const People& people, Index household, int years, Month month);

// Children (under 15) and adults of a household who would travel.
struct Travellers {
  int adults = 0;
  int children = 0;
};
Travellers travellers(const People& people, Index household, Month month);

}  // namespace komuna
