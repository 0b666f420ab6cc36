#include "analysis/calibration/synthetic_evaluator.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "analysis/calibration/synthetic_likelihood.hpp"
#include "engine/base/math.hpp"

namespace komuna::calibration {
namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

bool is_normal_part(const Observation& o) { return o.role == Role::fit && o.is_value(); }

}  // namespace

void SyntheticEvaluator::evaluate(std::span<Trial> trials) {
  std::vector<Trial> all;
  for (const Trial& trial : trials)
    for (std::uint32_t w = 0; w < worlds_; ++w)
      all.push_back({trial.phi, trial.theta, first_world(trial.key) + w, {}, {}});
  single_.evaluate(all);
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const std::span<const Trial> worlds = std::span(all).subspan(i * worlds_, worlds_);
    trials[i].figures = worlds.front().figures;
    trials[i].error = worlds.front().error;
    known_[trials[i].key] = of_worlds(worlds);
  }
}

double SyntheticEvaluator::log_likelihood(const Trial& trial) const {
  const auto found = known_.find(trial.key);
  return found == known_.end() || trial.figures.empty() ? minus_infinity : found->second;
}

double SyntheticEvaluator::of_worlds(std::span<const Trial> worlds) const {
  std::vector<double> observed, variances;
  for (const Observation& o : observations_) {
    if (!is_normal_part(o)) continue;
    observed.push_back(o.on_scale(o.centre()));
    variances.push_back(o.sigma() * o.sigma());
  }
  // What is not a value is averaged over the worlds as it is.
  std::vector<Observation> rest;
  for (const Observation& o : observations_) {
    rest.push_back(o);
    if (is_normal_part(o)) rest.back().role = Role::report;
  }
  Table figures(observed.size());
  double sum_of_rest = minus_infinity;
  double whole = 0;
  for (const Trial& world : worlds) {
    if (world.figures.empty()) continue;
    Point row;
    bool has_all = true;
    for (std::size_t k = 0; k < observations_.size(); ++k) {
      if (!is_normal_part(observations_[k])) continue;
      row.push_back(observations_[k].on_scale(world.figures[k]));
      has_all = has_all && std::isfinite(row.back());
    }
    if (!has_all) continue;
    ++whole;
    figures.add(row);
    sum_of_rest = log_add(sum_of_rest, calibration::log_likelihood(rest, world.figures));
  }
  const double share = math::log(whole / static_cast<double>(worlds.size()));
  if (observed.empty()) return share + sum_of_rest - math::log(whole);
  if (whole < 2 || whole < static_cast<double>(worlds.size()) / 4) return minus_infinity;
  return share + plug_in_log_likelihood(figures, observed, variances) + sum_of_rest -
         math::log(whole);
}

}  // namespace komuna::calibration
