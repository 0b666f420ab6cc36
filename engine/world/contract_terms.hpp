#pragma once
// What is known of the contract of one named collective, where it differs from the rules of the
// day: the parties, the land, the capital, the term and the reliefs.
//
// The month of signing is not among them: it comes out of the model (application, review, vote) and
// is held against history as a target (`contract_signed`).

#include <string>

#include "engine/base/field.hpp"

namespace komuna {

struct ContractTerms {
  std::string id;              // of the named collective
  std::string parties;         // who signed, for readers; no effect
  double land = 0;             // hectares promised; 0 = what the site offers
  double capital = 0;          // dollars a person, if more than the rules of the day ask
  double years = 0;            // term; 0 = the gate's usual one
  double tax_free_years = 0;   // harvests free of deliveries, if longer than usual
  bool own_agreement = false;  // settled with an authority beside the gate
  std::string note;
};
void fields(FieldVisitor& visitor, ContractTerms& terms);

}  // namespace komuna
