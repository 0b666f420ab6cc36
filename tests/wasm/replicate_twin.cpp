// One small invented world, simulated here and in the browser: every count must be the same.

#include <cstdint>
#include <cstdio>
#include <string_view>

#include "engine/scenario/document/json_tree.hpp"
#include "engine/scenario/document/scenario.hpp"
#include "engine/simulation/ensemble.hpp"
#include "tests/wasm/arcadia.hpp"

namespace {

using namespace komuna;
using tests::arcadia;

// FNV-1a over the integers of an outcome.
class Digest {
 public:
  void add(std::int64_t number) {
    for (int byte = 0; byte < 8; ++byte) {
      hash_ ^= static_cast<std::uint64_t>(number >> (8 * byte)) & 0xffu;
      hash_ *= 0x100000001B3u;
    }
  }
  std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 0xCBF29CE484222325u;
};

std::uint64_t digest(const Outcome& outcome) {
  Digest digest;
  for (const YearRow& row : outcome.years) {
    digest.add(row.year);
    for (const std::int32_t count : row.counts) digest.add(count);
  }
  for (const auto& months : outcome.elsewhere)
    for (const std::int64_t count : months) digest.add(count);
  for (const CollectiveOutcome& collective : outcome.collectives) {
    for (const char c : collective.id) digest.add(c);
    digest.add(static_cast<std::int64_t>(collective.stage));
    digest.add(collective.departed);
    digest.add(collective.died);
    digest.add(collective.first_arrived.index);
  }
  return digest.value();
}

std::int64_t total(const Outcome& outcome, std::string_view variable) {
  std::int64_t sum = 0;
  for (const std::int64_t count : outcome.months[variable_index(variable)]) sum += count;
  return sum;
}

}  // namespace

int main() {
  Problems problems;
  const NodePtr root = parse_json(arcadia, "arcadia.json", problems);
  const Scenario scenario = bind_scenario("arcadia", root, Bibliography(), problems);
  if (!problems.empty()) {
    std::fputs(problems.report().c_str(), stdout);
    return 1;
  }
  const Model model = make_model(scenario);
  const Model baseline = make_baseline(scenario);
  for (std::uint64_t replicate = 0; replicate < 20; ++replicate) {
    const Outcome outcome = run_replicate(model, &baseline, 1921, replicate);
    std::printf("%d: %lld touched, %lld left, %lld died, %016llx\n", static_cast<int>(replicate),
                static_cast<long long>(outcome.touched),
                static_cast<long long>(total(outcome, "departed")),
                static_cast<long long>(total(outcome, "died")),
                static_cast<unsigned long long>(digest(outcome)));
  }
  return 0;
}
