#include "cli/pair_work.hpp"

#include <utility>

#include "cli/comparison_run.hpp"
#include "cli/posterior_choice.hpp"

namespace komuna {

PairWork::PairWork(std::uint64_t seed, const Comparison& comparison, const ComparisonWish& wish)
    : seed_(seed), comparison_(comparison), wish_(wish) {
  if (wish.posterior.empty()) return;
  posterior_ = posterior_of(wish.posterior, std::string(store_name));
  for (const ComparedWorld& world : comparison.worlds())
    free_.push_back(std::make_unique<FreeParameters>(world.scenario, posterior_->parameters));
}

Comparison::Result PairWork::simulate(std::uint64_t replicate) const {
  return posterior_ ? of_posterior(replicate) : comparison_.simulate(seed_, replicate);
}

// The same worlds with the parameters of the replicate's draw; replayed with its chance too.
Comparison::Result PairWork::of_posterior(std::uint64_t replicate) const {
  std::vector<Scenario> scenarios;
  for (const auto& free : free_)
    scenarios.push_back(free->scenario(posterior_->of(replicate).values));
  Comparison::Result result =
      comparison_of(std::move(scenarios), wish_)
          .simulate(posterior_->seed_of(seed_), posterior_->key_of(replicate));
  for (Outcome& outcome : result.worlds) outcome.replicate = replicate;
  return result;
}

ReplicateRecord record_of(Comparison::Result&& result) {
  ReplicateRecord record;
  record.extra = packed(result.record);
  record.worlds = std::move(result.worlds);
  pack_worlds(record);
  return record;
}

}  // namespace komuna
