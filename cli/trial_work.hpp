#pragma once
// A trial of a calibration, wherever it is simulated: here, or on another rank that was sent what
// the calibration's store is told.

#include "analysis/calibration/prior.hpp"
#include "analysis/calibration/simulator.hpp"
#include "analysis/calibration_file.hpp"
#include "analysis/free_parameters.hpp"
#include "analysis/target_simulator.hpp"

namespace komuna {

class TrialWork {
 public:
  TrialWork(const Calibration& calibration, std::uint64_t seed);
  TrialWork(const TrialWork&) = delete;
  TrialWork& operator=(const TrialWork&) = delete;

  // Figures or error of a trial whose parameters and key are given. Safe to call from several
  // threads. Errors: std::bad_alloc.
  void simulate(calibration::Trial& trial) const;

 private:
  calibration::Priors priors_;
  std::vector<std::pair<double, double>> reach_;
  FreeParameters free_;
  TargetSimulator simulator_;
  calibration::Simulate simulate_;
  std::size_t figures_;
};

}  // namespace komuna
