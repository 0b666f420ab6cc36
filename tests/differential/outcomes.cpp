// Prints a fingerprint of everything that the replicates of a scenario leave behind, counts and
// figures to the last bit: outcomes SCENARIO.json REPLICATES THREADS [SEED]
//
// The scenario is a resolved one, as a manifest has it. table.py compiles this by several compilers
// and for the browser; all must print the same.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "engine/scenario/document/json_tree.hpp"
#include "engine/scenario/document/scenario.hpp"
#include "engine/simulation/ensemble.hpp"
#include "tests/support/outcome_text.hpp"

namespace {

using namespace komuna;

// FNV-1a.
class Digest {
 public:
  void add(std::string_view line) {
    for (const char c : line) add(static_cast<unsigned char>(c));
    add(static_cast<unsigned char>('\n'));
  }
  unsigned long long value() const { return hash_; }

 private:
  void add(unsigned char byte) {
    hash_ ^= byte;
    hash_ *= 0x100000001B3u;
  }

  std::uint64_t hash_ = 0xCBF29CE484222325u;
};

Scenario read(const char* path, Problems& problems) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const NodePtr root = parse_json(text, path, problems);
  return root ? bind_scenario(path, root, Bibliography(), problems) : Scenario{};
}

void print(const Model& model, const Outcome& outcome) {
  Digest digest;
  for (const std::string& line : tests::outcome_text(outcome, model.parameters)) digest.add(line);
  std::printf("%d %lld %016llx\n", static_cast<int>(outcome.replicate),
              static_cast<long long>(outcome.touched), digest.value());
}

}  // namespace

int main(int count, char** words) {
  if (count < 4) {
    std::puts("outcomes SCENARIO.json REPLICATES THREADS [SEED]");
    return 64;
  }
  Problems problems;
  const Scenario scenario = read(words[1], problems);
  if (!problems.empty()) {
    std::fputs(problems.report().c_str(), stdout);
    return 65;
  }
  const Model model = make_model(scenario), baseline = make_baseline(scenario);
  EnsembleOptions options;
  options.replicates = std::atoi(words[2]);
  if (count > 4) options.seed = std::strtoull(words[4], nullptr, 10);
  ThreadExecutor executor(std::atoi(words[3]));
  int failed = 0;
  run_ensemble(model, scenario.interventions.empty() ? nullptr : &baseline, options, executor,
               [&](Outcome&& outcome) {
                 failed += outcome.error.empty() ? 0 : 1;
                 print(model, outcome);
               });
  return failed == 0 ? 0 : 1;
}
