#include "cli/trial_work.hpp"

#include <cmath>
#include <utility>

#include "engine/base/error.hpp"

namespace komuna {

// A draw far beyond the reach of its prior has no weight to speak of, and is not let loose on the
// simulator: a world without figures, which weighs nothing.
TrialWork::TrialWork(const Calibration& calibration, std::uint64_t seed)
    : priors_(priors_of(calibration.document)),
      free_(calibration.scenario, free_parameters(calibration.document)),
      simulator_(free_, seed),
      simulate_([this](std::span<const double> theta, std::uint64_t key) {
        for (std::size_t i = 0; i < reach_.size(); ++i)
          if (theta[i] < reach_[i].first || theta[i] > reach_[i].second)
            return calibration::Point(figures_, std::nan(""));
        return simulator_(theta, key);
      }),
      figures_(observations_of(calibration.scenario.parameters, calibration.document).size()) {
  for (std::size_t i = 0; i < priors_.size(); ++i) reach_.push_back(reach_of(priors_[i]));
}

void TrialWork::simulate(calibration::Trial& trial) const {
  calibration::run_trial(simulate_, figures_, trial);
}

}  // namespace komuna
