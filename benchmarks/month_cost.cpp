// What each step of a month costs: one replicate after another of the historical scenario, the time
// of every line of the schedule summed over all months.
//
//   month_cost [--times N] [--since YEAR] [scenario]   table of milliseconds a replicate, median of
//                                         N (7); only of the months since January of the year
//   month_cost --once [scenario]          one replicate and no clock: for
//   benchmarks/instructions.py
//
// The world is driven here as Simulation drives it, so that the clock can be read between steps;
// reading it costs about 2 ms a replicate in all.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

#include "benchmarks/historical.hpp"
#include "build_info.hpp"
#include "engine/simulation/ensemble.hpp"

using namespace komuna;

namespace {

constexpr std::uint64_t seed = 1921;

// Processor time of this process: it does not grow when others use the machine too.
double milliseconds() { return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Milliseconds of one replicate: making the world, each step, recording.
std::vector<double> costs_of(const Model& model, std::uint64_t replicate, int since) {
  std::vector<double> costs;
  double last = 0;
  const auto lap = [&](double& cost) {
    const double here = milliseconds();
    cost += here - last;
    last = here;
  };
  Parameters parameters = model.parameters;
  const SetMonth set_month = model.changes ? model.changes(parameters) : SetMonth{};
  costs.resize(schedule().size() + 2, 0.0);
  last = milliseconds();
  World world(parameters.population, parameters.world, model.cells, model.traits,
              Draws(seed, replicate));
  Memory memory{RequestTables(parameters.population, parameters.decision), {}, {}, {}};
  Recorder recorder(world);
  begin_expectation(world, parameters.expectation);
  lap(costs.front());
  for (Month month = parameters.from; month <= parameters.until; month = month + 1) {
    world.month = month;
    world.events.clear();
    if (set_month) set_month(month);
    if (month.year() <= since && month.month_of_year() == 1) costs.assign(costs.size(), 0.0);
    last = milliseconds();
    for (std::size_t step = 0; step < schedule().size(); ++step) {
      schedule()[step].run(world, parameters, memory);
      lap(costs[step + 1]);
    }
    recorder.observe(world);
    lap(costs.back());
  }
  return costs;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void print(const std::vector<std::vector<double>>& all) {
  std::vector<double> costs;
  double total = 0;
  for (std::size_t line = 0; line < all.front().size(); ++line) {
    std::vector<double> values;
    for (const std::vector<double>& one : all) values.push_back(one[line]);
    costs.push_back(median(values));
    total += costs.back();
  }
  std::printf("%-20s %10s %8s\n", "step", "ms", "share");
  for (std::size_t line = 0; line < costs.size(); ++line) {
    const std::string name = line == 0                  ? "(the world is made)"
                             : line + 1 == costs.size() ? "(recorder)"
                                                        : std::string(schedule()[line - 1].name);
    std::printf("%-20s %10.3f %7.1f%%\n", name.c_str(), costs[line], 100.0 * costs[line] / total);
  }
  std::printf("%-20s %10.3f\n", "sum", total);
}

}  // namespace

int main(int argc, char** argv) {
  int times = 7;
  int since = 0;
  bool once = false;
  std::string name = "historical";
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--once") == 0)
      once = true;
    else if (std::strcmp(argv[i], "--times") == 0 && i + 1 < argc)
      times = std::max(1, std::atoi(argv[++i]));
    else if (std::strcmp(argv[i], "--since") == 0 && i + 1 < argc)
      since = std::atoi(argv[++i]);
    else
      name = argv[i];
  }
  const Model model = make_model(benchmarks::load_scenario(name));
  if (once) {
    std::printf("%lld persons\n",
                static_cast<long long>(run_replicate(model, nullptr, seed, 0).touched));
    return 0;
  }
  std::printf("compiler  %s, %s\ncommit    %s\nscenario  %s, %d months\n\n",
              std::string(build_info::compiler).c_str(),
              std::string(build_info::build_type).c_str(), std::string(build_info::commit).c_str(),
              name.c_str(), model.parameters.months());
  std::vector<std::vector<double>> all;
  for (int i = 0; i < times; ++i)
    all.push_back(costs_of(model, static_cast<std::uint64_t>(i), since));
  print(all);
  return 0;
}
