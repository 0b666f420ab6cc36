#include "cli/calibration_run.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <type_traits>

#include "analysis/calibration/predictions.hpp"
#include "cli/calibration_evaluator.hpp"
#include "cli/calibration_files.hpp"
#include "cli/calibration_report.hpp"
#include "cli/calibration_work.hpp"
#include "cli/ensemble_run.hpp"
#include "cli/executor.hpp"
#include "cli/figure_watch.hpp"
#include "cli/progress.hpp"
#include "cli/screen.hpp"
#include "cli/trial_work.hpp"
#include "cli/usage.hpp"
#include "cli/work_record.hpp"
#include "engine/base/error.hpp"
#include "engine/output/file_error.hpp"
#include "engine/scenario/document/json_tree.hpp"
#include "engine/scenario/document/listing.hpp"
#include "engine/scenario/document/loader.hpp"
#include "engine/scenario/document/resolved.hpp"

namespace komuna {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;
using calibration::ImportanceProgress;
using calibration::Observation;

constexpr double share_of_draws = 0.9;  // of a budget of time; the rest is for predictions

double seconds_since(Clock::time_point begun) {
  return std::chrono::duration<double>(Clock::now() - begun).count();
}

// "round 2 of 4: 40 of 100 runs (40 %), 12.3 a second, 5 s left; 812 effective draws"
class Sight {
 public:
  Sight(std::int64_t planned, std::int64_t remembered, bool quiet)
      : planned_(planned), before_(remembered), quiet_(quiet) {}

  void trial() {
    ++done_;
    if (quiet_ || seconds_since(shown_) < (messages_on_terminal() ? 0.2 : 5.0)) return;
    shown_ = Clock::now();
    // What is remembered costs no time and must not flatter the rate.
    std::string text =
        progress_text(done_, std::max(done_, planned_ - before_), "runs", seconds_since(begun_));
    text = (state.phase.empty() ? "prior table" : state.phase) + ": " + text;
    if (state.effective > 0) text += fmt::format("; {:.0f} effective draws", state.effective);
    tell(messages_on_terminal() ? '\r' + text + "\x1b[K" : "  " + text + '\n');
    drawn_ = messages_on_terminal();
  }
  ~Sight() {
    if (drawn_) tell("\r\x1b[K");
  }
  Sight(const Sight&) = delete;
  Sight& operator=(const Sight&) = delete;

  ImportanceProgress state;

 private:
  std::int64_t planned_;
  std::int64_t before_;
  bool quiet_;
  bool drawn_ = false;
  std::int64_t done_ = 0;
  Clock::time_point begun_ = Clock::now();
  Clock::time_point shown_ = Clock::now();
};

[[noreturn]] void throw_failure(const calibration::Population& population) {
  throw LimitError(fmt::format("all {} simulations failed; the first: {}",
                               population.failures.count, population.failures.first.front()));
}

std::string kept_text(const RunFolder& folder, const TrialStore& store) {
  return fmt::format("{} simulations are safe in {}; komuna resume {} continues", store.safe(),
                     folder.path(), folder.path());
}

class Sitting {
 public:
  Sitting(RunFolder& folder, TrialStore& store, const Calibration& calibration,
          const CalibrationSettings& settings, const CalibrationSitting& sitting,
          const StopRequest& stop)
      : folder_(folder),
        store_(store),
        calibration_(calibration),
        settings_(settings),
        sitting_(sitting),
        priors_(priors_of(calibration.document)),
        observations_(observations_of(calibration.scenario.parameters, calibration.document)),
        work_(calibration, settings.seed),
        executor_(executor_for(sitting.threads, sitting.crew, stop,
                               [&] { return WorkOrder{"calibrate", bytes_of(store.meta())}; })),
        evaluator_(work_, store, *executor_, [this] {
          store_.flush();
          return kept_text(folder_, store_);
        }) {}

  int carry_out() {
    WorkDone done = work();
    if (!done.population.draws.empty() && done.population.failures.count > 0 &&
        done.population.failures.count >= static_cast<std::int64_t>(done.population.draws.size()))
      throw_failure(done.population);
    require_weight(done.population, observations_);
    // A file that cannot be written costs no simulation.
    return or_keep([&] {
      store_.flush();
      keep_store();
      return finish(done);
    });
  }

 private:
  int finish(const WorkDone& done) {
    const calibration::Diagnosis diagnosis =
        calibration::diagnose(done.population, priors_, observations_, settings_.seed,
                              {done.inflation, settings_.method == CalibrationMethod::esmda});
    CalibrationResults results{calibration_,    settings_, priors_,    observations_,
                               done.population, diagnosis, facts(done)};
    write_calibration(folder_, store_, results);
    store_.seal();
    folder_.keep();
    if (!sitting_.quiet) print(calibration_report(results));
    if (signal_ != 0) throw Stopped(signal_, "stopped; " + kept_text(folder_, store_));
    return 0;
  }

  // Once: files that are written afterwards stay only if all of them do.
  void keep_store() {
    if (!kept_) folder_.keep();
    kept_ = true;
  }

  // Whatever else ends it: what is stored stays, and the user is told how to go on.
  template <class Work>
  std::invoke_result_t<Work> or_keep(const Work& work) {
    try {
      return work();
    } catch (const Stopped&) {
      throw;
    } catch (const FigureError&) {
      throw;  // more runs would not help, and there is nothing to be kept
    } catch (...) {
      if (store_.safe() == 0) throw;
      keep_store();
      tell("komuna: " + kept_text(folder_, store_) + '\n');
      throw;
    }
  }

  // Ctrl-C ends the work at once; what has been finished is then gone through again, from memory.
  WorkDone work() {
    return or_keep([&] {
      try {
        return within_budget();
      } catch (const Stopped& stopped) {
        store_.flush();
        signal_ = stopped.signal();
        if (store_.safe() == 0) throw;
        keep_store();
        return of_what_is_there();
      }
    });
  }

