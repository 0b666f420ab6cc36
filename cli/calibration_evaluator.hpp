#pragma once
// Runs the trials of a calibration on all cores or ranks, remembers them in the store, and never
// runs one twice.
//
// Trials are stored in the order of their keys, so what is there after a kill is a beginning of the
// list. Once the user wants to stop, no further trial is begun and Stopped is thrown; what has been
// finished is kept.

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "analysis/calibration/simulator.hpp"
#include "cli/trial_work.hpp"
#include "cluster/tasks.hpp"
#include "engine/output/trial_store.hpp"

namespace komuna {

class CalibrationEvaluator final : public calibration::Evaluator {
 public:
  // All must outlive it. `keep` as of Tasks.
  CalibrationEvaluator(const TrialWork& work, TrialStore& store, TaskExecutor& executor,
                       std::function<std::string()> keep)
      : work_(work), store_(store), executor_(executor), keep_(std::move(keep)) {}

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

  const TrialWork& work_;
  TrialStore& store_;
  TaskExecutor& executor_;
  std::function<std::string()> keep_;
  bool only_remembers_ = false;
  std::int64_t simulated_ = 0;
  double seconds_ = 0;
  std::chrono::steady_clock::time_point flushed_ = std::chrono::steady_clock::now();
};

// A trial on its way to another rank and back.
std::string order_of(const calibration::Trial& trial);
calibration::Trial trial_of_order(std::string_view bytes);
std::string result_of(const calibration::Trial& trial);
void take_result(std::string_view bytes, calibration::Trial& trial);

}  // namespace komuna
