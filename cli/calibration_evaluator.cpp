#include "cli/calibration_evaluator.hpp"

#include <utility>
#include <vector>

#include "engine/base/assert.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/record_bytes.hpp"

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
  const auto trial = [&](std::int64_t i) -> Trial& {
    return *missing[static_cast<std::size_t>(i)];
  };
  Tasks tasks;
  tasks.count = static_cast<std::int64_t>(missing.size());
  tasks.in_order = true;
  tasks.work = [&](std::int64_t i) { work_.simulate(trial(i)); };
  tasks.finish = [&](std::int64_t i) { keep(trial(i)); };
  tasks.order = [&](std::int64_t i) { return order_of(trial(i)); };
  tasks.take = [&](std::int64_t i, std::string_view bytes) { take_result(bytes, trial(i)); };
  tasks.keep = keep_;
  try {
    executor_.run(tasks);
  } catch (...) {
    store_.flush();
    throw;
  }
  seconds_ += std::chrono::duration<double>(Clock::now() - begun).count();
}

std::string order_of(const Trial& trial) {
  ByteWriter writer;
  writer.put(trial.key);
  writer.put(trial.theta);
  return writer.bytes();
}

Trial trial_of_order(std::string_view bytes) {
  ByteReader reader(bytes);
  Trial trial;
  reader.get(trial.key);
  reader.get(trial.theta);
  return trial;
}

std::string result_of(const Trial& trial) {
  ByteWriter writer;
  writer.put(trial.figures);
  writer.put(trial.error);
  return writer.bytes();
}

void take_result(std::string_view bytes, Trial& trial) {
  ByteReader reader(bytes);
  reader.get(trial.figures);
  reader.get(trial.error);
}

}  // namespace komuna
