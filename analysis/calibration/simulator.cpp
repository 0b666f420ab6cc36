#include "analysis/calibration/simulator.hpp"

#include <cmath>
#include <exception>
#include <new>

#include "engine/base/parallel.hpp"

namespace komuna::calibration {

void run_trial(const Simulate& simulate, std::size_t figures, Trial& trial) {
  try {
    trial.figures = simulate(trial.theta, trial.key);
    if (trial.figures.size() != figures)
      trial.error = "gave " + std::to_string(trial.figures.size()) + " figures instead of " +
                    std::to_string(figures);
    for (const double figure : trial.figures)
      if (std::isinf(figure)) trial.error = "gave an infinite figure";
  } catch (const std::bad_alloc&) {
    throw;  // the machine's trouble, not the trial's
  } catch (const std::exception& problem) {
    trial.error = problem.what();
    if (trial.error.empty()) trial.error = "failed without a message";
  } catch (...) {
    trial.error = "failed without a message";
  }
  if (!trial.error.empty()) trial.figures.clear();
}

void ThreadEvaluator::evaluate(std::span<Trial> trials) {
  parallel_for(threads_, static_cast<std::int64_t>(trials.size()), [&](std::int64_t i) {
    run_trial(simulate_, figures_, trials[static_cast<std::size_t>(i)]);
  });
}

void Failures::note(const Trial& trial) {
  ++count;
  if (first.size() < 4) first.push_back("key " + std::to_string(trial.key) + ": " + trial.error);
}

}  // namespace komuna::calibration
