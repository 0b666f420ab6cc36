#include "cli/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>

#include "cli/comparison_names.hpp"
#include "cli/comparison_run.hpp"
#include "cli/run_record.hpp"
#include "cli/screen.hpp"
#include "cli/shards.hpp"
#include "cli/usage.hpp"
#include "engine/scenario/document/listing.hpp"
#include "engine/scenario/document/spelling.hpp"

namespace komuna {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

// "1%" as 0.01.
double share_of(const std::string& text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  const std::string rest(read.ptr, end);
  if (read.ec != std::errc() || (rest != "%" && rest != " %") || !(number > 0 && number <= 100))
    throw UsageError("--until: " + quote_briefly(text) +
                     " is no share; allowed: more than 0% up to 100%, as in --until 1%");
  return number / 100;
}

// Worlds as the user names them, before they are simulated.
class Worlds {
 public:
  explicit Worlds(const CompareOptions& options) : options_(options) {}

  // Returns the exit code if something is wrong with a scenario, else 0.
  int load() {
    ScenarioChoice base = options_.base;
    base.what_ifs.clear();
    base.overrides.clear();
    if (const int code = add(base, false); code != 0) return code;
    for (const std::string& name : options_.alternatives) {
      ScenarioChoice choice = base;
      choice.scenario = name;
      if (const int code = add(choice, false); code != 0) return code;
    }
    refuse_repeated(options_.base.what_ifs);
    for (const std::string& what_if : options_.base.what_ifs) {
      ScenarioChoice choice = base;
      choice.what_ifs = {what_if};
      if (const int code = add(choice, true); code != 0) return code;
    }
    if (!options_.base.overrides.empty()) {
      ScenarioChoice choice = base;
      choice.overrides = options_.base.overrides;
      if (const int code = add(choice, true); code != 0) return code;
      std::string& name = chosen.back().scenario.name;
      name = name_with_settings(name, choice.overrides);
    }
    return options_.levers.empty() ? 0 : load_levers(base);
  }

  std::vector<ChosenScenario> chosen;
  std::vector<std::vector<std::string>> overrides;  // by world
  ComparisonWish wish;

 private:
  int add(const ScenarioChoice& choice, bool counterfactual) {
    Problems problems;
    ChosenScenario world = load_scenario(choice, problems);
    if (!problems.empty()) return report_problems(choice.scenario, problems);
    chosen.push_back(std::move(world));
    overrides.push_back(choice.overrides);
    wish.counterfactual.push_back(counterfactual);
    return 0;
  }

  // The last world is the one in which all levers are pulled.
  int load_levers(const ScenarioChoice& base) {
    ScenarioChoice all = base;
    const std::size_t own = chosen.front().scenario.interventions.size();
    for (const std::string& lever : split(options_.levers, ',')) {
      if (lever.empty()) throw UsageError("--levers: a name is missing; as in --levers a,b+c");
      ScenarioChoice alone = base;
      alone.what_ifs = split(lever, '+');
      for (const std::string& what_if : alone.what_ifs)
        if (std::find(all.what_ifs.begin(), all.what_ifs.end(), what_if) != all.what_ifs.end())
          throw UsageError("--levers: " + quote_briefly(what_if) + " is named twice");
      all.what_ifs.insert(all.what_ifs.end(), alone.what_ifs.begin(), alone.what_ifs.end());
      Problems problems;
      const ChosenScenario world = load_scenario(alone, problems);
      if (!problems.empty()) return report_problems(lever, problems);
      if (std::find(wish.levers.begin(), wish.levers.end(), lever) != wish.levers.end())
        throw UsageError("--levers: " + quote_briefly(lever) + " is named twice");
      wish.levers.push_back(lever);
      wish.changes.push_back(world.scenario.interventions.size() - own);
    }
    if (wish.levers.size() > most_levers)
      throw UsageError(
          fmt::format("--levers: {} levers; allowed: up to {}", wish.levers.size(), most_levers));
    return add(all, true);
  }

  const CompareOptions& options_;
};

std::set<std::string> origins_of(const Scenario& scenario) {
  std::set<std::string> ids;
  for (const Origin& origin : scenario.parameters.population.origins) ids.insert(origin.id);
  return ids;
}

std::string only_in(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::string text;
  for (const std::string& id : a)
    if (b.count(id) == 0) text += (text.empty() ? "" : ", ") + id;
  return text.empty() ? "none" : text;
}

std::string months_of(const Parameters& parameters) {
  return to_string(parameters.from) + " to " + to_string(parameters.until);
}

// What cannot be paired is an error, or with --common said and left out.
void make_pairable(std::vector<ChosenScenario>& worlds, bool common) {
  const auto complain = [common](const std::string& problem) {
    if (!common) throw UsageError(problem + "; --common compares what both have");
    tell("komuna: " + problem + "; compared is what both have\n");
  };
  const Scenario& base = worlds.front().scenario;
  Month until = base.parameters.until;
  for (std::size_t w = 1; w < worlds.size(); ++w) {
    const Scenario& other = worlds[w].scenario;
    if (other.parameters.from != base.parameters.from)
      throw UsageError(fmt::format(
          "{} begins in {}, {} in {}: worlds that do not begin together are no pair", base.name,
          to_string(base.parameters.from), other.name, to_string(other.parameters.from)));
    if (other.parameters.until != base.parameters.until)
      complain(fmt::format("{} covers {}, {} {}", base.name, months_of(base.parameters), other.name,
                           months_of(other.parameters)));
    until = std::min(until, other.parameters.until);
    const auto ours = origins_of(base), theirs = origins_of(other);
    if (ours != theirs)
      complain(fmt::format("origins differ: only in {}: {}; only in {}: {}", base.name,
                           only_in(ours, theirs), other.name, only_in(theirs, ours)));
  }
  for (ChosenScenario& world : worlds) world.scenario.parameters.until = until;
}

void check_metrics(const std::vector<std::string>& wanted, const Parameters& parameters) {
  std::vector<std::string> names;
  for (const Metric& metric : metrics_of(parameters)) names.push_back(metric.name);
  const std::vector<std::string_view> known(names.begin(), names.end());
  for (auto name = wanted.begin(); name != wanted.end(); ++name)
    if (std::find(wanted.begin(), name, *name) != name)
      throw UsageError("--metric: " + quote_briefly(*name) + " is named twice");
  for (const std::string& name : wanted) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    std::string general = "all";
    for (const std::string_view known_name : known)
      if (known_name.find('.') == std::string_view::npos) general += ", " + std::string(known_name);
    throw UsageError("--metric: there is no metric " + quote_briefly(name) +
                     did_you_mean(name, known) + "; known: " + general +
                     "; and by origin (departed.ORIGIN), stocks (in_collective.end, "
                     "in_collective.person_years), causes (died_of.hunger), targets (target.ID): "
                     "effects.csv lists them all");
  }
}

