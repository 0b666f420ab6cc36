#pragma once
// A replicate of a run, wherever it is simulated: here, or on another rank that was sent the plan.

#include <optional>

#include "analysis/free_parameters.hpp"
#include "analysis/posterior.hpp"
#include "cli/work_record.hpp"
#include "engine/scenario/document/scenario.hpp"

namespace komuna {

class ReplicateWork {
 public:
  ReplicateWork(const StorePlan& plan, const Scenario& scenario);

  // Safe to call from several threads. A replicate that fails has its message; number 0 tells its
  // lives. Errors: std::bad_alloc.
  ReplicateRecord simulate(std::uint64_t replicate) const;

 private:
  Outcome outcome(std::uint64_t replicate, WatchLife watch) const;

  std::uint64_t seed_;
  Model model_;
  std::optional<Model> baseline_;
  std::optional<Posterior> posterior_;
  std::optional<FreeParameters> free_;
};

}  // namespace komuna
