#pragma once
// A pair of a comparison, wherever it is simulated: here, or on another rank that was sent the
// plan.

#include <memory>
#include <optional>
#include <vector>

#include "analysis/comparison.hpp"
#include "analysis/free_parameters.hpp"
#include "analysis/posterior.hpp"
#include "cli/comparison_wish.hpp"
#include "cli/work_record.hpp"

namespace komuna {

class PairWork {
 public:
  // The comparison and the wish must outlive it.
  PairWork(std::uint64_t seed, const Comparison& comparison, const ComparisonWish& wish);

  // Safe to call from several threads; a pair that fails has its message.
  Comparison::Result simulate(std::uint64_t replicate) const;
  const std::optional<Posterior>& posterior() const { return posterior_; }

 private:
  Comparison::Result of_posterior(std::uint64_t replicate) const;

  std::uint64_t seed_;
  const Comparison& comparison_;
  const ComparisonWish& wish_;
  std::optional<Posterior> posterior_;
  std::vector<std::unique_ptr<FreeParameters>> free_;  // of each world
};

// As it is stored.
ReplicateRecord record_of(Comparison::Result&& result);

}  // namespace komuna