// Alternatives that change nothing are compared all the same: the answer is nought.
void warn_of_nulls(const Comparison& comparison) {
  for (std::size_t w = 1; w < comparison.worlds().size(); ++w)
    if (!comparison.parts(w))
      tell(fmt::format("komuna: {} does not differ from {} in any month of the run\n",
                       comparison.worlds()[w].scenario.name,
                       comparison.worlds().front().scenario.name));
}

// An alternative that sets what is drawn would be set back by every draw.
void refuse_overridden(const Posterior& posterior, const std::vector<ChosenScenario>& worlds) {
  const auto value_at = [](const Scenario& scenario, const std::string& path) {
    Parameters parameters = scenario.parameters;
    for (const Listing& row :
         list_parameters([&](FieldVisitor& visitor) { fields(visitor, parameters); }))
      if (row.path == path) return row.value;
    return std::string();
  };
  for (const FreeParameter& parameter : posterior.parameters)
    for (const std::string& path : parameter.paths)
      for (const ChosenScenario& world : worlds)
        if (value_at(world.scenario, path) != value_at(worlds.front().scenario, path))
          throw UsageError("--posterior draws " + path + ", which " + world.scenario.name +
                           " changes; change it by a what-if that scales or adds");
}

void draw_parameters(const CompareOptions& options, Worlds& worlds) {
  const Posterior posterior = load_posterior(options.posterior, worlds.chosen.front().scenario,
                                             options.replicates, pairs_of_draw, options.seed);
  for (const ChosenScenario& world : worlds.chosen) check_fit(posterior, world.scenario);
  refuse_overridden(posterior, worlds.chosen);
  worlds.wish.posterior = posterior_text(posterior);
}

StorePlan plan_of(const CompareOptions& options, const Worlds& worlds) {
  StorePlan plan = plan_of_program();
  plan.kind = RunKind::compare;
  plan.seed = options.seed;
  plan.replicates = options.replicates;
  std::tie(plan.shard, plan.shards) = shard_of(options.shard);
  if (plan.shards > 1 && worlds.wish.until > 0)
    throw UsageError("--shard: with --until nobody knows beforehand how many pairs are needed");
  plan.command_line = options.command_line;
  plan.options = wish_text(worlds.wish);
  std::set<std::string> names;
  for (std::size_t w = 0; w < worlds.chosen.size(); ++w) {
    StoredWorld world = stored_world(worlds.chosen[w].scenario);
    const std::string name = world.name;
    for (int n = 2; !names.insert(world.name).second; ++n)
      world.name = name + "-" + std::to_string(n);
    world.overrides = worlds.overrides[w];
    for (const FileRead& file : worlds.chosen[w].files)
      world.inputs.push_back({file.path, file.sha256});
    plan.worlds.push_back(std::move(world));
  }
  return plan;
}

}  // namespace

int compare(const CompareOptions& options) {
  Worlds worlds(options);
  if (!options.until.empty()) worlds.wish.until = share_of(options.until);
  if (const int code = worlds.load(); code != 0) return code;
  if (worlds.chosen.size() < 2)
    throw UsageError("compare with what? Name a scenario, --what-if, --set or --levers");
  make_pairable(worlds.chosen, options.common);
  worlds.wish.metrics = options.metrics;
  auto& metrics = worlds.wish.metrics;
  worlds.wish.every_metric = std::find(metrics.begin(), metrics.end(), "all") != metrics.end();
  metrics.erase(std::remove(metrics.begin(), metrics.end(), "all"), metrics.end());
  if (metrics.empty()) metrics = {"departed"};
  check_metrics(metrics, worlds.chosen.front().scenario.parameters);
  if (options.posterior.any()) draw_parameters(options, worlds);
  const StorePlan plan = plan_of(options, worlds);
  std::vector<Scenario> scenarios;
  for (std::size_t w = 0; w < worlds.chosen.size(); ++w) {
    scenarios.push_back(std::move(worlds.chosen[w].scenario));
    scenarios.back().name = plan.worlds[w].name;
  }
  const Comparison comparison = comparison_of(std::move(scenarios), worlds.wish);
  warn_of_nulls(comparison);
  const StopRequest stop;
  const std::string name = plain_name(plan.worlds.front().name);
  RunFolder folder(options.out.empty() ? free_path("out/compare-" + name + '-' + folder_time())
                                       : options.out);
  announce_store(folder);
  RunStore store = RunStore::create(folder.path(), plan);
  return carry_out(folder, store, comparison, worlds.wish,
                   {options.threads, options.quiet, options.crew}, stop);
}

}  // namespace komuna
