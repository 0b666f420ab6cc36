#pragma once
// Runs the trials of a calibration on all cores, remembers them in the store, and never runs one
// twice.
//
// Trials are stored in the order of their keys, so what is there after a kill is a beginning of the
// list. Once the user wants to stop, no further trial is begun and Stopped is thrown; what has been
// finished is kept.

#include <chrono>
#include <cstdint>
#include <functional>

#include "analysis/calibration/simulator.hpp"
#include "cli/stop_request.hpp"
#include "engine/output/trial_store.hpp"

namespace komuna {

class CalibrationEvaluator final : public calibration::Evaluator {
 public:
  CalibrationEvaluator(calibration::Simulate simulate, std::size_t figures, TrialStore& store,
                       int threads, const StopRequest& stop)
      : simulate_(std::move(simulate)),
        figures_(figures),
        store_(store),
        threads_(threads),
        stop_(stop) {}

  // Told after each simulated trial, in order; may be empty.
  std::function<void()> each_trial;
  // From now on trials that the store lacks are an error of ours: only what is there is used.
  void only_remember() { only_remembers_ = true; }

  void evaluate(std::span<calibration::Trial> trials) override;

  std::int64_t simulated() const { return simulated_; }  // by this program, not remembered
  double seconds() const { return seconds_; }            // spent simulating and storing

 private:
  bool remembered(calibration::Trial& trial) const;
  void keep(const calibration::Trial& trial);

  calibration::Simulate simulate_;
  std::size_t figures_;
  TrialStore& store_;
  int threads_;
  const StopRequest& stop_;
  bool only_remembers_ = false;
  std::int64_t simulated_ = 0;
  double seconds_ = 0;
  std::chrono::steady_clock::time_point flushed_ = std::chrono::steady_clock::now();
};

}  // namespace komuna
