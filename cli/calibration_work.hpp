#pragma once
// The work of a calibration by each of its methods: which trials are run, and what weighted
// population comes of them.
//
//   importance  the default (analysis/calibration/importance.hpp)
//   abc         population Monte Carlo with the error-model acceptor, a cross-check on few
//               parameters (abc_pmc.hpp)
//   synthetic   the same sampler with a likelihood from several worlds a draw
//               (synthetic_evaluator.hpp); the numbers of runs are of worlds, as everywhere
//   esmda       the ensemble smoother alone: an opinion within minutes (esmda.hpp)

#include <functional>
#include <vector>

#include "analysis/calibration/importance.hpp"
#include "cli/calibration_settings.hpp"

namespace komuna {

struct CalibrationTask {
  const calibration::Priors& priors;
  const std::vector<calibration::Observation>& observations;
  const CalibrationSettings& settings;
};

// Simulations of a complete run; of abc 0, since nobody knows.
std::int64_t planned_runs(const CalibrationTask& task);

struct WorkDone {
  calibration::Population population;
  double inflation = 1;    // abc: of the error bars, 1 = exact
  std::string stopped_by;  // "" = complete; "runs", "time" or what ended abc
};

// `on` is asked after each block whether to go on. Errors: UsageError for settings that cannot be;
// FigureError, after the worlds from the prior, for figures nothing can be fitted to.
WorkDone do_work(const CalibrationTask& task, calibration::Evaluator& simulating,
                 const std::function<bool(const calibration::ImportanceProgress&)>& on);

}  // namespace komuna
