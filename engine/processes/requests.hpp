#pragma once
// Requests that the rules of the day refuse whatever the queue: counted, not named.
//
// Hundreds of thousands wrote to the commission; single applicants without a group were barred by
// rule. Nobody competes with them and they leave no trace on a person, so the model counts them:
// one keyed Poisson quantile for each region and month, with mean
//   sum over cells and strata of  reach * exp(constant + shared terms) * E[personal terms],
// where the expectation over the traits factorises:
//   E[exp(w c)] over the slots of a stratum    (one table for all cells, by rank)
//   (1 - U) + U exp(w_unemployed)
//   E[exp(-w_age * burden)]                    over ages 18 to 65
//   P(refused by the rule)                     unskilled, or savings below the asked capital.
// Named are those whom the rule admits to the competition (recruitment.hpp). Colleagues and kin are
// left out of the counted rate: they add at most their weight for the few whose circle has begun.

#include <vector>

#include "engine/processes/decision.hpp"
#include "engine/world/world.hpp"

namespace komuna {

// Integral over rank of exp(weight * conviction), conviction without noise: one table serves every
// cell. Interpolation error below 1e-6 relative (tested).
class ConvictionMoment {
 public:
  ConvictionMoment(const PopulationParameters& population, double weight);
  // Mean of exp(weight * conviction) over the slots first..end-1 of a cell with `heads` heads
  // (reference), noise included; first < end.
  double mean(std::uint32_t first, std::uint32_t end, double heads) const;
  double weight() const { return weight_; }

 private:
  double integral(double rank) const;  // from 0 to rank

  double half_;
  double weight_;
  double noise_factor_;
  std::vector<double> table_;  // by commitment s = half / (half + rank), from 1 downwards
};

// E[exp(-weight * burden) * (age >= 18)] over the ages 15 to 65 of the slots.
double age_moment(double weight);

// Trait averages for one set of weights: made once, and again only when an intervention changes a
// weight.
struct RequestTables {
  RequestTables(const PopulationParameters& population, const DecisionParameters& decision);
  bool fit(const DecisionParameters& decision) const;

  ConvictionMoment conviction;
  double age_weight;
  double age;
};

// Expected requests of a cell this month that are decided without competition.
double counted_request_mean(const World& world, const DecisionParameters& decision,
                            const RequestTables& tables, Index cell);

void requests(World& world, const DecisionParameters& decision, RequestTables& tables);

}  // namespace komuna
