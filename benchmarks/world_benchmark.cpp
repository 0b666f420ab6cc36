// Whole worlds of the historical scenario: one replicate, and a hundred on one and two threads.

#include <benchmark/benchmark.h>

#include "benchmarks/historical.hpp"
#include "engine/simulation/ensemble.hpp"

namespace komuna {
namespace {

const Model& historical() {
  static const Model model = make_model(benchmarks::load_scenario());
  return model;
}

void one_replicate(benchmark::State& state) {
  const Model& model = historical();
  std::uint64_t replicate = 0;
  std::int64_t touched = 0;
  for (auto _ : state) touched += run_replicate(model, nullptr, 1921, replicate++).touched;
  state.counters["touched"] =
      benchmark::Counter(static_cast<double>(touched), benchmark::Counter::kAvgIterations);
}
BENCHMARK(one_replicate)->Unit(benchmark::kMillisecond);

void hundred_replicates(benchmark::State& state) {
  const Model& model = historical();
  ThreadExecutor executor(static_cast<int>(state.range(0)));
  EnsembleOptions options;
  options.replicates = 100;
  for (auto _ : state) {
    std::int64_t touched = 0;
    run_ensemble(model, nullptr, options, executor,
                 [&touched](Outcome&& outcome) { touched += outcome.touched; });
    benchmark::DoNotOptimize(touched);
  }
}
BENCHMARK(hundred_replicates)
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

}  // namespace
}  // namespace komuna
