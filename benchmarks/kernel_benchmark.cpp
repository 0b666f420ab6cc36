// The kernel by itself: random words, functions of analysis, the rain.

#include <benchmark/benchmark.h>

#include <numeric>
#include <vector>

#include "engine/base/math.hpp"
#include "engine/random/permutation.hpp"
#include "engine/random/quantile.hpp"
#include "engine/random/rain.hpp"

namespace komuna {
namespace {

const Draws draws(1921, 0);

void philox_block(benchmark::State& state) {
  std::uint32_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(philox4x32(Counter{i++, 1, 2, 3}, Key64{4, 5}));
}
BENCHMARK(philox_block);

void philox_row(benchmark::State& state) {
  const PhiloxRow row(1, 2, 3, Key64{4, 5});
  std::uint32_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(row.at(i++));
}
BENCHMARK(philox_row);

// The memory of this machine: a sum over 256 MB, and over 256 kB that stay in the cache.
void memory_read(benchmark::State& state) {
  const std::vector<std::uint64_t> words(static_cast<std::size_t>(state.range(0)) / 8, 1);
  for (auto _ : state)
    benchmark::DoNotOptimize(std::accumulate(words.begin(), words.end(), std::uint64_t{0}));
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(memory_read)->Arg(256 << 20)->Arg(256 << 10);

void keyed_uniform(benchmark::State& state) {
  std::uint32_t i = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(draws.uniform(7, i++, Month{23076}, Stream::vote, 0, 3));
}
BENCHMARK(keyed_uniform);

void exponential_function(benchmark::State& state) {
  double x = -20.0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(math::exp(x));
    x = x > 5.0 ? -20.0 : x + 0.01;
  }
}
BENCHMARK(exponential_function);

void logarithm(benchmark::State& state) {
  double x = 1e-6;
  for (auto _ : state) {
    benchmark::DoNotOptimize(math::log(x));
    x = x > 100.0 ? 1e-6 : x * 1.01;
  }
}
BENCHMARK(logarithm);

void poisson_quantile_of_mean(benchmark::State& state) {
  const auto mean = static_cast<double>(state.range(0));
  std::uint32_t i = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(poisson_quantile(mean, to_uniform(i += 0x9E3779B9u)));
}
BENCHMARK(poisson_quantile_of_mean)->Arg(1)->Arg(100)->Arg(10000);

void workplace_of_slot(benchmark::State& state) {
  const Permutation permutation(draws, 7, Stream::workplace, 1'000'000);
  std::uint32_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(permutation.forward(i++ % 1'000'000));
}
BENCHMARK(workplace_of_slot);

// A million heads, so 13 blocks; time for each block that is looked at and is all but dry.
void rain_look_at_a_block(benchmark::State& state) {
  std::int32_t month = 23000;
  std::int64_t drops = 0;
  for (auto _ : state)
    rain<people_first_bits>(
        draws, RainKey{7, 9, Month{month++ & 0xFFFF}, Stream::recruitment}, 1'000'000,
        [](std::uint32_t first, std::uint32_t) { return 0.001 / (1.0 + first); },
        [&drops](const Drop&) { ++drops; });
  benchmark::DoNotOptimize(drops);
  state.SetItemsProcessed(state.iterations() * 13);
}
BENCHMARK(rain_look_at_a_block);

// About 10,000 drops below the ceiling a month; time for each.
void rain_drops(benchmark::State& state) {
  std::int32_t month = 23000;
  std::int64_t drops = 0;
  for (auto _ : state)
    rain<people_first_bits>(
        draws, RainKey{7, 9, Month{month++ & 0xFFFF}, Stream::recruitment}, 1'000'000,
        [](std::uint32_t, std::uint32_t) { return 0.01; }, [&drops](const Drop&) { ++drops; });
  state.SetItemsProcessed(drops);
}
BENCHMARK(rain_drops);

}  // namespace
}  // namespace komuna