  CalibrationTask task() const { return {priors_, observations_, settings_}; }

  WorkDone within_budget() {
    const std::int64_t planned = planned_runs(task());
    const auto fresh = static_cast<std::int64_t>(2 * calibration::draws_to_predict(planned));
    Sight sight(planned + fresh, static_cast<std::int64_t>(store_.size()), sitting_.quiet);
    if (settings_.method != CalibrationMethod::importance)
      sight.state.phase = name_of(settings_.method);
    evaluator_.each_trial = [&] { sight.trial(); };
    WorkDone done = do_work(task(), evaluator_, [&](const ImportanceProgress& progress) {
      sight.state = progress;
      return within(share_of_draws);
    });
    sight.state.phase = "predictions";
    calibration::predict(done.population, draws_to_predict(done), settings_.seed, evaluator_,
                         [&](std::int64_t) { return within(1.0); });
    evaluator_.each_trial = {};
    return done;
  }

  std::size_t draws_to_predict(const WorkDone& done) const {
    return settings_.predicted >= 0 ? static_cast<std::size_t>(settings_.predicted)
                                    : calibration::draws_to_predict(done.population.runs);
  }

  // Within that share of the budget of time.
  bool within(double share) const {
    return settings_.seconds == 0 ||
           seconds_since(begun_) < share * static_cast<double>(settings_.seconds);
  }

  WorkDone of_what_is_there() {
    if (settings_.method != CalibrationMethod::importance)
      throw Stopped(signal_, "stopped; " + kept_text(folder_, store_));
    CalibrationSettings less = settings_;
    less.runs = static_cast<std::int64_t>(store_.size_below(calibration::first_fresh_key));
    if (less.runs < less.work.table)
      throw Stopped(signal_,
                    "stopped before the prior table was whole; " + kept_text(folder_, store_));
    evaluator_.only_remember();
    WorkDone done = do_work({priors_, observations_, less}, evaluator_,
                            [](const ImportanceProgress&) { return true; });
    done.stopped_by = "Ctrl-C";
    return done;
  }

  CalibrationFacts facts(const WorkDone& done) const {
    CalibrationFacts facts;
    facts.folder = folder_.path();
    facts.simulated = evaluator_.simulated();
    facts.seconds = seconds_since(begun_);
    facts.simulating = evaluator_.seconds();
    facts.threads = computing_threads(sitting_.threads, sitting_.crew);
    facts.complete = done.population.complete;
    facts.stopped_by = done.stopped_by;
    facts.inflation = done.inflation;
    return facts;
  }

  RunFolder& folder_;
  TrialStore& store_;
  const Calibration& calibration_;
  const CalibrationSettings& settings_;
  const CalibrationSitting& sitting_;
  calibration::Priors priors_;
  std::vector<Observation> observations_;
  TrialWork work_;
  std::unique_ptr<TaskExecutor> executor_;
  CalibrationEvaluator evaluator_;
  Clock::time_point begun_ = Clock::now();
  int signal_ = 0;
  bool kept_ = false;
};

std::string files_text(const std::vector<FileRead>& files) {
  Json list = Json::array();
  for (const FileRead& file : files) list.push_back({{"path", file.path}, {"sha256", file.sha256}});
  return list.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

TrialStore::Meta meta_of(const Calibration& calibration, const CalibrationSettings& settings,
                         const std::vector<std::string>& command_line) {
  const StorePlan program = plan_of_program();
  const StoredWorld world = stored_world(calibration.scenario);
  CalibrationDocument document = calibration.document;
  return {{"kind", "calibrate"},
          {"version", program.version},
          {"commit", program.commit},
          {"rng_layout", std::to_string(program.rng_layout)},
          {"name", calibration.name},
          {"document", resolved_json([&](FieldVisitor& v) { fields(v, document); })},
          {"settings", settings_text(settings)},
          {"command_line", Json(command_line).dump(-1, ' ', false, Json::error_handler_t::replace)},
          {"files", files_text(calibration.files)},
          {"world_name", world.name},
          {"world_title", world.title},
          {"world_resolved", world.resolved},
          {"world_interventions", world.interventions},
          {"world_provenance", world.provenance},
          {"world_sources", world.sources},
          {"persons", "All persons are synthetic."}};
}

Calibration calibration_of(const TrialStore::Meta& meta, const std::string& place) {
  try {
    StoredWorld world;
    world.name = meta.at("world_name");
    world.title = meta.at("world_title");
    world.resolved = meta.at("world_resolved");
    world.interventions = meta.at("world_interventions");
    world.provenance = meta.at("world_provenance");
    world.sources = meta.at("world_sources");
    Calibration calibration;
    calibration.name = meta.at("name");
    calibration.scenario = scenario_of_store(world, place);
    Problems problems;
    read_calibration(meta.at("document"), place, calibration, problems);
    if (!problems.empty())
      throw FileError(place, "the calibration in it does not fit this version of komuna:\n" +
                                 problems.report(4));
    for (const Json& file : Json::parse(meta.at("files")))
      calibration.files.push_back({file.at("path"), file.at("sha256"), {}});
    return calibration;
  } catch (const FileError&) {
    throw;
  } catch (const std::exception& problem) {
    throw FileError(place, std::string("the calibration in it cannot be read: ") + problem.what());
  }
}

int carry_out(RunFolder& folder, TrialStore& store, const Calibration& calibration,
              const CalibrationSettings& settings, const CalibrationSitting& sitting,
              const StopRequest& stop) {
  return Sitting(folder, store, calibration, settings, sitting, stop).carry_out();
}

}  // namespace komuna
