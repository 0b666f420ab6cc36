// What is done around the worlds: reading a scenario, making a model, a pair of worlds that parts
// in 1927, a simulation of a calibration, keeping a replicate, writing it as a table.

#include <benchmark/benchmark.h>

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/free_parameters.hpp"
#include "analysis/pairs.hpp"
#include "analysis/target_simulator.hpp"
#include "benchmarks/historical.hpp"
#include "engine/output/csv_table.hpp"
#include "engine/output/run_store.hpp"
#include "engine/output/tables.hpp"
#include "engine/simulation/ensemble.hpp"

namespace komuna {
namespace {

namespace fs = std::filesystem;

const Scenario& historical() {
  static const Scenario scenario = benchmarks::load_scenario();
  return scenario;
}
const Model& model() {
  static const Model made = make_model(historical());
  return made;
}
const Outcome& outcome() {
  static const Outcome made = run_replicate(model(), nullptr, 1921, 0);
  return made;
}

// A folder that lives as long as the object.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / "komuna-work-benchmark") {
    fs::remove_all(path_);
    fs::create_directory(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

void read_and_check_the_scenario(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(benchmarks::load_scenario());
}
BENCHMARK(read_and_check_the_scenario)->Unit(benchmark::kMillisecond);

void make_the_model(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(make_model(historical()));
}
BENCHMARK(make_the_model)->Unit(benchmark::kMillisecond);

void pair_of_worlds(benchmark::State& state) {
  Scenario changed = historical();
  Intervention shut;
  shut.path = "gate.shut";
  shut.value = 1.0;
  shut.from = Month::of(1927, 1);
  changed.interventions = {shut};
  const Model base = make_baseline(historical());
  const Model alternative = make_model(changed);
  const PairPlan plan({&base, nullptr}, {{&alternative, &base}});
  std::uint64_t replicate = 0;
  for (auto _ : state) run_pair(plan, 1921, replicate++);
}
BENCHMARK(pair_of_worlds)->Unit(benchmark::kMillisecond);

void simulation_of_a_calibration(benchmark::State& state) {
  const FreeParameters free(historical(),
                            {{"join", {"decision.join_constant"}, Series::Change::set}});
  const TargetSimulator simulate(free, 1921);
  const std::vector<double> values{historical().parameters.decision.join_constant};
  std::uint64_t key = 0;
  for (auto _ : state) benchmark::DoNotOptimize(simulate(values, key++));
}
BENCHMARK(simulation_of_a_calibration)->Unit(benchmark::kMillisecond);

// Added and safe on the disk, each by itself.
void keep_a_replicate(benchmark::State& state) {
  const Folder folder;
  StorePlan plan;
  plan.worlds.resize(1);
  for (const Target& target : historical().parameters.targets)
    plan.worlds.front().targets.push_back(target.id);
  plan.replicates = std::int64_t{1} << 40;
  RunStore store = RunStore::create(folder.path(), plan);
  std::uint64_t replicate = 0;
  for (auto _ : state) {
    Outcome one = outcome();
    one.replicate = replicate;
    store.add(replicate++, {&one, 1});
    store.flush();
  }
}
BENCHMARK(keep_a_replicate)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(200);

void write_a_replicate_as_csv(benchmark::State& state) {
  const Folder folder;
  std::vector<std::string> origins;
  for (const Origin& origin : historical().parameters.population.origins)
    origins.push_back(origin.id);
  CsvTable table(folder.path(), timeseries_shape());
  for (auto _ : state) write_timeseries(table, outcome(), origins);
}
BENCHMARK(write_a_replicate_as_csv)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace komuna
