#pragma once
// One replicate in several worlds: a base and its alternatives, under the same chance.
//
// The seed and the replicate decide every draw, the scenario decides none. So what differs between
// two worlds of a replicate is what the change did, directly or through other people. The past they
// share is simulated once: each alternative is forked off the base in the first month in which it
// can differ, and goes on from there. The result is bit for bit that of as many whole runs.
//
// Named foundings of history are observed in the baseline of a world (founding.hpp). A world whose
// baseline is the base itself reads the hazards the base has recorded, so it needs no extra run.
//
// No threads and no files: the page in the browser uses this too.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/paired_lives.hpp"
#include "engine/simulation/simulation.hpp"

namespace komuna {

struct PairedWorld {
  const Model* model = nullptr;
  // Where its named foundings are observed; nullptr: in itself. Worlds that share a baseline should
  // share the object: then nothing is run twice.
  const Model* baseline = nullptr;

  const Model* observed_in() const { return baseline != nullptr ? baseline : model; }
};

// The worlds of a comparison and when they part; made once for all replicates. The models must
// outlive it. All horizons must be the same.
class PairPlan {
 public:
  PairPlan(PairedWorld base, std::vector<PairedWorld> alternatives);

  const PairedWorld& base() const { return base_; }
  const std::vector<PairedWorld>& alternatives() const { return alternatives_; }
  // The first month in which an alternative can differ from the base; nothing: never.
  const std::optional<Month>& parts(std::size_t alternative) const { return parts_[alternative]; }

 private:
  PairedWorld base_;
  std::vector<PairedWorld> alternatives_;
  std::vector<std::optional<Month>> parts_;
};

struct PairedOutcome {
  std::uint64_t replicate = 0;
  std::string error;           // empty = completed; a pair is whole or failed
  bool beyond_limits = false;  // as in Outcome
  // The base first, then the alternatives.
  std::vector<Outcome> worlds;
  std::vector<DeathsByCause> deaths;
  std::vector<std::vector<PairedLives>> lives;  // by alternative
};

// Is told the lives of a world (0 = base) as they happen; a forked world's from its fork on only.
using WatchPairedLife = std::function<void(std::size_t world, const Life& life)>;

// Errors: whatever a step throws (LimitError, a broken promise of our own).
PairedOutcome run_pair(const PairPlan& plan, std::uint64_t seed, std::uint64_t replicate,
                       const WatchPairedLife& watch = {});

}  // namespace komuna
