// Two paired worlds, simulated here and in the browser: who goes where and every effect must be the
// same, to the last bit.

#include <cstdint>
#include <cstdio>
#include <cstring>

#include "analysis/attribution.hpp"
#include "analysis/metrics.hpp"
#include "analysis/paired_effect.hpp"
#include "analysis/pairs.hpp"
#include "engine/scenario/document/json_tree.hpp"
#include "engine/scenario/document/scenario.hpp"
#include "tests/wasm/arcadia.hpp"

namespace {

using namespace komuna;

unsigned long long bits(double value) {
  std::uint64_t number = 0;
  std::memcpy(&number, &value, sizeof number);
  return number;
}

void print_lives(const PairedOutcome& pair) {
  long long sums[pairing_count]{};
  for (const PairedLives& row : pair.lives[0])
    sums[static_cast<int>(row.pairing)] += row.persons * (1 + static_cast<int>(row.in_base));
  std::printf("%d: %lld %lld %lld %lld\n", static_cast<int>(pair.replicate), sums[0], sums[1],
              sums[2], sums[3]);
}

}  // namespace

int main() {
  Problems problems;
  const NodePtr root = parse_json(tests::arcadia, "arcadia.json", problems);
  const Scenario scenario = bind_scenario("arcadia", root, Bibliography(), problems);
  const Model changed = make_model(scenario), base = make_baseline(scenario);
  const PairPlan plan({&base, nullptr}, {{&changed, &base}});
  const auto metrics = metrics_of(scenario.parameters);
  std::vector<std::vector<double>> values[2];
  values[0].resize(metrics.size());
  values[1].resize(metrics.size());
  for (std::uint64_t replicate = 0; replicate < 12; ++replicate) {
    const PairedOutcome pair = run_pair(plan, 1921, replicate);
    print_lives(pair);
    for (std::size_t w = 0; w < 2; ++w) {
      const auto row = metric_values(scenario.parameters, pair.worlds[w], pair.deaths[w]);
      for (std::size_t m = 0; m < row.size(); ++m) values[w][m].push_back(row[m]);
    }
  }
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    const PairedEffect effect = paired_effect(values[0][m], values[1][m]);
    if (effect.n < 2) continue;
    std::printf("%s %016llx %016llx %016llx\n", metrics[m].name.c_str(),
                bits(effect.difference.mean), bits(effect.half_width()),
                bits(effect.difference.sd));
  }
  const LeverPlan nine(9, 1921, 7);
  for (const LeverSet set : nine.cells()) std::printf("%u\n", set);
  return 0;
}
