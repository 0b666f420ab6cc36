#pragma once
// The worlds of a comparison: a base, its alternatives, and the levers that are attributed.
//
// Counterfactuals of the base (what-ifs, changed parameters, levers) read the named foundings as
// they were observed in the base's own baseline. Another scenario observes them in itself, unless
// its parameters are the base's and only its interventions differ: then it is a counterfactual too.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/attribution.hpp"
#include "analysis/metrics.hpp"
#include "analysis/paired_record.hpp"
#include "engine/scenario/document/scenario.hpp"

namespace komuna {

struct ComparedWorld {
  Scenario scenario;
  bool counterfactual = false;  // of the base, whatever its parameters
};

struct Lever {
  std::string name;
  std::vector<Intervention> changes;
};

class Comparison {
 public:
  // The base first. With levers, the last world is the one in which all are pulled.
  Comparison(std::vector<ComparedWorld> worlds, std::vector<Lever> levers);

  const std::vector<ComparedWorld>& worlds() const { return worlds_; }
  const std::vector<Lever>& levers() const { return levers_; }
  // The first month in which a world (1, 2, ...) can differ from the base; nothing: never.
  const std::optional<Month>& parts(std::size_t world) const { return plan_->parts(world - 1); }
  // All metrics of the base; figures of lever worlds stand in this order.
  const std::vector<Metric>& metrics() const { return metrics_; }

  struct Result {
    std::vector<Outcome> worlds;  // of a failed replicate all carry its error
    PairedRecord record;
  };
  // Never throws what a step throws: that becomes the error of the replicate.
  Result simulate(std::uint64_t seed, std::uint64_t replicate,
                  const WatchPairedLife& watch = {}) const;

 private:
  Model lever_model(LeverSet set) const;
  PairedOutcome run(std::uint64_t seed, std::uint64_t replicate,
                    const WatchPairedLife& watch) const;
  PairedOutcome run_with_orders(std::uint64_t seed, std::uint64_t replicate,
                                const WatchPairedLife& watch) const;

  std::vector<ComparedWorld> worlds_;
  std::vector<Lever> levers_;
  std::vector<Metric> metrics_;
  std::vector<std::unique_ptr<Model>> models_;  // of the worlds, baselines, lever worlds
  std::vector<PairedWorld> paired_;             // the worlds
  std::unique_ptr<PairPlan> plan_;              // worlds, then the lever worlds of a full design
};

}  // namespace komuna
