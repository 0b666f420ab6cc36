#include "cli/replicate_work.hpp"

#include <exception>
#include <utility>

#include "cli/posterior_choice.hpp"
#include "engine/output/run_store.hpp"
#include "engine/simulation/ensemble.hpp"

namespace komuna {

ReplicateWork::ReplicateWork(const StorePlan& plan, const Scenario& scenario)
    : seed_(plan.seed),
      model_(make_model(scenario)),
      posterior_(posterior_in(plan.options, std::string(store_name))) {
  if (!scenario.interventions.empty()) baseline_.emplace(make_baseline(scenario));
  if (posterior_) free_.emplace(scenario, posterior_->parameters);
}

// Of a posterior: a world with the parameters of the replicate's draw; replayed with its chance
// too.
Outcome ReplicateWork::outcome(std::uint64_t replicate, WatchLife watch) const {
  if (!posterior_)
    return run_replicate(model_, baseline_ ? &*baseline_ : nullptr, seed_, replicate,
                         std::move(watch));
  const FreeParameters::World world = free_->world(posterior_->of(replicate).values);
  Outcome outcome = run_replicate(world.model, world.baseline(), posterior_->seed_of(seed_),
                                  posterior_->key_of(replicate), std::move(watch));
  outcome.replicate = replicate;
  return outcome;
}

ReplicateRecord ReplicateWork::simulate(std::uint64_t replicate) const {
  LivesRecord lives;
  // Trouble with the lives must not look like a fault of the replicate: it is raised later.
  std::exception_ptr trouble;
  WatchLife watch;
  if (replicate == 0)
    watch = [&](const Life& life) {
      try {
        if (!trouble) lives.add(life);
      } catch (...) {
        trouble = std::current_exception();
      }
    };
  ReplicateRecord record;
  record.worlds.push_back(tried_replicate(
      [this](std::uint64_t number, WatchLife told) { return outcome(number, std::move(told)); },
      replicate, std::move(watch)));
  if (trouble) std::rethrow_exception(trouble);
  if (replicate == 0) record.lives = lives.parts();
  pack_worlds(record);
  return record;
}

}  // namespace komuna
