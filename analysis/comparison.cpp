#include "analysis/comparison.hpp"

#include <exception>
#include <new>
#include <utility>

#include "engine/base/error.hpp"
#include "engine/simulation/first_difference.hpp"

namespace komuna {
namespace {

bool in_full(const std::vector<Lever>& levers) {
  return static_cast<int>(levers.size()) <= most_levers_in_full;
}

int count_of(const std::vector<Lever>& levers) { return static_cast<int>(levers.size()); }

// Worlds that the comparison does not have anyway: neither the base nor all levers together.
std::vector<LeverSet> further_cells(const LeverPlan& plan) {
  std::vector<LeverSet> sets;
  for (const LeverSet set : plan.cells())
    if (set != 0 && set != plan.all()) sets.push_back(set);
  return sets;
}

PairedOutcome failed(std::uint64_t replicate, const std::exception& problem) {
  PairedOutcome outcome;
  outcome.replicate = replicate;
  outcome.error = problem.what();
  outcome.beyond_limits = dynamic_cast<const LimitError*>(&problem) != nullptr;
  return outcome;
}

}  // namespace

Comparison::Comparison(std::vector<ComparedWorld> worlds, std::vector<Lever> levers)
    : worlds_(std::move(worlds)), levers_(std::move(levers)) {
  metrics_ = metrics_of(worlds_.front().scenario.parameters);
  const Model* base_observed = nullptr;
  for (const ComparedWorld& world : worlds_) {
    const bool changed = !world.scenario.interventions.empty();
    models_.push_back(std::make_unique<Model>(make_model(world.scenario)));
    PairedWorld paired{models_.back().get(), nullptr};
    if (base_observed == nullptr) {
      if (changed) {
        models_.push_back(std::make_unique<Model>(make_baseline(world.scenario)));
        paired.baseline = models_.back().get();
      }
      base_observed = paired.observed_in();
    } else if (world.counterfactual) {
      paired.baseline = base_observed;
    } else {
      auto own = std::make_unique<Model>(make_baseline(world.scenario));
      if (!first_difference(*base_observed, *own)) {
        paired.baseline = base_observed;
      } else if (changed) {
        paired.baseline = own.get();
        models_.push_back(std::move(own));
      }
    }
    paired_.push_back(paired);
  }
  std::vector<PairedWorld> alternatives(paired_.begin() + 1, paired_.end());
  if (!levers_.empty() && in_full(levers_))
    for (const LeverSet set : further_cells(LeverPlan(count_of(levers_), 0, 0))) {
      models_.push_back(std::make_unique<Model>(lever_model(set)));
      alternatives.push_back({models_.back().get(), base_observed});
    }
  plan_ = std::make_unique<PairPlan>(paired_.front(), std::move(alternatives));
}

Model Comparison::lever_model(LeverSet set) const {
  Scenario scenario = worlds_.front().scenario;
  for (std::size_t i = 0; i < levers_.size(); ++i)
    if ((set >> i & 1U) != 0)
      scenario.interventions.insert(scenario.interventions.end(), levers_[i].changes.begin(),
                                    levers_[i].changes.end());
  return make_model(scenario);
}

PairedOutcome Comparison::run(std::uint64_t seed, std::uint64_t replicate,
                              const WatchPairedLife& watch) const {
  try {
    return levers_.empty() || in_full(levers_) ? run_pair(*plan_, seed, replicate, watch)
                                               : run_with_orders(seed, replicate, watch);
  } catch (const std::bad_alloc&) {
    throw;  // the machine's trouble, not the replicate's
  } catch (const std::exception& problem) {
    return failed(replicate, problem);
  }
}

// More levers than all their sets could be tried: the worlds of this replicate's orders.
PairedOutcome Comparison::run_with_orders(std::uint64_t seed, std::uint64_t replicate,
                                          const WatchPairedLife& watch) const {
  std::vector<std::unique_ptr<Model>> models;
  std::vector<PairedWorld> alternatives(paired_.begin() + 1, paired_.end());
  for (const LeverSet set : further_cells(LeverPlan(count_of(levers_), seed, replicate))) {
    models.push_back(std::make_unique<Model>(lever_model(set)));
    alternatives.push_back({models.back().get(), paired_.front().observed_in()});
  }
  return run_pair(PairPlan(paired_.front(), std::move(alternatives)), seed, replicate, watch);
}

Comparison::Result Comparison::simulate(std::uint64_t seed, std::uint64_t replicate,
                                        const WatchPairedLife& watch) const {
  const std::size_t worlds = worlds_.size();
  const WatchPairedLife told = [&](std::size_t world, const Life& life) {
    if (world < worlds) watch(world, life);
  };
  PairedOutcome pair = run(seed, replicate, watch ? told : WatchPairedLife{});
  Result result;
  if (!pair.error.empty()) {
    Outcome outcome;
    outcome.replicate = replicate;
    outcome.error = pair.error;
    outcome.beyond_limits = pair.beyond_limits;
    result.worlds.assign(worlds, outcome);
    return result;
  }
  const Parameters& parameters = worlds_.front().scenario.parameters;
  for (std::size_t w = worlds; w < pair.worlds.size(); ++w)
    result.record.figures.push_back(metric_values(parameters, pair.worlds[w], pair.deaths[w]));
  pair.worlds.resize(worlds);
  pair.deaths.resize(worlds);
  pair.lives.resize(worlds - 1);
  result.worlds = std::move(pair.worlds);
  result.record.deaths = std::move(pair.deaths);
  result.record.lives = std::move(pair.lives);
  return result;
}

}  // namespace komuna
