// What forking saves: a base and eight what-ifs that first differ in 1927, simulated once with the
// common past shared, against nine whole runs of the same worlds, one thread, turn and turn about.
//
//   fork [REPLICATES]
//
// Prints the processor time of both in each replicate and the median of their ratio. Each of the
// nine is charged as a run of its own, without the second one that observes its named foundings in
// the base. Forked worlds equal whole ones to the last bit (tests/property/fork_test.cpp).

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "analysis/pairs.hpp"
#include "benchmarks/historical.hpp"
#include "engine/simulation/ensemble.hpp"

namespace komuna {
namespace {

std::vector<Intervention> what_ifs() {
  const auto change = [](const char* path, Series::Change how, double value) {
    Intervention one;
    one.path = path;
    one.change = how;
    one.value = value;
    one.from = Month::of(1927, 1);
    return one;
  };
  constexpr auto set = Series::Change::set;
  constexpr auto scale = Series::Change::scale;
  return {
      change("gate.shut", set, 1),
      change("gate.unlimited", set, 1),
      change("economy.soviet_unemployed", scale, 0.5),
      change("origins.czechoslovakia.unemployment", scale, 1.5),
      change("expectation.weight_representatives", set, 0),
      change("expectation.weight_letters", set, 0),
      change("decision.join_constant", set, -20),
      change("home_authorities.authorities.czechoslovakia.prohibited", set, 1),
  };
}

double seconds_of(const std::function<void()>& work) {
  const std::clock_t begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

int tell(std::uint64_t replicates) {
  const Scenario scenario = benchmarks::load_scenario();
  const Model base = make_baseline(scenario);
  const std::vector<Intervention> list = what_ifs();
  std::vector<Model> models;
  models.reserve(list.size());
  std::vector<PairedWorld> worlds;
  for (const Intervention& what_if : list) {
    Scenario changed = scenario;
    changed.interventions = {what_if};
    models.push_back(make_model(changed));
    worlds.push_back({&models.back(), &base});
  }
  const PairPlan plan({&base, nullptr}, worlds);
  for (std::size_t a = 0; a < list.size(); ++a)
    std::printf("%-55s parts %s\n", list[a].path.c_str(),
                plan.parts(a) ? to_string(*plan.parts(a)).c_str() : "never");
  std::vector<double> ratios;
  for (std::uint64_t replicate = 0; replicate < replicates; ++replicate) {
    const double forked = seconds_of([&] { run_pair(plan, 1921, replicate); });
    const double whole = seconds_of([&] {
      run_replicate(base, nullptr, 1921, replicate);
      for (const Model& model : models) run_replicate(model, nullptr, 1921, replicate);
    });
    ratios.push_back(forked / whole);
    std::printf("replicate %2d: forked %.3f s, nine whole runs %.3f s, ratio %.3f\n",
                static_cast<int>(replicate), forked, whole, ratios.back());
  }
  std::sort(ratios.begin(), ratios.end());
  std::printf("median ratio %.3f\n", ratios[ratios.size() / 2]);
  return 0;
}

}  // namespace
}  // namespace komuna

int main(int count, char** words) {
  const std::int64_t replicates = count > 1 ? std::atoll(words[1]) : 7;
  return komuna::tell(static_cast<std::uint64_t>(replicates < 1 ? 1 : replicates));
}
