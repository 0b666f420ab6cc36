#include "analysis/calibration/predictions.hpp"

#include <algorithm>
#include <map>

#include "analysis/calibration/weights.hpp"

namespace komuna::calibration {
namespace {

constexpr std::size_t block = 64;  // worlds between two looks at the budget
constexpr std::uint64_t appearances = 64;

}  // namespace

std::size_t draws_to_predict(std::int64_t runs) {
  return static_cast<std::size_t>(std::clamp<std::int64_t>(runs / 20, 10, 200));
}

void predict(Population& population, std::size_t draws, std::uint64_t seed, Evaluator& evaluator,
             const std::function<bool(std::int64_t)>& go_on) {
  population.predictions.clear();
  std::vector<Trial> trials;
  std::vector<Prediction> list;
  std::map<std::size_t, std::uint64_t> seen;
  for (const std::size_t i : resample(population.weights(), draws, Chance(seed, 0), 7)) {
    const Draw& draw = population.draws[i];
    const std::uint64_t first =
        first_fresh_key + 2 * (appearances * draw.key + seen[i]++ % appearances);
    for (const std::uint64_t key : {first, first + 1}) {
      trials.push_back({draw.phi, draw.theta, key, {}, {}});
      list.push_back({i, key, {}});
    }
  }
  std::size_t done = 0;
  while (done < trials.size()) {
    const std::size_t size = std::min(block, trials.size() - done);
    evaluator.evaluate(std::span(trials).subspan(done, size));
    done += size;
    if (go_on && !go_on(static_cast<std::int64_t>(done))) break;
  }
  list.resize(done);
  for (std::size_t i = 0; i < done; ++i) {
    if (!trials[i].error.empty()) population.failures.note(trials[i]);
    list[i].figures = std::move(trials[i].figures);
  }
  population.predictions = std::move(list);
}

}  // namespace komuna::calibration
