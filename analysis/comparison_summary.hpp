#pragma once
// What a comparison says as a whole: effects on every metric, who would have gone, what each lever
// contributes; read from the store in passes.
//
// Kept in memory are one number a metric, world and replicate (about 4 kB a world and replicate of
// the historical scenario) and the counts of paired lives that are not 0.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/comparison.hpp"
#include "analysis/paired_effect.hpp"
#include "engine/output/outcome_source.hpp"

namespace komuna {

// Values of every metric in every world; a column a replicate, in their order.
class MetricValues {
 public:
  explicit MetricValues(const Comparison& comparison);
  // So many replicates, by their numbers, share a draw of the parameters; 0 = all have the same.
  void share_draws(std::int64_t replicates) { of_draw_ = replicates; }
  // Completed ones in the order of replicates, for each world.
  void add(std::size_t world, const Outcome& outcome, const DeathsByCause& deaths);

  const std::vector<std::uint64_t>& replicates() const { return replicates_; }
  const std::vector<double>& of(std::size_t world, std::size_t metric) const {
    return values_[world][metric];
  }
  PairedEffect effect(std::size_t world, std::size_t metric) const {
    return paired_effect(of(0, metric), of(world, metric), draws());
  }

 private:
  std::vector<std::int64_t> draws() const;

  std::int64_t of_draw_ = 0;
  std::vector<MetricOrder> orders_;
  std::vector<std::uint64_t> replicates_;
  std::vector<std::vector<std::vector<double>>> values_;  // [world][metric][replicate]
};

// One line of paired_lives.csv; the persons' spread over the pairs, 0 where a pair has none.
struct PairedLivesSummary {
  PairedLives about;  // its counts are not used
  Spread persons;
  double heads = 0;
};

struct LeverSummary {
  std::string lever;  // "(total)" for all
  std::string_view method;
  std::vector<double> values;  // by replicate
};

class ComparisonSummary {
 public:
  using EachExtra = std::function<void(
      const std::function<void(std::uint64_t replicate, std::string_view extra)>&)>;

  // `sources`: of each world. Errors: DamagedRecord.
  ComparisonSummary(const Comparison& comparison, std::uint64_t seed,
                    const std::vector<const OutcomeSource*>& sources, const EachExtra& extras);

  std::int64_t completed() const { return static_cast<std::int64_t>(values_.replicates().size()); }
  std::int64_t failed() const { return failed_; }
  std::int64_t beyond_limits() const { return beyond_limits_; }
  const std::vector<std::string>& errors() const { return errors_; }  // the first few

  const MetricValues& values() const { return values_; }
  void share_draws(std::int64_t replicates) { values_.share_draws(replicates); }
  // In the order of pairing, origin, stratum and reasons.
  const std::vector<PairedLivesSummary>& lives(std::size_t world) const {
    return lives_[world - 1];
  }
  // Of one metric: for each lever three lines (shapley, alone, last), then the total.
  std::vector<LeverSummary> levers(std::size_t metric) const;

 private:
  using Deaths = std::map<std::uint64_t, std::vector<DeathsByCause>>;  // [replicate][world]

  void read_extras(const EachExtra& extras, Deaths& deaths);
  void note_failure(const Outcome& outcome);

  const Comparison& comparison_;
  std::uint64_t seed_;
  MetricValues values_;
  std::vector<std::vector<std::vector<double>>> figures_;  // [replicate][lever world][metric]
  std::vector<std::vector<PairedLivesSummary>> lives_;
  std::int64_t failed_ = 0;
  std::int64_t beyond_limits_ = 0;
  std::vector<std::string> errors_;
};

}  // namespace komuna
