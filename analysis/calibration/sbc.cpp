#include "analysis/calibration/sbc.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/calibration/weights.hpp"

namespace komuna::calibration {

std::size_t rank_of(double truth, std::span<const double> draws, double u) {
  std::size_t less = 0, equal = 0;
  for (const double x : draws) {
    less += x < truth;
    equal += x == truth;
  }
  return less + static_cast<std::size_t>(u * static_cast<double>(equal + 1));
}

double rank_distance(std::span<const std::size_t> ranks, std::size_t most) {
  std::vector<std::size_t> count(most + 1, 0);
  for (const std::size_t r : ranks) ++count[r];
  double worst = 0;
  std::size_t passed = 0;
  for (std::size_t r = 0; r <= most; ++r) {
    passed += count[r];
    const double share = static_cast<double>(passed) / static_cast<double>(ranks.size());
    worst = std::max(worst,
                     std::fabs(share - static_cast<double>(r + 1) / static_cast<double>(most + 1)));
  }
  return worst;
}

double rank_band(std::size_t n, double alpha) {
  return std::sqrt(std::log(2 / alpha) / (2 * static_cast<double>(n)));
}

namespace {

class FromTable {
 public:
  FromTable(const Population& population, const Priors& priors,
            std::span<const Observation> observations, std::uint64_t seed)
      : priors_(priors), observations_(observations), chance_(seed, 7) {
    for (const Draw& draw : population.draws)
      if (draw.round == 0 && draw.log_likelihood > -std::numeric_limits<double>::infinity())
        rows_.push_back(&draw);
  }

  SbcResult run(std::size_t repetitions, std::size_t draws, double least_effective) {
    SbcResult result;
    result.draws = draws;
    result.ranks.resize(priors_.size());
    result.contraction.assign(priors_.size(), 0);
    const std::size_t n = std::min(repetitions, rows_.size());
    for (std::size_t i = 0; i < n; ++i)
      repeat(i * rows_.size() / n, draws, least_effective, result);
    const auto done = result.ranks.front().size();
    for (std::size_t p = 0; p < priors_.size(); ++p) {
      result.distance.push_back(done == 0 ? 0 : rank_distance(result.ranks[p], draws));
      if (done > 0) result.contraction[p] /= static_cast<double>(done);
    }
    result.band = done == 0 ? 1 : rank_band(done, 0.05);
    return result;
  }

 private:
  // History as it would be printed if this row were true.
  std::vector<Observation> pseudo(const Draw& truth, std::uint32_t number) const {
    std::vector<Observation> made(observations_.begin(), observations_.end());
    for (std::size_t k = 0; k < made.size(); ++k) {
      Observation& o = made[k];
      if (o.role != Role::fit) continue;
      const double disturbed = o.on_scale(truth.figures[k]) +
                               o.disturbance(chance_.uniform(Purpose::pseudo_data, 1, number,
                                                             static_cast<std::uint32_t>(k)));
      o.lower = o.upper = o.from_scale(disturbed);
    }
    return made;
  }

  void repeat(std::size_t row, std::size_t draws, double least_effective, SbcResult& result) {
    const auto number = static_cast<std::uint32_t>(row);
    const std::vector<Observation> history = pseudo(*rows_[row], number);
    std::vector<double> logs;
    for (const Draw* other : rows_)
      logs.push_back(other == rows_[row] ? -std::numeric_limits<double>::infinity()
                                         : log_likelihood(history, other->figures));
    const std::vector<double> weights = normalised(logs);
    if (effective_size(weights) < least_effective) return;
    const std::vector<std::size_t> chosen = resample(weights, draws, chance_, 100 + number);
    for (std::size_t p = 0; p < priors_.size(); ++p) {
      std::vector<double> values, all;
      for (const std::size_t i : chosen) values.push_back(rows_[i]->theta[p]);
      for (const Draw* other : rows_) all.push_back(other->theta[p]);
      result.ranks[p].push_back(
          rank_of(rows_[row]->theta[p], values,
                  chance_.uniform(Purpose::ties, number, static_cast<std::uint32_t>(p))));
      result.contraction[p] += 1 - weighted_variance(all, weights) / priors_[p].variance();
    }
  }

  const Priors& priors_;
  std::span<const Observation> observations_;
  Chance chance_;
  std::vector<const Draw*> rows_;
};

}  // namespace

SbcResult sbc_from_table(const Population& population, const Priors& priors,
                         std::span<const Observation> observations, std::size_t repetitions,
                         std::size_t draws, double least_effective, std::uint64_t seed) {
  return FromTable(population, priors, observations, seed).run(repetitions, draws, least_effective);
}

}  // namespace komuna::calibration
