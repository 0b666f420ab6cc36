#pragma once
// The default calibration: adaptive importance sampling with the unbiased likelihood weight.
//
// Parameters are drawn from a proposal q, each with a key of its own, and simulated once. A draw
// weighs
//   w = prior(theta) / q(theta) x product over the fitted figures of f_j(observed_j | simulated_j).
// Over the chance of the simulator the mean of that product is the likelihood of the parameters
// under the stated errors, so weighted (parameters, key) pairs are draws from
// p(parameters, key | figures): exact, without a tolerance to choose (pseudo-marginal importance
// sampling: Beaumont 2003; Fearnhead, Papaspiliopoulos, Roberts and Stuart 2010).
//
// How proposals are found, in each of several independent chains:
//   1. a share of one table of scrambled Sobol points of the prior (round 0);
//   2. an ensemble taken from it, moved by ES-MDA to where the figures are;
//   3. rounds of draws from a mixture of t distributions fitted to the weighted draws so far, with
//      a share of the prior mixed in, which bounds every weight by likelihood / share.
// Draws of all rounds are weighted against the mixture of all proposals made for them in proportion
// to the draws made from each (deterministic mixture weights: Veach and Guibas 1995; Cornuet,
// Marin, Mira and Robert 2012). A chain has two halves, each with proposals fitted to the draws of
// the other: fitted to the same draws they would lie where these were lucky and take their weight
// away, which makes evidence and spread too small (Marin, Pudlo and Sedki 2019 on that bias).
// Chains share nothing but the prior and the observations, so that their agreement says something.
//
// A budget may end the work anywhere: what has been drawn is a valid weighted population. Proposals
// depend only on the seed and on the figures returned, never on time or threads, and keys are
// running numbers: an evaluator that remembers what it has computed makes the work resumable.
//
//   ThreadEvaluator evaluator(simulate, observations.size(), threads);
//   ImportanceSampler sampler(priors, observations, options);
//   const Population population = sampler.run(evaluator);

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "analysis/calibration/observation.hpp"
#include "analysis/calibration/prior.hpp"
#include "analysis/calibration/simulator.hpp"

namespace komuna::calibration {

struct ImportanceOptions {
  std::uint64_t seed = 1;
  int chains = 4;                        // independent; R-hat compares them
  std::int64_t table = 20000;            // prior draws, shared out over the chains
  std::int64_t ensemble = 500;           // members of ES-MDA in each chain; 0 = leave it out
  int ensemble_steps = 4;                // the first uses draws of the table
  int rounds = 4;                        // after the table
  std::int64_t draws_per_round = 18000;  // in all chains together
  double prior_share = 0.1;              // of each later proposal
  int components = 4;                    // of a mixture, at most
  double degrees = 5;                    // of freedom of its components
  std::int64_t block = 256;              // trials between two looks at the budget
  std::int64_t most_runs = 0;            // budget of simulations; 0 = none
  // Log likelihood of an evaluated trial. Empty: of its figures, which is exact.
  std::function<double(const Trial&)> likelihood;
};

// One weighted draw.
struct Draw {
  int chain = 0;
  int round = 0;  // 0 = the table
  Point phi;
  Point theta;
  std::uint64_t key = 0;
  Point figures;              // empty: the simulator failed
  double log_likelihood = 0;  // of the fitted figures; -infinity: failed, or lacks a figure
  double log_weight = 0;
};

// A draw of the posterior simulated again, with chance of its own.
struct Prediction {
  std::size_t draw = 0;   // in Population::draws
  std::uint64_t key = 0;  // of no draw
  Point figures;          // empty: the simulator failed
};

struct Population {
  std::vector<Draw> draws;
  std::vector<Prediction> predictions;  // two by two of one draw; see predictions.hpp
  std::int64_t runs = 0;                // simulations, those of ES-MDA included, predictions not
  std::int64_t without_figure = 0;      // draws whose world lacks a fitted figure
  Failures failures;
  bool complete = false;  // all rounds were made
  int rounds_begun = 0;
  double log_evidence = 0;  // log of the probability density of the figures under prior and model
  std::vector<Table> ensembles;  // last state of ES-MDA, one a chain (free coordinates)

  std::vector<double> log_weights() const;
  std::vector<double> weights() const;  // sum 1, or all 0
};

struct ImportanceProgress {
  std::string phase;  // "prior table", "ensemble", "round 2 of 4"
  std::int64_t runs = 0;
  std::int64_t planned = 0;
  double effective = 0;  // of the last finished round; 0 = none yet
};

class ImportanceSampler {
 public:
  // Throws PriorError, ObservationError, or std::invalid_argument for options out of range (a
  // budget too small for the table, fewer than 2 chains).
  ImportanceSampler(Priors priors, std::vector<Observation> observations,
                    ImportanceOptions options);

  // `progress` is told after each block and says whether to go on; may be empty.
  Population run(Evaluator& evaluator,
                 const std::function<bool(const ImportanceProgress&)>& progress = {});

  // Simulations a complete run makes.
  std::int64_t planned_runs() const;

 private:
  Priors priors_;
  std::vector<Observation> observations_;
  ImportanceOptions options_;
};

}  // namespace komuna::calibration
