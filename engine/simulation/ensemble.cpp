#include "engine/simulation/ensemble.hpp"

#include <exception>
#include <new>
#include <utility>

#include "engine/base/error.hpp"
#include "engine/base/parallel.hpp"

namespace komuna {
void ThreadExecutor::run(std::int64_t count, const std::function<void(std::int64_t)>& work,
                         const std::function<void(std::int64_t)>& finish) {
  parallel_in_order(threads_, count, work, finish);
}

Outcome run_replicate(const Model& model, const Model* baseline, std::uint64_t seed,
                      std::uint64_t replicate, WatchLife watch_life) {
  SimulationOptions options;
  options.watch_life = std::move(watch_life);
  if (baseline != nullptr && !model.parameters.world.collectives.empty()) {
    Simulation observed(*baseline, seed, replicate);
    observed.run_until_foundings();
    options.baseline = observed.founding_hazards();
  }
  Simulation simulation(model, seed, replicate, std::move(options));
  simulation.run();
  return simulation.outcome(replicate);
}

Outcome tried_replicate(const RunReplicate& run, std::uint64_t replicate, WatchLife watch_life) {
  try {
    return run(replicate, std::move(watch_life));
  } catch (const std::bad_alloc&) {
    throw;  // the machine's trouble, not the replicate's: elsewhere it would succeed
  } catch (const std::exception& problem) {
    Outcome outcome;
    outcome.replicate = replicate;
    outcome.error = problem.what();
    outcome.beyond_limits = dynamic_cast<const LimitError*>(&problem) != nullptr;
    return outcome;
  }
}

void run_ensemble(const Model& model, const Model* baseline, const EnsembleOptions& options,
                  Executor& executor, const std::function<void(Outcome&&)>& consume) {
  run_ensemble(
      [&](std::uint64_t replicate, WatchLife watch_life) {
        return run_replicate(model, baseline, options.seed, replicate, std::move(watch_life));
      },
      options, executor, consume);
}

void run_ensemble(const RunReplicate& run, const EnsembleOptions& options, Executor& executor,
                  const std::function<void(Outcome&&)>& consume) {
  // One place for each outcome, empty again as soon as it has been handed on.
  std::vector<std::unique_ptr<Outcome>> outcomes(static_cast<std::size_t>(options.replicates));
  const auto place = [&outcomes](std::int64_t i) -> std::unique_ptr<Outcome>& {
    return outcomes[static_cast<std::size_t>(i)];
  };
  executor.run(
      options.replicates,
      [&](std::int64_t i) {
        const std::uint64_t replicate = options.first_replicate + static_cast<std::uint64_t>(i);
        place(i) = std::make_unique<Outcome>(
            tried_replicate(run, replicate, i == 0 ? options.watch_first : WatchLife{}));
      },
      [&](std::int64_t i) {
        const std::unique_ptr<Outcome> outcome = std::move(place(i));
        consume(std::move(*outcome));
      });
}

}  // namespace komuna
