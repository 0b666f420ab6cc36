#include "cli/figure_watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace komuna {
namespace {

using calibration::Observation;
using calibration::Role;

const char* scale_of(const Observation& o) {
  return o.family == calibration::Family::lognormal ? "a logarithm, which needs numbers above 0"
                                                    : "a square root, which needs 0 or more";
}

}  // namespace

FigureWatch::FigureWatch(calibration::Evaluator& evaluator,
                         std::span<const Observation> observations, std::int64_t worlds)
    : evaluator_(evaluator),
      observations_(observations),
      worlds_(worlds),
      figures_(observations.size()) {}

void FigureWatch::evaluate(std::span<calibration::Trial> trials) {
  evaluator_.evaluate(trials);
  for (const calibration::Trial& trial : trials) {
    if (seen_ == worlds_) return;
    note(trial);
    if (++seen_ == worlds_) judge();
  }
}

void FigureWatch::note(const calibration::Trial& trial) {
  if (trial.figures.empty()) return;
  ++whole_;
  for (std::size_t k = 0; k < figures_.size(); ++k) {
    const double x = trial.figures[k];
    Seen& seen = figures_[k];
    if (std::isnan(x)) continue;
    seen.varies = seen.varies || (seen.produced > 0 && x != seen.value);
    ++seen.produced;
    seen.value = x;
    if (std::isfinite(observations_[k].on_scale(x))) ++seen.on_scale;
  }
}

void FigureWatch::judge() const {
  if (whole_ < worlds_ / 2) return;
  std::map<std::string, std::int64_t> read;  // figure -> worlds with a reading of it
  for (std::size_t k = 0; k < figures_.size(); ++k)
    if (observations_[k].role == Role::reading)
      read[observations_[k].figure] += figures_[k].on_scale;
  for (const auto& [figure, worlds] : read)
    if (worlds == 0)
      throw FigureError(
          fmt::format("no reading of the figure {} was produced in any of {} worlds from the prior",
                      figure, whole_));
  for (std::size_t k = 0; k < figures_.size(); ++k) {
    const Observation& o = observations_[k];
    const Seen& seen = figures_[k];
    if (o.role != Role::fit) continue;
    const char* mend = "no parameters can be found for it; give it the role report, ";
    if (seen.produced == 0)
      throw FigureError(
          fmt::format("the fitted figure {} was produced in none of {} worlds from the prior: {}"
                      "or another prior",
                      o.name, whole_, mend));
    if (seen.on_scale == 0)
      throw FigureError(
          fmt::format("the fitted figure {} is compared as {}, and is {} in all {} worlds from the "
                      "prior that have it: {}another family, or another prior",
                      o.name, scale_of(o), seen.varies ? "off it" : fmt::format("{:g}", seen.value),
                      seen.produced, mend));
    if (!seen.varies && tell)
      tell(
          fmt::format("the fitted figure {} is {:g} in every world from the prior: it informs "
                      "nothing",
                      o.name, seen.value));
  }
}

void require_weight(const calibration::Population& population,
                    std::span<const Observation> observations) {
  const std::vector<double> logs = population.log_weights();
  if (std::any_of(logs.begin(), logs.end(), [](double w) { return std::isfinite(w); })) return;
  if (std::any_of(population.draws.begin(), population.draws.end(),
                  [](const calibration::Draw& d) { return std::isfinite(d.log_likelihood); }))
    throw FigureError("no posterior: the work ended before any draw was weighed");
  std::string scarcest;
  std::int64_t fewest = std::numeric_limits<std::int64_t>::max(), whole = 0;
  for (const calibration::Draw& draw : population.draws) whole += draw.figures.empty() ? 0 : 1;
  for (std::size_t k = 0; k < observations.size(); ++k) {
    const Observation& o = observations[k];
    if (o.role != Role::fit && o.role != Role::reading) continue;
    const std::int64_t has = std::count_if(
        population.draws.begin(), population.draws.end(), [&](const calibration::Draw& draw) {
          return !draw.figures.empty() && std::isfinite(o.log_likelihood(draw.figures[k]));
        });
    if (has < fewest) scarcest = o.name;
    fewest = std::min(fewest, has);
  }
  throw FigureError(
      fmt::format("no posterior: none of {} draws agrees with the figures at all. Fewest, {} of "
                  "{} worlds, have the figure {}; give it the role report, or another prior",
                  population.draws.size(), fewest, whole, scarcest));
}

}  // namespace komuna
