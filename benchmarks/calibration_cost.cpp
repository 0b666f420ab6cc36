// What a calibration costs besides its simulations, one thread, processor time.
//
//   calibration_cost [--table N] [--rounds N] [--draws N] [--times N]
//
// Three things by themselves: one simulation of the historical calibration with all that belongs to
// it (a model derived for its parameters, the world, its figures); a whole calibration of the size
// asked for, of a stand-in with as many parameters and figures that costs next to nothing; and
// keeping as many trials in a store. The overhead is what the last two take for a trial, divided by
// a simulation: proposals and weights grow with the trials, so their share depends on the size.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "analysis/calibration/chance.hpp"
#include "analysis/calibration/importance.hpp"
#include "analysis/calibration/weights.hpp"
#include "analysis/calibration_file.hpp"
#include "analysis/target_simulator.hpp"
#include "build_info.hpp"
#include "engine/output/trial_store.hpp"

namespace komuna {
namespace {

struct Size {
  std::int64_t table = 4000, rounds = 4, draws = 4500, times = 7;
};

Size size_of(int count, char** words) {
  Size size;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::int64_t value = std::max(1LL, std::atoll(words[i + 1]));
    if (std::strcmp(words[i], "--table") == 0) size.table = value;
    if (std::strcmp(words[i], "--rounds") == 0) size.rounds = value;
    if (std::strcmp(words[i], "--draws") == 0) size.draws = value;
    if (std::strcmp(words[i], "--times") == 0) size.times = value;
  }
  return size;
}

Calibration load(const std::string& path, const std::string& library) {
  Problems problems;
  Calibration calibration = load_calibration(path, {library}, {}, std::size_t{4} << 20U, problems);
  if (problems.empty()) return calibration;
  std::fprintf(stderr, "%s cannot be used:\n%s\n", path.c_str(), problems.report(5).c_str());
  std::exit(65);
}

double seconds_of(const std::function<void()>& work) {
  const std::clock_t begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// The middle and a sixth of the breadth of each prior.
struct Scale {
  std::vector<double> middle, unit;
};
Scale scale_of(const CalibrationDocument& document) {
  Scale scale;
  for (const PriorEntry& entry : document.parameters) {
    const auto [lower, upper] = reach_of(prior_of(entry));
    scale.middle.push_back((lower + upper) / 2);
    scale.unit.push_back((upper - lower) / 6);
  }
  return scale;
}

// Figures around the observed ones, moved by two parameters each and half an error of chance.
calibration::Simulate stand_in(const std::vector<calibration::Observation>& observations,
                               const Scale& scale) {
  return [&observations, &scale](std::span<const double> theta, std::uint64_t key) {
    const calibration::Chance chance(1921, key);
    calibration::Point figures;
    for (std::size_t j = 0; j < observations.size(); ++j) {
      const calibration::Observation& observed = observations[j];
      const auto moved = [&](std::size_t k) {
        return (theta[k] - scale.middle[k]) / scale.unit[k];
      };
      const double signal = moved(j % theta.size()) - 0.5 * moved((j + 1) % theta.size());
      const double noise =
          chance.normal(calibration::Purpose::choice, 0, static_cast<std::uint32_t>(j));
      figures.push_back(observed.from_scale(observed.on_scale(observed.centre()) +
                                            observed.sigma() * (signal + 0.5 * noise)));
    }
    return figures;
  };
}

// Keeps every trial of a block, safe on the disk.
class Keeping final : public calibration::Evaluator {
 public:
  Keeping(calibration::Evaluator& evaluator, TrialStore& store)
      : evaluator_(evaluator), store_(store) {}
  void evaluate(std::span<calibration::Trial> trials) override {
    evaluator_.evaluate(trials);
    for (const calibration::Trial& trial : trials)
      store_.add(trial.key, {trial.theta, trial.figures, trial.error});
    store_.flush();
  }

 private:
  calibration::Evaluator& evaluator_;
  TrialStore& store_;
};

TrialStore store_in(const std::string& folder, const Calibration& calibration,
                    const std::vector<calibration::Observation>& observations) {
  std::vector<std::string> parameters, figures;
  for (const PriorEntry& entry : calibration.document.parameters) parameters.push_back(entry.id);
  for (const calibration::Observation& observed : observations) figures.push_back(observed.name);
  return TrialStore::create(folder, parameters, figures, {});
}

int tell(const Size& size) {
  const std::string library = std::string(build_info::home) + "/scenarios";
  const Calibration calibration = load(library + "/historical/calibration.yaml", library);
  const FreeParameters free(calibration.scenario, free_parameters(calibration.document));
  const auto observations = observations_of(calibration.scenario.parameters, calibration.document);
  const calibration::Priors priors = priors_of(calibration.document);
  const Scale scale = scale_of(calibration.document);

  const TargetSimulator simulate(free, 1921);
  std::vector<double> simulations;
  for (std::int64_t i = 0; i < size.times; ++i)
    simulations.push_back(
        seconds_of([&] { simulate(scale.middle, static_cast<std::uint64_t>(i)); }));
  const double one = median(simulations);
  std::printf("one simulation, figures only: %.1f ms\n", 1e3 * one);

  calibration::ImportanceOptions options;
  options.table = size.table;
  options.rounds = static_cast<int>(size.rounds);
  options.draws_per_round = size.draws;
  const calibration::Simulate cheap = stand_in(observations, scale);
  const auto whole = [&](calibration::Evaluator& evaluator) {
    return calibration::ImportanceSampler(priors, observations, options).run(evaluator);
  };
  calibration::ThreadEvaluator evaluator(cheap, observations.size(), 1);
  calibration::Population population;
  const double sampling = seconds_of([&] { population = whole(evaluator); });
  const auto trials = static_cast<double>(population.runs);

  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / "komuna-calibration-cost";
  fs::remove_all(folder);
  fs::create_directory(folder);
  double both = 0;
  {
    TrialStore store = store_in(folder.string(), calibration, observations);
    Keeping keeping(evaluator, store);
    both = seconds_of([&] { whole(keeping); });
  }
  fs::remove_all(folder);

  const auto share = [&](double seconds) { return 100 * seconds / trials / one; };
  std::printf(
      "%.0f trials of a stand-in: %.3f ms each = %.2f %% of a simulation"
      " (%.0f effective)\n",
      trials, 1e3 * sampling / trials, share(sampling),
      calibration::effective_size(population.weights()));
  std::printf("with every trial kept:     %.3f ms each = %.2f %% of a simulation\n",
              1e3 * both / trials, share(both));
  return 0;
}

}  // namespace
}  // namespace komuna

int main(int count, char** words) { return komuna::tell(komuna::size_of(count, words)); }
