#include "analysis/pairs.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "engine/base/assert.hpp"
#include "engine/simulation/first_difference.hpp"

namespace komuna {
namespace {

// A world on its way, with the journeys of its people.
class Traced {
 public:
  Traced(const Model& model, std::uint64_t seed, std::uint64_t replicate, FoundingHazards baseline,
         WatchLife watch)
      : simulation_(model, seed, replicate, options(std::move(baseline), std::move(watch))) {}
  Traced(const Traced& past, const Model& model, FoundingHazards baseline, WatchLife watch)
      : journeys_(past.journeys_),
        simulation_(past.simulation_, model, options(std::move(baseline), std::move(watch))) {}
  Traced(const Traced&) = delete;
  Traced& operator=(const Traced&) = delete;

  Simulation& simulation() { return simulation_; }
  const Simulation& simulation() const { return simulation_; }
  TracedPeople people() const { return journeys_.people(simulation_.world()); }
  const DeathsByCause& deaths() const { return journeys_.deaths(); }

 private:
  SimulationOptions options(FoundingHazards baseline, WatchLife watch) {
    SimulationOptions chosen;
    chosen.baseline = std::move(baseline);
    chosen.watch_life = std::move(watch);
    chosen.watch_month = [this](const World& world) { journeys_.observe(world); };
    return chosen;
  }

  Journeys journeys_;
  Simulation simulation_;
};

Month last_founding(const Model& model) {
  Month last = distant_past;
  for (const CollectivePlan& plan : model.parameters.world.collectives)
    last = std::max(last, plan.founded);
  return last;
}

class Run {
 public:
  Run(const PairPlan& plan, std::uint64_t seed, std::uint64_t replicate,
      const WatchPairedLife& watch)
      : plan_(plan), seed_(seed), replicate_(replicate), watch_(watch) {
    const std::size_t worlds = plan.alternatives().size() + 1;
    result_.replicate = replicate;
    result_.worlds.resize(worlds);
    result_.deaths.resize(worlds);
    people_.resize(worlds);
    result_.lives.resize(plan.alternatives().size());
  }

  PairedOutcome go() {
    const PairedWorld& base = plan_.base();
    Traced world(*base.model, seed_, replicate_, known_hazards(base), watch_of(0));
    const Month last = last_founding(*base.model);
    Simulation& simulation = world.simulation();
    begin_apart(simulation.month());
    for (;;) {
      const bool hazards_known = simulation.month() > last || simulation.done();
      if (hazards_known) finish_kept(simulation);
      fork(world, hazards_known);
      if (simulation.done()) break;
      simulation.step();
    }
    take(0, world);
    for (std::size_t i = 0; i < result_.lives.size(); ++i)
      result_.lives[i] = pair_lives(people_[0], people_[i + 1]);
    return std::move(result_);
  }

 private:
  // A past of the base that alternatives go on from once the hazards of the base are known.
  struct Kept {
    std::unique_ptr<Traced> past;
    std::vector<std::size_t> alternatives;
  };

  WatchLife watch_of(std::size_t world) const {
    if (!watch_) return {};
    return [this, world](const Life& life) { watch_(world, life); };
  }

  bool reads_base(const PairedWorld& alternative) const {
    return alternative.observed_in() == plan_.base().model &&
           alternative.model != plan_.base().model;
  }

  // Hazards that need no run of the base: none for its own baseline, else those of another model.
  FoundingHazards known_hazards(const PairedWorld& world) {
    if (world.observed_in() == world.model) return {};
    const auto [place, fresh] = observed_.emplace(world.baseline, FoundingHazards{});
    if (fresh && !world.baseline->parameters.world.collectives.empty()) {
      Simulation observed(*world.baseline, seed_, replicate_);
      observed.run_until_foundings();
      place->second = observed.founding_hazards();
    }
    return place->second;
  }

  // Differs from the first month on, so there is nothing to share: the world starts for itself,
  // once the base has told its hazards.
  void begin_apart(Month first) {
    for (std::size_t i = 0; i < plan_.alternatives().size(); ++i)
      if (plan_.parts(i) && *plan_.parts(i) <= first) apart_.push_back(i);
  }

  void fork(const Traced& base, bool hazards_known) {
    const Simulation& simulation = base.simulation();
    std::vector<std::size_t> due;
    for (std::size_t i = 0; i < plan_.alternatives().size(); ++i) {
      const auto& parts = plan_.parts(i);
      const bool now = parts ? *parts == simulation.month() : simulation.done();
      if (now && std::find(apart_.begin(), apart_.end(), i) == apart_.end()) due.push_back(i);
    }
    if (due.empty()) return;
    if (hazards_known) return finish(due, base, simulation);
    kept_.push_back(
        {std::make_unique<Traced>(base, *plan_.base().model, FoundingHazards{}, WatchLife{}),
         std::move(due)});
  }

  void finish_kept(const Simulation& base) {
    for (const std::size_t i : apart_) {
      const PairedWorld& alternative = plan_.alternatives()[i];
      Traced world(*alternative.model, seed_, replicate_, hazards_for(alternative, base),
                   watch_of(i + 1));
      finish(i, world);
    }
    apart_.clear();
    for (const Kept& kept : kept_) finish(kept.alternatives, *kept.past, base);
    kept_.clear();
  }

  // Goes on from a past in each of the alternatives; `base` knows the hazards by now.
  void finish(const std::vector<std::size_t>& alternatives, const Traced& past,
              const Simulation& base) {
    for (const std::size_t i : alternatives) {
      const PairedWorld& alternative = plan_.alternatives()[i];
      Traced world(past, *alternative.model, hazards_for(alternative, base), watch_of(i + 1));
      finish(i, world);
    }
  }

  FoundingHazards hazards_for(const PairedWorld& alternative, const Simulation& base) {
    return reads_base(alternative) ? base.founding_hazards() : known_hazards(alternative);
  }

  void finish(std::size_t alternative, Traced& world) {
    world.simulation().run();
    take(alternative + 1, world);
  }

  void take(std::size_t place, Traced& world) {
    result_.worlds[place] = world.simulation().outcome(replicate_);
    result_.deaths[place] = world.deaths();
    people_[place] = world.people();
  }

  const PairPlan& plan_;
  std::uint64_t seed_;
  std::uint64_t replicate_;
  const WatchPairedLife& watch_;
  PairedOutcome result_;
  std::vector<TracedPeople> people_;
  std::map<const Model*, FoundingHazards> observed_;
  std::vector<std::size_t> apart_;
  std::vector<Kept> kept_;
};

}  // namespace

PairPlan::PairPlan(PairedWorld base, std::vector<PairedWorld> alternatives)
    : base_(base), alternatives_(std::move(alternatives)) {
  for (const PairedWorld& alternative : alternatives_) {
    KOMUNA_ASSERT(alternative.model->parameters.from == base_.model->parameters.from &&
                      alternative.model->parameters.until == base_.model->parameters.until,
                  "worlds of different horizons are no pair");
    parts_.push_back(
        first_difference(*base_.model, base_.baseline, *alternative.model, alternative.baseline));
  }
}

PairedOutcome run_pair(const PairPlan& plan, std::uint64_t seed, std::uint64_t replicate,
                       const WatchPairedLife& watch) {
  return Run(plan, seed, replicate, watch).go();
}

}  // namespace komuna
