#pragma once
// A posterior to use: equal draws of each chain, and later the numbers for each replicate of a run.
//
// A draw is a pair (parameters, key) that agrees with the figures within their errors. Used anew,
// its parameters meet fresh chance: what may happen elsewhere under what was learned. Replayed, the
// key too is taken: the very history that agreed, or the same with one thing changed (the abducted
// counterfactual: Pearl's abduction, action, prediction).

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/calibration/importance.hpp"
#include "analysis/free_parameters.hpp"

namespace komuna {

// Positions in the population's draws, `count` for each chain, equally weighted (systematic
// resampling of the chain's weights). Chains without weight give none.
struct EqualDraws {
  std::vector<std::vector<std::size_t>> chains;
};
EqualDraws equal_draws(const calibration::Population& population, std::size_t count,
                       std::uint64_t seed);

struct PosteriorDraw {
  std::int64_t row = 0;  // in posterior.csv, from 0
  std::uint64_t key = 0;
  std::vector<double> values;
};

// What a calibration says of itself.
struct Judgement {
  std::vector<std::string> verdict;  // its sentences; none = it is not known
  bool believable = true;
  double effective = 0;  // draws
};

// What a run or comparison takes from a calibration.
struct Posterior {
  std::string source;  // its file, and the fingerprint of it
  std::string sha256;
  Judgement judgement;
  std::uint64_t seed = 0;  // of the calibration: keys mean nothing without it
  bool replay = false;
  // How the scenario is not the one that was calibrated, as a sentence; empty if it is, or if no
  // history is replayed.
  std::string unlike;
  std::int64_t per_draw = 1;  // replicates that share one draw
  std::vector<FreeParameter> parameters;
  std::vector<PosteriorDraw> draws;

  const PosteriorDraw& of(std::uint64_t replicate) const {
    return draws[replicate / static_cast<std::uint64_t>(per_draw) % draws.size()];
  }
  // Where the chance of a replicate comes from.
  std::uint64_t seed_of(std::uint64_t run_seed) const { return replay ? seed : run_seed; }
  std::uint64_t key_of(std::uint64_t replicate) const {
    return replay ? of(replicate).key : replicate;
  }
};

// `count` of `rows` draws, spread evenly over them from a keyed start.
std::vector<PosteriorDraw> chosen_draws(const std::vector<PosteriorDraw>& rows, std::size_t count,
                                        std::uint64_t seed);

// Different draws among those that so many replicates take.
std::size_t distinct_draws(const Posterior& posterior, std::int64_t replicates);

// What a reader must know of the parameters of such a run, in sentences; a calibration that judged
// itself bad is warned of first.
std::vector<std::string> words_of(const Posterior& posterior, std::int64_t replicates);

}  // namespace komuna
