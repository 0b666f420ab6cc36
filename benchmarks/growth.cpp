// What it costs that there are more heads: the historical world with its heads multiplied and the
// hazards of joining, applying and founding divided, so that about as much happens.
//
//   growth [--heads N] [--times N]     one line: heads, persons touched, ms a replicate, MB
//
// One number of heads for each process, for the memory is the highest the process has had. Party
// members are multiplied with the heads; circles keep their size, so that contagion is rarer.

#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <vector>

#include "benchmarks/historical.hpp"
#include "engine/simulation/ensemble.hpp"

using namespace komuna;

namespace {

double heads_of(const Parameters& parameters) {
  double heads = 0;
  for (const Origin& origin : parameters.population.origins)
    for (const Region& region : origin.regions) heads += static_cast<double>(region.heads);
  return heads;
}

void multiply_heads(Parameters& parameters, double by) {
  for (Origin& origin : parameters.population.origins) {
    for (Region& region : origin.regions)
      region.heads = std::llround(static_cast<double>(region.heads) * by);
    for (Series::Point& point : origin.party_members.points) point.value *= by;
  }
  parameters.decision.join_constant -= std::log(by);
  parameters.decision.alone_constant -= std::log(by);
  parameters.founding.constant_agriculture -= parameters.founding.elasticity * std::log(by);
  parameters.founding.constant_industry -= parameters.founding.elasticity * std::log(by);
}

}  // namespace

int main(int argc, char** argv) {
  double heads = 0;
  int times = 7;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--heads") == 0) heads = std::atof(argv[i + 1]);
    if (std::strcmp(argv[i], "--times") == 0) times = std::max(1, std::atoi(argv[i + 1]));
  }
  Scenario scenario = benchmarks::load_scenario();
  if (heads > 0) multiply_heads(scenario.parameters, heads / heads_of(scenario.parameters));
  const Model model = make_model(scenario);
  std::vector<double> costs;
  double touched = 0;
  for (int i = 0; i < times; ++i) {
    const std::clock_t begin = std::clock();
    const Outcome outcome = run_replicate(model, nullptr, 1921, static_cast<std::uint64_t>(i));
    costs.push_back(1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    touched += static_cast<double>(outcome.touched) / times;
  }
  std::sort(costs.begin(), costs.end());
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%.3g heads  %.0f persons touched  %.1f ms  %.1f MB\n", heads_of(scenario.parameters),
              touched, costs[costs.size() / 2], static_cast<double>(usage.ru_maxrss) / 1024.0);
  return 0;
}
