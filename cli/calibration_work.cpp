#include "cli/calibration_work.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include "analysis/calibration/abc_pmc.hpp"
#include "analysis/calibration/esmda.hpp"
#include "analysis/calibration/sobol.hpp"
#include "analysis/calibration/synthetic_evaluator.hpp"
#include "cli/figure_watch.hpp"
#include "cli/screen.hpp"
#include "cli/usage.hpp"

namespace komuna {
namespace {

using calibration::Draw;
using calibration::Point;
using calibration::Population;
using calibration::Trial;
using On = std::function<bool(const calibration::ImportanceProgress&)>;

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

calibration::ImportanceOptions importance_options(const CalibrationSettings& settings) {
  calibration::ImportanceOptions options;
  options.seed = settings.seed;
  options.chains = static_cast<int>(settings.work.chains);
  options.table = settings.work.table;
  options.ensemble = settings.work.ensemble;
  options.rounds = static_cast<int>(settings.work.rounds);
  options.draws_per_round = settings.work.draws;
  options.most_runs = settings.runs;
  options.block = 64;
  return options;
}

WorkDone by_importance(const CalibrationTask& task, calibration::Evaluator& evaluator,
                       const On& on) {
  bool stopped = false;
  calibration::ImportanceSampler sampler(task.priors, task.observations,
                                         importance_options(task.settings));
  WorkDone done;
  done.population = sampler.run(evaluator, [&](const calibration::ImportanceProgress& progress) {
    stopped = !on(progress);
    return !stopped;
  });
  if (!done.population.complete) done.stopped_by = stopped ? "time" : "runs";
  return done;
}

// As many worlds as the settings say, shared out over fewer draws.
CalibrationSettings for_draws(const CalibrationSettings& settings) {
  CalibrationSettings fewer = settings;
  const std::int64_t n = settings.worlds;
  fewer.work.table = std::max(20 * settings.work.chains, settings.work.table / n);
  fewer.work.ensemble =
      std::min(settings.work.ensemble / n, fewer.work.table / settings.work.chains);
  fewer.work.draws = std::max(settings.work.chains, settings.work.draws / n);
  if (settings.runs > 0) fewer.runs = std::max(fewer.work.table, settings.runs / n);
  return fewer;
}

WorkDone by_synthetic_likelihood(const CalibrationTask& task, calibration::Evaluator& evaluator,
                                 const On& on) {
  const CalibrationSettings fewer = for_draws(task.settings);
  calibration::SyntheticEvaluator synthetic(evaluator, task.observations,
                                            static_cast<std::uint32_t>(task.settings.worlds));
  calibration::ImportanceOptions options = importance_options(fewer);
  options.block = 4;
  options.likelihood = [&](const Trial& trial) { return synthetic.log_likelihood(trial); };
  bool stopped = false;
  WorkDone done;
  done.population = calibration::ImportanceSampler(task.priors, task.observations, options)
                        .run(synthetic, [&](calibration::ImportanceProgress progress) {
                          progress.runs *= task.settings.worlds;
                          progress.planned *= task.settings.worlds;
                          stopped = !on(progress);
                          return !stopped;
                        });
  done.population.runs *= task.settings.worlds;
  for (Draw& draw : done.population.draws) draw.key = synthetic.first_world(draw.key);
  if (!done.population.complete) done.stopped_by = stopped ? "time" : "runs";
  return done;
}

Draw draw_of(const Trial& trial, const CalibrationTask& task, int chain, int round) {
  Draw draw;
  draw.chain = chain;
  draw.round = round;
  draw.phi = trial.phi;
  draw.theta = trial.theta;
  draw.key = trial.key;
  draw.figures = trial.figures;
  draw.log_likelihood = trial.figures.empty()
                            ? minus_infinity
                            : calibration::log_likelihood(task.observations, trial.figures);
  draw.log_weight = minus_infinity;
  return draw;
}

// Notes the first generation, which is from the prior, for what is to be said of it.
class FirstGeneration final : public calibration::Evaluator {
 public:
  explicit FirstGeneration(calibration::Evaluator& evaluator) : evaluator_(evaluator) {}
  void evaluate(std::span<Trial> trials) override {
    evaluator_.evaluate(trials);
    if (first.empty()) first.assign(trials.begin(), trials.end());
  }
  std::vector<Trial> first;

