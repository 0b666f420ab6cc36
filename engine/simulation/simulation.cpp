#include "engine/simulation/simulation.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/assert.hpp"

namespace komuna {

Model::Model(Parameters given, BindChanges bind)
    : parameters(std::move(given)),
      changes(std::move(bind)),
      cells(parameters.population),
      traits(parameters.population) {}

Simulation::Simulation(const Model& model, std::uint64_t seed, std::uint64_t replicate,
                       SimulationOptions options)
    : own_(model.changes ? std::make_unique<Parameters>(model.parameters) : nullptr),
      parameters_(own_ ? own_.get() : &model.parameters),
      world_(parameters_->population, parameters_->world, model.cells, model.traits,
             Draws(seed, replicate)),
      memory_{RequestTables(parameters_->population, parameters_->decision),
              {},
              std::move(options.baseline),
              {}},
      set_month_(own_ ? model.changes(*own_) : SetMonth{}),
      recorder_(world_, options.recorded),
      month_(parameters_->from),
      watch_life_(std::move(options.watch_life)),
      watch_month_(std::move(options.watch_month)) {
  if (set_month_) set_month_(month_);
  begin_expectation(world_, parameters_->expectation);
}

// The tables of Memory are made afresh: they are functions of the parameters, and point into them.
Simulation::Simulation(const Simulation& past, const Model& other, SimulationOptions options)
    : own_(other.changes ? std::make_unique<Parameters>(other.parameters) : nullptr),
      parameters_(own_ ? own_.get() : &other.parameters),
      world_(past.world_, parameters_->population, parameters_->world, other.cells, other.traits),
      memory_{RequestTables(parameters_->population, parameters_->decision),
              {},
              std::move(options.baseline),
              past.memory_.founding_hazards},
      set_month_(own_ ? other.changes(*own_) : SetMonth{}),
      recorder_(past.recorder_),
      month_(past.month_),
      watch_life_(std::move(options.watch_life)),
      watch_month_(std::move(options.watch_month)) {
  KOMUNA_ASSERT(parameters_->from == past.parameters_->from, "worlds that begin apart");
}

void Simulation::step() {
  KOMUNA_ASSERT(!done(), "the simulation is over");
  world_.month = month_;
  world_.events.clear();
  if (set_month_) set_month_(month_);
  for (const Step& step : schedule()) step.run(world_, *parameters_, memory_);
  recorder_.observe(world_);
  KOMUNA_ASSERT(world_.people.ledger_balances(), "the ledger of the touched does not balance");
  if (watch_life_)
    for (const Event& event : world_.events)
      if (event.person != none) watch_life_(life_of(world_, event, parameters_->repression.waves));
  if (watch_month_) watch_month_(world_);
  month_ = month_ + 1;
}

void Simulation::run() {
  while (!done()) step();
}

void Simulation::run_until_foundings() {
  Month last = distant_past;
  for (const CollectivePlan& plan : parameters_->world.collectives)
    last = std::max(last, plan.founded);
  while (!done() && month_ <= last) step();
}

}  // namespace komuna
