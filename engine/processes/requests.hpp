#pragma once
// Requests that the rules of the day refuse whatever the queue: counted, not named.
//
// Hundreds of thousands wrote to the commission; single applicants without a group were barred by
// rule. Nobody competes with them and they leave no trace on a person, so the model counts them:
// one keyed Poisson quantile for each region and month, at most its heads, with mean
//   sum over cells and strata of  reach * exp(constant + shared terms) * E[personal terms],
// where the expectation over the traits factorises:
//   E[exp(w c)] over the slots of a stratum    (one table for all cells, by rank)
//   (1 - U) + U exp(w_unemployed)
//   E[exp(-w_age * burden)]                    over ages 18 to 65
//   P(refused by the rule)                     unskilled, savings below the asked capital, or not
//                                              recognised (recommended by nobody).
// Named are those whom the rule admits to the competition (recruitment.hpp). Colleagues and kin are
// left out of the counted rate: they add at most their weight for the few whose circle has begun.

#include <array>
#include <vector>

#include "engine/processes/decision.hpp"
#include "engine/world/world.hpp"

namespace komuna {

// Integral over rank of exp(weight * conviction): one table serves every cell. Relative error of
// the integral below 1e-6 for weights of -20 to 20 and every half rank allowed (tested); it stands
// for the sum over the slots.
class ConvictionMoment {
 public:
  ConvictionMoment(const PopulationParameters& population, double weight);
  // A rank with what is needed to integrate from or to it.
  struct Place {
    double rank = 0;
    double commitment = 1;  // s = half / (half + rank)
    double t = 0;           // -log(s)
    double area = 0;        // integral from rank 0
  };
  Place place(double rank) const;
  // Integral between two places, noise included.
  double between(const Place& from, const Place& to) const;
  // Mean of exp(weight * conviction) over the slots first..end-1 of a cell with `heads` heads
  // (reference), noise included; first < end.
  double mean(std::uint32_t first, std::uint32_t end, double heads) const;
  // Sum over the slots, one by one: for cells so small that commitment changes within a slot.
  double sum(std::uint32_t first, std::uint32_t end, double heads) const;
  bool is_small(double heads) const { return half_ * heads < 8.0; }
  double weight() const { return weight_; }

 private:
  struct Knot {
    double commitment = 1;
    double density = 0;  // of the integral, over t
    double area = 0;
  };
  double density(double commitment) const;
  double simpson(double from, double to) const;  // commitments, one step of the rule
  double area(double t) const;

  double half_;
  double weight_;
  double noise_factor_;
  double step_ = 0;  // of t between the knots
  std::vector<Knot> knots_;
};

// E[exp(-weight * burden) * (age >= 18)] over the ages 15 to 65 of the slots.
double age_moment(double weight);

// Trait averages for one set of weights: made once, and again only when an intervention changes a
// weight.
struct RequestTables {
  RequestTables(const PopulationParameters& population, const DecisionParameters& decision);
  bool fit(const DecisionParameters& decision) const;
  // Sum over the slots of a cell of reach * E[exp(conviction term)]; kept until a boundary of the
  // strata moves.
  double reached(Index index, const Cell& cell, const Strata& strata);

  // exp(weight): how much readier a head out of work is; kept until the weight changes.
  double out_of_work(double weight);

  // The gate's rules of the month, looked up once.
  const Regime* regime(const GateParameters& gate, Month month);

  ConvictionMoment conviction;
  double age_weight;
  double age;
  std::array<double, stratum_count> reach;

 private:
  struct Kept {
    Strata strata;
    std::array<ConvictionMoment::Place, stratum_count> ends;
    double reached = 0;
  };
  double slot_by_slot(const Cell& cell, const Strata& strata) const;

  ConvictionMoment::Place first_;  // rank 0
  std::vector<Kept> kept_;         // by cell
  double weight_out_of_work_ = 0;
  double out_of_work_ = 1;
  Month regime_month_ = distant_past;
  const Regime* regime_ = nullptr;
};

// Expected requests of a cell this month that are decided without competition.
double counted_request_mean(const World& world, const DecisionParameters& decision,
                            RequestTables& tables, Index cell);

void requests(World& world, const DecisionParameters& decision, RequestTables& tables);

}  // namespace komuna