 private:
  calibration::Evaluator& evaluator_;
};

calibration::AbcOptions abc_options(const CalibrationSettings& settings) {
  const std::int64_t chains = settings.work.chains;
  calibration::AbcOptions options;
  options.seed = settings.seed;
  options.population = std::max<std::int64_t>(20, settings.work.table / (10 * chains));
  options.block = std::clamp<std::int64_t>(options.population, 64, 512);
  options.most_runs = settings.runs / chains;
  return options;
}

// Chains come one after the other, and each has its share of the time.
WorkDone by_abc(const CalibrationTask& task, calibration::Evaluator& evaluator, const On& on) {
  WorkDone done;
  done.population.complete = true;
  const auto begun = std::chrono::steady_clock::now();
  calibration::ImportanceProgress progress;
  progress.phase = name_of(CalibrationMethod::abc);
  const std::int64_t chains = task.settings.work.chains;
  for (std::int64_t chain = 0; chain < chains; ++chain) {
    calibration::AbcOptions options = abc_options(task.settings);
    options.chain = static_cast<std::uint64_t>(chain);
    bool late = false;
    options.on = [&](std::int64_t runs) {
      progress.runs = done.population.runs + runs;
      on(progress);
      const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begun;
      late = task.settings.seconds > 0 &&
             passed.count() * static_cast<double>(chains) >=
                 static_cast<double>(task.settings.seconds) * static_cast<double>(chain + 1);
      return !late;
    };
    FirstGeneration watched(evaluator);
    const calibration::AbcResult result =
        calibration::abc_pmc(task.priors, task.observations, options, watched);
    for (const Trial& trial : watched.first)
      done.population.draws.push_back(draw_of(trial, task, static_cast<int>(chain), 0));
    for (const calibration::AbcParticle& p : result.particles) {
      Draw draw = draw_of({p.phi, p.theta, p.key, p.figures, {}}, task, static_cast<int>(chain), 1);
      draw.log_weight = std::log(p.weight);
      done.population.draws.push_back(std::move(draw));
    }
    done.population.runs += result.runs;
    done.population.failures.count += result.failures.count;
    for (const std::string& text : result.failures.first)
      if (done.population.failures.first.size() < 4) done.population.failures.first.push_back(text);
    done.inflation = std::max(done.inflation, result.inflation);
    if (result.stopped_by == "budget") {
      done.stopped_by = late ? "time" : "runs";
      done.population.complete = false;
    }
  }
  return done;
}

// Moves each chain's ensemble; the last one is simulated too, so that it can be judged.
WorkDone by_smoother(const CalibrationTask& task, calibration::Evaluator& evaluator, const On& on) {
  constexpr int steps = 4;
  WorkDone done;
  std::uint64_t key = 0;
  calibration::ImportanceProgress progress;
  progress.planned = planned_runs(task);
  for (int c = 0; c < static_cast<int>(task.settings.work.chains); ++c) {
    const calibration::Chance chance(task.settings.seed, static_cast<std::uint64_t>(c));
    const auto members = static_cast<std::size_t>(task.settings.work.ensemble);
    const calibration::Table points =
        calibration::scrambled_sobol(members, task.priors.size(), chance);
    calibration::Table phi(task.priors.size());
    for (std::size_t j = 0; j < members; ++j) phi.add(task.priors.free_quantile(points[j]));
    for (int step = 0; step <= steps; ++step) {
      std::vector<Trial> trials;
      for (std::size_t j = 0; j < phi.rows(); ++j)
        trials.push_back(
            {Point(phi[j].begin(), phi[j].end()), task.priors.from_free(phi[j]), key++, {}, {}});
      evaluator.evaluate(trials);
      progress.phase = "ensemble " + std::to_string(c + 1);
      progress.runs += static_cast<std::int64_t>(trials.size());
      for (const Trial& trial : trials) {
        if (!trial.error.empty()) done.population.failures.note(trial);
        if (step != 0 && step != steps) continue;
        Draw draw = draw_of(trial, task, c, step == 0 ? 0 : 1);
        if (step == steps && !trial.figures.empty()) draw.log_weight = 0;
        done.population.draws.push_back(std::move(draw));
      }
      if (!on(progress)) {
        done.stopped_by = "time";
        return done;
      }
      if (step < steps)
        phi = calibration::esmda_update(trials, task.observations, steps, chance,
                                        static_cast<std::uint32_t>(step));
    }
  }
  done.population.runs = progress.runs;
  done.population.complete = true;
  return done;
}

// Worlds that each method draws from the prior first.
std::int64_t worlds_from_prior(const CalibrationSettings& settings) {
  switch (settings.method) {
    case CalibrationMethod::abc:
      return abc_options(settings).population * abc_options(settings).first_round;
    case CalibrationMethod::esmda:
      return settings.work.ensemble;
    case CalibrationMethod::synthetic:
      return for_draws(settings).work.table * settings.worlds;
    default:
      return settings.work.table;
  }
}

void require_fitted(const CalibrationTask& task) {
  const bool any = std::any_of(
      task.observations.begin(), task.observations.end(),
      [](const calibration::Observation& o) { return o.role == calibration::Role::fit; });
  if (!any)
    throw UsageError(
        "--method esmda moves towards fitted figures and here are only readings; allowed: another "
        "method");
}

}  // namespace

std::int64_t planned_runs(const CalibrationTask& task) {
  const CalibrationSettings& settings = task.settings;
  if (settings.method == CalibrationMethod::abc) return settings.runs;
  if (settings.method == CalibrationMethod::esmda)
    return settings.work.chains * settings.work.ensemble * 5;
  const bool synthetic = settings.method == CalibrationMethod::synthetic;
  const std::int64_t planned =
      (synthetic ? settings.worlds : 1) *
      calibration::ImportanceSampler(task.priors, task.observations,
                                     importance_options(synthetic ? for_draws(settings) : settings))
          .planned_runs();
  return settings.runs > 0 ? std::min(settings.runs, planned) : planned;
}

WorkDone do_work(const CalibrationTask& task, calibration::Evaluator& simulating,
                 const std::function<bool(const calibration::ImportanceProgress&)>& on) {
  check_budget(task.settings);
  FigureWatch evaluator(simulating, task.observations, worlds_from_prior(task.settings));
  evaluator.tell = [](const std::string& text) { tell("komuna: " + text + '\n'); };
  switch (task.settings.method) {
    case CalibrationMethod::abc:
      return by_abc(task, evaluator, on);
    case CalibrationMethod::esmda:
      require_fitted(task);
      return by_smoother(task, evaluator, on);
    case CalibrationMethod::synthetic:
      return by_synthetic_likelihood(task, evaluator, on);
    default:
      return by_importance(task, evaluator, on);
  }
}

}  // namespace komuna
