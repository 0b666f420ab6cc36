// The engine beside two simulators that ask every head every month, in one run on one machine.
//
//   (a) the oracle of the statistical tests: naive, the same law to the last term
//   (b) an optimised dense loop: stored multipliers, vector instructions, a sketch of the law
// Neither can run the whole world in reasonable time. (a) is timed on all months with a small
// fraction of the heads, at three sizes so that its growth can be seen to be linear, doing the very
// same work: the collectives that recruit in each month are those of the engine's run. (b) is timed
// on a fraction of the heads; its work, one head of one alternative in one month, is counted in the
// engine's run. Both are scaled to all heads; all times are processor time of one thread. They only
// recruit: votes, trains, settlements and the Terror are in the engine's time and not in theirs.
//
//   opponents_benchmark [--short] [scenario]

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "benchmarks/dense_loop.hpp"
#include "benchmarks/historical.hpp"
#include "build_info.hpp"
#include "engine/simulation/ensemble.hpp"
#include "tests/support/oracle.hpp"

using namespace komuna;

namespace {

// Processor time of this process in seconds: it does not grow when others use the machine too.
double now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::string machine() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
  return "unknown processor";
}

// What the engine's world asked of its heads.
struct Work {
  double heads = 0;         // in the first month
  double head_months = 0;   // of open origins
  double alternatives = 0;  // head x alternative x month: joining, and applying alone
  std::vector<tests::GivenCollective> collectives;
};

Work work_of(const Model& model) {
  Work work;
  Simulation simulation(model, 1921, 0);
  for (int month = 0; !simulation.done(); ++month) {
    simulation.step();
    const World& world = simulation.world();
    double heads = 0;
    for (Index c = 0; c < world.cells.size(); ++c)
      if (world.origins[world.cells[c].origin].open) heads += world.cell_months[c].strata.heads();
    if (month == 0) work.heads = heads;
    work.head_months += heads;
    work.alternatives += heads;  // applying alone, competing or counted
    for (std::size_t k = 0; k < world.collectives.size(); ++k) {
      const Collective& collective = world.collectives[k];
      if (k == work.collectives.size())
        work.collectives.push_back({collective.plan, collective.from_template, collective.region,
                                    month + 1, model.parameters.months()});
      tests::GivenCollective& given = work.collectives[k];
      if (!collective.recruiting || !at_home(collective.stage)) {
        given.closes = std::min(given.closes, month + 1);
        continue;
      }
      for (const Index cell : collective.pool)
        if (world.origins[world.cells[cell].origin].open)
          work.alternatives += world.cell_months[cell].strata.heads();
    }
  }
  return work;
}

double engine_seconds(const Model& model, int times) {
  std::vector<double> seconds;
  for (int i = 0; i < times; ++i) {
    const double start = now();
    run_replicate(model, nullptr, 1921, static_cast<std::uint64_t>(i));
    seconds.push_back(now() - start);
  }
  std::sort(seconds.begin(), seconds.end());
  return seconds[seconds.size() / 2];
}

// The scenario with one head in `divisor`.
tests::HomeModel fraction(const Parameters& parameters, double divisor) {
  tests::HomeModel model;
  model.from = parameters.from;
  model.months = parameters.months();
  model.population = parameters.population;
  model.world = parameters.world;
  model.household = parameters.household;
  model.expectation = parameters.expectation;
  model.drives = parameters.drives;
  model.decision = parameters.decision;
  model.founding = parameters.founding;
  for (Origin& origin : model.population.origins) {
    for (Region& region : origin.regions)
      region.heads = std::max<std::int64_t>(
          1, static_cast<std::int64_t>(static_cast<double>(region.heads) / divisor));
    for (Series::Point& point : origin.party_members.points) point.value /= divisor;
  }
  return model;
}

struct Timed {
  std::uint64_t heads = 0;
  double seconds = 0;
};

Timed oracle_seconds(const Parameters& parameters, const Work& work, double divisor) {
  const tests::HomeModel model = fraction(parameters, divisor);
  tests::Oracle oracle(model, 1921);
  oracle.give_collectives(work.collectives);
  const double start = now();
  for (int m = 0; m < model.months; ++m) oracle.step();
  return {oracle.heads(), now() - start};
}

// Seconds for one head of one alternative in one month.
double dense_seconds(std::size_t heads, int passes) {
  benchmarks::DenseLoop loop(heads);
  std::uint64_t acted = loop.pass(1e-6f, 0.1f, 2.0f);
  const double start = now();
  for (int i = 0; i < passes; ++i)
    acted += loop.pass(1e-6f * static_cast<float>(i % 7), 0.05f + 0.01f * static_cast<float>(i % 9),
                       2.0f);
  const double seconds = now() - start;
  if (acted == 0) std::puts("(nobody acted)");
  return seconds / (static_cast<double>(loop.heads()) * passes);
}

}  // namespace

int main(int argc, char** argv) {
  bool brief = false;
  std::string name = "historical";
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--short") == 0)
      brief = true;
    else
      name = argv[i];
  }
  const Scenario scenario = benchmarks::load_scenario(name);
  const Model model = make_model(scenario);
  std::printf("machine   %s\ncompiler  %s, %s\ncommit    %s\nscenario  %s, %d months\n\n",
              machine().c_str(), std::string(build_info::compiler).c_str(),
              std::string(build_info::build_type).c_str(), std::string(build_info::commit).c_str(),
              name.c_str(), model.parameters.months());

  const Work work = work_of(model);
  std::printf("heads at home                         %14.0f\n", work.heads);
  std::printf("head-months                           %14.4g\n", work.head_months);
  std::printf("head-alternative-months               %14.4g\n\n", work.alternatives);

  const double engine = engine_seconds(model, brief ? 1 : 7);
  std::printf("engine, one replicate, one thread     %14.4f s   (median of %d; everything)\n\n",
              engine, brief ? 1 : 7);

  double oracle = 0;
  const std::vector<double> divisors =
      brief ? std::vector<double>{40000} : std::vector<double>{16000, 8000, 4000};
  for (const double divisor : divisors) {
    const Timed timed = oracle_seconds(model.parameters, work, divisor);
    oracle = timed.seconds * work.heads / static_cast<double>(timed.heads);
    std::printf("oracle, %8llu heads, all months     %14.2f s   -> all heads %10.0f s\n",
                static_cast<unsigned long long>(timed.heads), timed.seconds, oracle);
  }
  std::puts("");
  double dense = 0;
  const std::vector<std::size_t> sizes = brief
                                             ? std::vector<std::size_t>{100000}
                                             : std::vector<std::size_t>{1000000, 2000000, 6000000};
  for (const std::size_t heads : sizes) {
    const int passes = brief ? 4 : 40;
    const double each = dense_seconds(heads, passes);
    dense = each * work.alternatives;
    std::printf("dense loop, %8zu heads, %2d passes  %12.3f ns each -> all heads %7.1f s\n", heads,
                passes, each * 1e9, dense);
  }
  std::printf("\n%-40s %12s %10s\n", "whole world, one replicate", "seconds", "ratio");
  std::printf("%-40s %12.3f %10d\n", "engine", engine, 1);
  std::printf("%-40s %12.0f %10.0f\n", "oracle (naive, same law; scaled)", oracle, oracle / engine);
  std::printf("%-40s %12.1f %10.0f\n", "dense loop (optimised, sketch; scaled)", dense,
              dense / engine);
  return 0;
}
