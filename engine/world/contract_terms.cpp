#include "engine/world/contract_terms.hpp"

namespace komuna {

void fields(FieldVisitor& v, ContractTerms& t) {
  v.text(t.parties, {.key = "parties", .help = "Who signed it, for readers."});
  v.number(t.land, {.key = "land",
                    .unit = "hectares",
                    .min = 0,
                    .max = 1e6,
                    .help = "Land promised; 0: what the site offers.",
                    .basis = "assumption: the land of the site"});
  v.number(t.capital, {.key = "capital",
                       .unit = "USD/person",
                       .min = 0,
                       .max = 1e5,
                       .help = "Capital to be brought, if more than the rules of the day ask.",
                       .basis = "assumption: what the rules of the day ask"});
  v.number(t.years, {.key = "years",
                     .unit = "years",
                     .min = 0,
                     .max = 100,
                     .help = "Term; 0: the usual one.",
                     .basis = "assumption: the usual term of the gate"});
  v.number(t.tax_free_years, {.key = "tax_free_years",
                              .unit = "years",
                              .min = 0,
                              .max = 50,
                              .help = "Harvests free of deliveries, if longer than usual.",
                              .basis = "assumption: the usual relief"});
  v.flag(t.own_agreement, {.key = "own_agreement",
                           .help = "Settled with an authority beside the gate: neither refused by "
                                   "the rules of the day nor counted among its places.",
                           .basis = "assumption: through the gate, like everybody"});
  v.text(t.note, {.key = "note", .help = "What a reader should know about it."});
}

}  // namespace komuna
