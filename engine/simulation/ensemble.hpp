#pragma once
// Many replicates of one scenario.
//
// Replicates are independent and may run anywhere; outcomes are handed on in the order of their
// numbers, one at a time, so that what is written does not depend on the number of threads, and
// memory does not grow with their number. A replicate that fails leaves its message and does not
// stop the others. Lack of memory is no failure of a replicate, which would succeed elsewhere: it
// ends the ensemble (std::bad_alloc).

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/simulation/simulation.hpp"

namespace komuna {

// Where work runs: threads, ranks, or one after the other.
class Executor {
 public:
  virtual ~Executor() = default;
  // Calls work(i) for i in 0..count-1, possibly at the same time, and finish(i) in order of i, one
  // at a time, each after its work.
  virtual void run(std::int64_t count, const std::function<void(std::int64_t)>& work,
                   const std::function<void(std::int64_t)>& finish) = 0;
};

// Threads of this process; 0 = all cores.
class ThreadExecutor final : public Executor {
 public:
  explicit ThreadExecutor(int threads) : threads_(threads) {}
  void run(std::int64_t count, const std::function<void(std::int64_t)>& work,
           const std::function<void(std::int64_t)>& finish) override;

 private:
  int threads_;
};

struct EnsembleOptions {
  std::uint64_t seed = 1921;
  std::uint64_t first_replicate = 0;
  std::int64_t replicates = 100;
  WatchLife watch_first;  // is told the lives of the first replicate; may be empty; must not throw
};

// `baseline`: the model without interventions, whose named foundings are observed; nullptr when the
// model is its own baseline. `consume` is called by one thread at a time, in order of replicates.
void run_ensemble(const Model& model, const Model* baseline, const EnsembleOptions& options,
                  Executor& executor, const std::function<void(Outcome&&)>& consume);

// As above, with worlds of the caller's making: `run` gives the outcome of a replicate (and numbers
// it), safe to call from several threads at once. What it throws becomes that replicate's error.
using RunReplicate = std::function<Outcome(std::uint64_t replicate, WatchLife watch_life)>;
void run_ensemble(const RunReplicate& run, const EnsembleOptions& options, Executor& executor,
                  const std::function<void(Outcome&&)>& consume);

// One replicate of them; where it fails, with its message.
Outcome tried_replicate(const RunReplicate& run, std::uint64_t replicate, WatchLife watch_life);

// One replicate, as in an ensemble.
Outcome run_replicate(const Model& model, const Model* baseline, std::uint64_t seed,
                      std::uint64_t replicate, WatchLife watch_life = {});

}  // namespace komuna
