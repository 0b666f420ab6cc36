#include "cli/calibration_evaluator.hpp"

#include <utility>
#include <vector>

#include "engine/base/assert.hpp"
#include "engine/base/parallel.hpp"
#include "engine/output/file_error.hpp"

namespace komuna {
namespace {

using Clock = std::chrono::steady_clock;
using calibration::Trial;

constexpr std::chrono::milliseconds between_flushes{500};

}  // namespace

bool CalibrationEvaluator::remembered(Trial& trial) const {
  const StoredTrial* stored = store_.find(trial.key);
  if (stored == nullptr) return false;
  if (stored->parameters != trial.theta)
    throw FileError(std::string(trial_store_name),
                    "holds other parameters for trial " + std::to_string(trial.key) +
                        " than this calibration draws: it was begun with another one");
  trial.figures = stored->figures;
  trial.error = stored->error;
  return true;
}

void CalibrationEvaluator::keep(const Trial& trial) {
  store_.add(trial.key, {trial.theta, trial.figures, trial.error});
  ++simulated_;
  if (Clock::now() - flushed_ >= between_flushes) {
    store_.flush();
    flushed_ = Clock::now();
  }
  if (each_trial) each_trial();
}

void CalibrationEvaluator::evaluate(std::span<Trial> trials) {
  const auto begun = Clock::now();
  std::vector<Trial*> missing;
  for (Trial& trial : trials)
    if (!remembered(trial)) missing.push_back(&trial);
  KOMUNA_ASSERT(missing.empty() || !only_remembers_, "no trial that was not stored");
  try {
    parallel_in_order(
        threads_, static_cast<std::int64_t>(missing.size()),
        [&](std::int64_t i) {
          if (const int signal = stop_.asked(); signal != 0) throw Stopped(signal);
          calibration::run_trial(simulate_, figures_, *missing[static_cast<std::size_t>(i)]);
        },
        [&](std::int64_t i) { keep(*missing[static_cast<std::size_t>(i)]); });
  } catch (...) {
    store_.flush();
    throw;
  }
  seconds_ += std::chrono::duration<double>(Clock::now() - begun).count();
}

}  // namespace komuna
