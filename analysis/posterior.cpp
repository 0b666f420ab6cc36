#include "analysis/posterior.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "analysis/calibration/chance.hpp"
#include "analysis/calibration/weights.hpp"
#include "analysis/wording.hpp"

namespace komuna {

EqualDraws equal_draws(const calibration::Population& population, std::size_t count,
                       std::uint64_t seed) {
  int chains = 0;
  for (const calibration::Draw& draw : population.draws) chains = std::max(chains, draw.chain + 1);
  EqualDraws equal;
  for (int chain = 0; chain < chains; ++chain) {
    std::vector<std::size_t> places;
    std::vector<double> logs;
    for (std::size_t i = 0; i < population.draws.size(); ++i) {
      if (population.draws[i].chain != chain) continue;
      places.push_back(i);
      logs.push_back(population.draws[i].log_weight);
    }
    const std::vector<double> weights = calibration::normalised(logs);
    std::vector<std::size_t> chosen;
    if (calibration::effective_size(weights) > 0)
      for (const std::size_t i : calibration::resample(
               weights, count, calibration::Chance(seed, static_cast<std::uint64_t>(chain)), 5))
        chosen.push_back(places[i]);
    equal.chains.push_back(std::move(chosen));
  }
  return equal;
}

std::vector<PosteriorDraw> chosen_draws(const std::vector<PosteriorDraw>& rows, std::size_t count,
                                        std::uint64_t seed) {
  std::vector<PosteriorDraw> chosen;
  if (rows.empty()) return chosen;
  const std::vector<double> equal(rows.size(), 1.0 / static_cast<double>(rows.size()));
  const calibration::Chance chance(seed, 0xFFFFFFFEu);
  for (const std::size_t i : calibration::resample(equal, count, chance, 6))
    chosen.push_back(rows[i]);
  // In the order of the file neighbours are alike; replicates are to be taken one after the other.
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < chosen.size(); ++i)
    order.emplace_back(
        chance.uniform(calibration::Purpose::choice, 6, static_cast<std::uint32_t>(i)), i);
  std::sort(order.begin(), order.end());
  std::vector<PosteriorDraw> shuffled;
  for (const auto& [u, i] : order) shuffled.push_back(chosen[i]);
  return shuffled;
}

std::size_t distinct_draws(const Posterior& posterior, std::int64_t replicates) {
  std::set<std::pair<std::uint64_t, std::vector<double>>> different;
  for (std::int64_t r = 0; r < replicates; ++r) {
    const PosteriorDraw& draw = posterior.of(static_cast<std::uint64_t>(r));
    different.emplace(draw.key, draw.values);
  }
  return different.size();
}

std::vector<std::string> words_of(const Posterior& posterior, std::int64_t replicates) {
  const Judgement& own = posterior.judgement;
  std::vector<std::string> words;
  if (!own.believable)
    words.push_back(
        "Do not build on these figures: the calibration that their parameters come from judges "
        "itself bad.");
  if (!posterior.unlike.empty()) words.push_back(posterior.unlike);
  std::string origin = fmt::format(
      "{} parameters are not the scenario's own: the replicates take them from the calibration in "
      "{}, {} different draws for {} replicates{}.",
      posterior.parameters.size(), posterior.source,
      with_commas(static_cast<double>(distinct_draws(posterior, replicates))),
      with_commas(static_cast<double>(replicates)),
      !posterior.replay          ? ""
      : posterior.unlike.empty() ? ", each with the chance of the history that agreed"
                                 : ", each with the chance of a history of that calibration");
  if (own.effective > 0)
    origin += fmt::format(" All its draws are worth {:.0f} independent ones.", own.effective);
  words.push_back(std::move(origin));
  std::string verdict = "The calibration's own verdict:";
  for (const std::string& sentence : own.verdict) verdict += ' ' + sentence;
  words.push_back(own.verdict.empty() ? "The calibration left no verdict of itself." : verdict);
  return words;
}

}  // namespace komuna
