#include "cli/run.hpp"

#include <tuple>

#include "cli/ensemble_run.hpp"
#include "cli/run_record.hpp"
#include "cli/shards.hpp"

namespace komuna {
namespace {

StorePlan plan_of(const RunOptions& options, const ChosenScenario& chosen) {
  StorePlan plan = plan_of_program();
  plan.seed = options.seed;
  plan.replicates = options.replicates;
  std::tie(plan.shard, plan.shards) = shard_of(options.shard);
  plan.command_line = options.command_line;
  StoredWorld world = stored_world(chosen.scenario);
  world.overrides = options.choice.overrides;
  for (const FileRead& file : chosen.files) world.inputs.push_back({file.path, file.sha256});
  plan.worlds.push_back(std::move(world));
  if (options.posterior.any()) {
    const Posterior posterior =
        load_posterior(options.posterior, chosen.scenario, options.replicates, 1, options.seed);
    refuse_set(options.choice.overrides, posterior.parameters, "--posterior");
    plan.options = "{\"posterior\":" + posterior_text(posterior) + "}";
  }
  return plan;
}

}  // namespace

int run(const RunOptions& options) {
  Problems problems;
  const ChosenScenario chosen = load_scenario(options.choice, problems);
  if (!problems.empty()) return report_problems(options.choice.scenario, problems);
  const std::string name = plain_name(chosen.scenario.name);
  const StorePlan plan = plan_of(options, chosen);
  // From here on nothing is left half done: whoever stops the run while the tables are being given
  // their names gets all of them.
  const StopRequest stop;
  RunFolder folder(options.out.empty() ? free_path("out/" + name + '-' + folder_time())
                                       : options.out);
  announce_store(folder);
  RunStore store = RunStore::create(folder.path(), plan);
  return carry_out(folder, store, chosen.scenario, {options.threads, options.quiet, options.crew},
                   stop);
}

}  // namespace komuna
