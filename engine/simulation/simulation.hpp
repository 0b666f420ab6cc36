#pragma once
// One world through time.
//
//   Model model = make_model(parameters, changes);          // once: what all replicates share
//   Simulation simulation(model, seed, replicate);
//   while (!simulation.done()) simulation.step();           // a month at a time, or run()
//   simulation.world();                                     // the state to look at
//
// Two worlds that part in 1927 share six years. They are simulated once: the world as it stands in
// that month is copied into the other model and goes on there (first_difference.hpp says when).
//
//   Simulation other(simulation, other_model, {.baseline = ...});
//
// Everything random is a pure function of (seed, replicate) and of what a draw decides: neither the
// scenario nor the number of threads is in it.

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "engine/measures/recorder.hpp"
#include "engine/population/cell.hpp"
#include "engine/population/traits.hpp"
#include "engine/simulation/life.hpp"
#include "engine/simulation/outcome.hpp"
#include "engine/simulation/parameters.hpp"
#include "engine/simulation/schedule.hpp"
#include "engine/world/world.hpp"

namespace komuna {

// Sets dated changes of one struct of parameters to a month.
using SetMonth = std::function<void(Month)>;
// Binds dated changes to a struct that stays where it is; may be empty (nothing changes).
using BindChanges = std::function<SetMonth(Parameters&)>;

// What replicates share; unchanged while they run.
struct Model {
  Model(Parameters given, BindChanges bind);

  Parameters parameters;
  BindChanges changes;
  Cells cells;
  Traits traits;
};

// Is shown the world at the end of each month, with the month's events; must not throw.
using WatchMonth = std::function<void(const World&)>;

struct SimulationOptions {
  FoundingHazards baseline;  // of the named foundings; empty: this world is its own baseline
  WatchLife watch_life;      // may be empty
  WatchMonth watch_month;    // may be empty
  Recorded recorded = Recorded::everything;
};

class Simulation {
 public:
  // The model must outlive the simulation.
  Simulation(const Model& model, std::uint64_t seed, std::uint64_t replicate,
             SimulationOptions options = {});
  // The world of `past` goes on under another model: what follows is what a whole run of that model
  // gives, bit for bit, if the two models agree in every month before past.month(). `past` stays as
  // it is. Cost: a copy of the state.
  Simulation(const Simulation& past, const Model& other, SimulationOptions options = {});

  bool done() const { return month_ > parameters_->until; }
  Month month() const { return month_; }  // the next to be simulated
  void step();
  void run();
  // Only as far as the named foundings, whose hazards another world wants to know.
  void run_until_foundings();

  const World& world() const { return world_; }
  const Record& record() const { return recorder_.record(); }
  const FoundingHazards& founding_hazards() const { return memory_.founding_hazards; }
  const Parameters& parameters() const { return *parameters_; }
  // The figures of history in this world, one for each target; call when done.
  std::vector<Measured> figures() const;
  // Condensed result; call when done.
  Outcome outcome(std::uint64_t replicate) const;

 private:
  std::unique_ptr<Parameters> own_;  // a copy, only where dated changes act on it
  const Parameters* parameters_;
  World world_;
  Memory memory_;
  SetMonth set_month_;
  Recorder recorder_;
  Month month_;
  WatchLife watch_life_;
  WatchMonth watch_month_;
};

}  // namespace komuna
