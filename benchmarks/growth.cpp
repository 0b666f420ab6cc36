// What a replicate costs when something of the historical world grows, one thing at a time.
//
//   growth [--heads N] [--origins N] [--events N] [--collectives N] [--months N]
//          [--replicates N] [--threads N] [--times N]
//
// One line: what was asked, persons touched, processor and wall time of a replicate, memory. One
// size for each process, for the memory is the highest the process has had.
//
//   heads        so many in all; hazards of joining, applying and founding are divided, so that
//                about as much happens. Party members are multiplied with the heads; circles keep
//                their size, so that contagion is rarer.
//   origins      every origin so many times, each copy with its share of the heads
//   events       hazards of joining and applying times N
//   collectives  hazards of founding times N
//   months       the horizon
//   replicates, threads   of an ensemble whose outcomes are thrown away; its times are divided by
//                the replicates. Without: one replicate, the median of --times.

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>
#include <string>
#include <vector>

#include "benchmarks/historical.hpp"
#include "engine/simulation/ensemble.hpp"

namespace komuna {
namespace {

double heads_of(const Parameters& parameters) {
  double heads = 0;
  for (const Origin& origin : parameters.population.origins)
    for (const Region& region : origin.regions) heads += static_cast<double>(region.heads);
  return heads;
}

void multiply_heads(Origin& origin, double by) {
  for (Region& region : origin.regions)
    region.heads = std::llround(static_cast<double>(region.heads) * by);
  for (Series::Point& point : origin.party_members.points) point.value *= by;
}

void multiply_founding(Parameters& parameters, double by) {
  parameters.founding.constant_agriculture += std::log(by);
  parameters.founding.constant_industry += std::log(by);
}

void multiply_acts(Parameters& parameters, double by) {
  parameters.decision.join_constant += std::log(by);
  parameters.decision.alone_constant += std::log(by);
}

void grow_heads(Parameters& parameters, double to) {
  const double by = to / heads_of(parameters);
  for (Origin& origin : parameters.population.origins) multiply_heads(origin, by);
  multiply_acts(parameters, 1 / by);
  multiply_founding(parameters, std::pow(by, -parameters.founding.elasticity));
}

void grow_origins(Parameters& parameters, double times) {
  std::vector<Origin>& origins = parameters.population.origins;
  for (Origin& origin : origins) multiply_heads(origin, 1 / times);
  const std::vector<Origin> before = origins;
  for (int copy = 2; copy <= static_cast<int>(times); ++copy)
    for (Origin origin : before) {
      origin.id.append("_").append(std::to_string(copy));
      origins.push_back(origin);
    }
}

void grow_months(Parameters& parameters, double months) {
  parameters.until = parameters.from + (static_cast<int>(months) - 1);
}

struct Growth {
  const char* what;
  void (*grow)(Parameters& parameters, double size);
};
constexpr Growth growths[] = {{"heads", grow_heads},
                              {"origins", grow_origins},
                              {"events", multiply_acts},
                              {"collectives", multiply_founding},
                              {"months", grow_months}};

struct Cost {
  double processor = 0, wall = 0;  // ms a replicate
  double touched = 0;
};

using Clock = std::chrono::steady_clock;
double milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}
double processor_milliseconds() { return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

Cost cost_of_one(const Model& model, int times) {
  std::vector<double> processor, wall;
  Cost cost;
  for (int i = 0; i < times; ++i) {
    const double before = processor_milliseconds();
    const auto begin = Clock::now();
    const Outcome outcome = run_replicate(model, nullptr, 1921, static_cast<std::uint64_t>(i));
    wall.push_back(milliseconds_since(begin));
    processor.push_back(processor_milliseconds() - before);
    cost.touched += static_cast<double>(outcome.touched) / times;
  }
  cost.processor = median(processor);
  cost.wall = median(wall);
  return cost;
}

Cost cost_of_ensemble(const Model& model, std::int64_t replicates, int threads) {
  ThreadExecutor executor(threads);
  EnsembleOptions options;
  options.replicates = replicates;
  const auto n = static_cast<double>(replicates);
  Cost cost;
  const double before = processor_milliseconds();
  const auto begin = Clock::now();
  run_ensemble(model, nullptr, options, executor, [&](Outcome&& outcome) {
    cost.touched += static_cast<double>(outcome.touched) / n;
  });
  cost.wall = milliseconds_since(begin) / n;
  cost.processor = (processor_milliseconds() - before) / n;
  return cost;
}

int tell(std::map<std::string, double> sizes) {
  Scenario scenario = benchmarks::load_scenario();
  std::string asked;
  for (const auto& [what, size] : sizes)
    if (what != "times")
      asked.append(what).append(" ").append(std::to_string(std::llround(size))).append(" ");
  for (const Growth& growth : growths)
    if (sizes.contains(growth.what)) growth.grow(scenario.parameters, sizes[growth.what]);
  const Model model = make_model(scenario);
  const bool ensemble = sizes.contains("replicates") || sizes.contains("threads");
  const auto or_else = [&](const char* what, int usual) {
    return sizes.contains(what) ? std::max(1, static_cast<int>(sizes[what])) : usual;
  };
  const Cost cost = ensemble
                        ? cost_of_ensemble(model, or_else("replicates", 20), or_else("threads", 1))
                        : cost_of_one(model, or_else("times", 7));
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%-24s %8.0f persons touched  %7.1f ms of processor  %7.1f ms  %6.1f MB\n",
              asked.empty() ? "as it is" : asked.c_str(), cost.touched, cost.processor, cost.wall,
              static_cast<double>(usage.ru_maxrss) / 1024.0);
  return 0;
}

bool is_known(const std::string& what) {
  if (what == "replicates" || what == "threads" || what == "times") return true;
  return std::any_of(std::begin(growths), std::end(growths),
                     [&](const Growth& growth) { return what == growth.what; });
}

}  // namespace
}  // namespace komuna

int main(int count, char** words) {
  std::map<std::string, double> sizes;
  for (int i = 1; i < count; i += 2) {
    const std::string option = words[i];
    const std::string what = option.substr(0, 2) == "--" ? option.substr(2) : "";
    const double size = i + 1 < count ? std::atof(words[i + 1]) : 0;
    if (!komuna::is_known(what) || !(size > 0)) {
      std::fprintf(stderr,
                   "growth: %s: options are --heads, --origins, --events, --collectives, "
                   "--months, --replicates, --threads and --times, each with a number "
                   "above 0\n",
                   option.c_str());
      return 64;
    }
    sizes[what] = size;
  }
  return komuna::tell(sizes);
}
