#include "cli/lives.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "analysis/comparison.hpp"
#include "cli/comparison_names.hpp"
#include "cli/screen.hpp"
#include "cli/usage.hpp"
#include "cli/wording.hpp"
#include "engine/output/column.hpp"
#include "engine/output/csv_table.hpp"
#include "engine/output/paired_shapes.hpp"
#include "engine/output/tables.hpp"
#include "engine/scenario/document/spelling.hpp"

namespace komuna {
namespace {

constexpr std::size_t world_count = 2;
constexpr std::size_t width = 100;
using Steps = std::array<std::vector<Life>, world_count>;  // of one household, by world

// What is remembered of every household in the first pass, so that not all lives are kept.
struct Traces {
  std::string origin;
  std::array<std::set<std::string>, world_count> joined;
  std::array<bool, world_count> left{};
};

bool sets_out(const Life& life) { return life.event == "in_transit" && !life.from.empty(); }

std::size_t world_called(const std::string& option, const std::string& name) {
  if (name == "base") return 0;
  if (name == "alt") return 1;
  throw UsageError(option + ": " + quote_briefly(name) + " is no world; allowed: base, alt");
}

class Chosen {
 public:
  explicit Chosen(const LivesOptions& options) : options_(options) {
    for (const auto& [option, name] : {std::pair{"--in", &options.in},
                                       {"--left", &options.left},
                                       {"--never-left", &options.never_left}})
      if (!name->empty()) world_called(option, *name);
    if (!options.in.empty() && options.joined.empty())
      throw UsageError("--in says in which world they joined; --joined is missing");
  }

  bool fits(const Traces& traces) const {
    if (!options_.origin.empty() && traces.origin != options_.origin) return false;
    if (!options_.left.empty() && !traces.left[world_called("", options_.left)]) return false;
    if (!options_.never_left.empty() && traces.left[world_called("", options_.never_left)])
      return false;
    if (options_.joined.empty()) return true;
    for (std::size_t world = 0; world < world_count; ++world)
      if ((options_.in.empty() || world_called("", options_.in) == world) &&
          traces.joined[world].count(options_.joined) != 0)
        return true;
    return false;
  }

 private:
  const LivesOptions& options_;
};

// Loads base and alternative. Returns the exit code if something is wrong, else 0.
int load(const LivesOptions& options, std::vector<ComparedWorld>& worlds) {
  ScenarioChoice base = options.base;
  base.what_ifs.clear();
  base.overrides.clear();
  ScenarioChoice other = options.base;
  if (!options.alternative.empty()) other.scenario = options.alternative;
  const bool counterfactual = options.alternative.empty();
  for (const ScenarioChoice* choice : {&base, &other}) {
    Problems problems;
    ChosenScenario chosen = load_scenario(*choice, problems);
    if (!problems.empty()) return report_problems(choice->scenario, problems);
    worlds.push_back({std::move(chosen.scenario), choice == &other && counterfactual});
  }
  Scenario& last = worlds.back().scenario;
  if (!other.overrides.empty()) last.name = name_with_settings(last.name, other.overrides);
  const Parameters& a = worlds[0].scenario.parameters;
  const Parameters& b = worlds[1].scenario.parameters;
  if (a.from != b.from || a.until != b.until)
    throw UsageError(fmt::format("{} covers {} to {}, the other {} to {}: no pair",
                                 worlds[0].scenario.name, to_string(a.from), to_string(a.until),
                                 to_string(b.from), to_string(b.until)));
  return 0;
}

// Both worlds of the replicate, told step by step; a world that is forked begins with the base's
// steps until then.
class BothWorlds {
 public:
  BothWorlds(std::vector<ComparedWorld> worlds, const LivesOptions& options)
      : comparison_(std::move(worlds), {}), options_(options) {}

  void tell_lives(const WatchPairedLife& watch) const {
    const auto parts = comparison_.parts(1);
    const Comparison::Result result = comparison_.simulate(
        options_.seed, options_.replicate, [&](std::size_t world, const Life& life) {
          watch(world, life);
          const bool shared = world == 0 && (!parts || life.month < *parts);
          if (shared && !begins_apart()) watch(1, life);
        });
    const Outcome& base = result.worlds.front();
    if (!base.error.empty()) throw UsageError("the replicate cannot be simulated: " + base.error);
  }

 private:
  // Worlds that part in the first month are simulated one by one.
  bool begins_apart() const {
    const auto parts = comparison_.parts(1);
    return parts && *parts <= comparison_.worlds().front().scenario.parameters.from;
  }

  Comparison comparison_;
  const LivesOptions& options_;
};

std::string step_text(const Life& life) {
  std::string text = life.event;
  if (!life.cause.empty() && life.cause != "unstated") text += " (" + life.cause + ")";
  if (!life.collective.empty() && life.event == "enrolled") text += " in " + life.collective;
  return text;
}

// What happened to several persons of the household in the same month stands once.
std::vector<std::string> lines_of(const std::vector<Life>& steps, Month month) {
  std::vector<std::pair<std::string, std::vector<std::string>>> grouped;  // step, persons
  for (const Life& life : steps) {
    if (life.month != month) continue;
    const std::string step = step_text(life);
    auto at = std::find_if(grouped.begin(), grouped.end(),
                           [&step](const auto& group) { return group.first == step; });
    if (at == grouped.end()) at = grouped.insert(grouped.end(), {step, {}});
    at->second.push_back(fmt::format("{} {}", life.role, life.person));
  }
  std::vector<std::string> lines;
  for (const auto& [step, persons] : grouped)
    lines.push_back(fmt::format(
        "{}: {}", persons.size() == 1 ? persons.front() : fmt::format("{} persons", persons.size()),
        step));
  return lines;
}

// Steps of both worlds, month by month.
std::string side_by_side(const Steps& steps) {
  constexpr std::size_t column = 43;
  std::set<Month> months;
  for (const std::vector<Life>& world : steps)
    for (const Life& life : world) months.insert(life.month);
  std::string text;
  for (const Month month : months) {
    const std::array lines{lines_of(steps[0], month), lines_of(steps[1], month)};
    for (std::size_t row = 0; row < std::max(lines[0].size(), lines[1].size()); ++row) {
      const auto cell = [&](std::size_t world) {
        return row < lines[world].size() ? lines[world][row] : std::string();
      };
      std::string line = fmt::format("  {:7} {} | {}", row == 0 ? to_string(month) : "",
                                     left(cell(0), column), left(cell(1), column));
      line.erase(line.find_last_not_of(' ') + 1);
      text += line + '\n';
    }
  }
  return text;
}

// People of the place have no home among the origins, and their number says nothing.
constexpr std::string_view local_prefix = "local:";

std::string name_of_household(const std::string& household) {
  if (household.rfind(local_prefix, 0) != 0) return "Household " + household;
  return "Household of the place " + household.substr(local_prefix.size());
}

// What is known of it; empty words are left out.
std::string about_household(const Life& life) {
  std::string text;
  const auto tell = [&](std::string_view word) {
    if (word.empty()) return;
    if (!text.empty()) text += ", ";
    text += word;
  };
  if (life.origin != local_people) tell(life.origin);
  for (const std::string_view word : {life.region, life.branch, life.stratum}) tell(word);
  return text.empty() ? "people of the place, no emigrants" : text;
}

std::string household_text(const std::string& household, const Steps& steps) {
  const Life& any = steps[steps[0].empty() ? 1 : 0].front();
  std::string text = fmt::format("\n{}\n", name_of_household(household));
  text += "  " + about_household(any) + '\n';
  for (std::size_t world = 0; world < world_count; ++world)
    if (steps[world].empty())
      text += fmt::format("  not known to the model in the {} world: nobody of it ever enrolled\n",
                          world == 0 ? "base" : "other");
  return text + side_by_side(steps);
}

void write_csv(const std::string& path, const std::vector<std::pair<std::string, Steps>>& found) {
  const std::size_t slash = path.rfind('/');
  std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  if (name.size() > 4 && name.substr(name.size() - 4) == ".csv") name.resize(name.size() - 4);
  TableShape shape = with_scenario(lives_shape());
  shape.name = name;
  CsvTable table(slash == std::string::npos ? "." : path.substr(0, slash), shape);
  for (const auto& [household, steps] : found)
    for (std::size_t world = 0; world < world_count; ++world) {
      ScenarioRows rows(table, world == 0 ? "base" : "alt");
      for (const Life& life : steps[world]) write_life(rows, life);
    }
  table.commit();
}

void check_ids(const LivesOptions& options, const std::set<std::string>& collectives,
               const Parameters& parameters) {
  std::vector<std::string_view> origins;
  for (const Origin& origin : parameters.population.origins) origins.emplace_back(origin.id);
  const bool known = std::find(origins.begin(), origins.end(), options.origin) != origins.end();
  if (!options.origin.empty() && !known)
    throw UsageError("--origin: there is no origin " + quote_briefly(options.origin) +
                     did_you_mean(options.origin, origins) + "; known: " + list_words(origins));
  if (options.joined.empty() || collectives.count(options.joined) != 0) return;
  std::vector<std::string_view> names(collectives.begin(), collectives.end());
  for (const CollectivePlan& plan : parameters.world.collectives)
    if (plan.id == options.joined) return;  // known by name; nobody joined it in this replicate
  throw UsageError("--joined: nobody joined a collective " + quote_briefly(options.joined) +
                   " in this replicate" + did_you_mean(options.joined, names) +
                   "; known: " + list_words(names));
}

}  // namespace

int lives(const LivesOptions& options) {
  const Chosen chosen(options);
  std::vector<ComparedWorld> loaded;
  if (const int code = load(options, loaded); code != 0) return code;
  const Parameters parameters = loaded.front().scenario.parameters;
  const std::string names =
      loaded[0].scenario.name + " (left) and " +
      (options.alternative.empty() ? loaded[1].scenario.name : options.alternative) + " (right)";
  const BothWorlds worlds(std::move(loaded), options);
  std::map<std::string, Traces> traces;
  std::set<std::string> collectives;
  worlds.tell_lives([&](std::size_t world, const Life& life) {
    Traces& trace = traces[life.household];
    trace.origin = life.origin;
    if (sets_out(life)) trace.left[world] = true;
    const bool enrols = life.cause == "enrolment" || life.event == "enrolled";
    if (!enrols || life.collective.empty()) return;
    trace.joined[world].insert(life.collective);
    collectives.insert(life.collective);
  });
  check_ids(options, collectives, parameters);
  std::map<std::string, Steps> found;
  std::int64_t fitting = 0;
  for (const auto& [household, trace] : traces)
    if (chosen.fits(trace) && ++fitting <= options.limit) found.emplace(household, Steps{});
  worlds.tell_lives([&](std::size_t world, const Life& life) {
    const auto at = found.find(life.household);
    if (at != found.end()) at->second[world].push_back(life);
  });
  if (!options.csv.empty()) {
    write_csv(options.csv, {found.begin(), found.end()});
  } else {
    print(wrapped(fmt::format("Replicate {} of seed {}: {}. All persons are synthetic.",
                              options.replicate, options.seed, names),
                  width, 0) +
          '\n');
    for (const auto& [household, steps] : found) print(household_text(household, steps));
  }
  tell(fmt::format("{} household{} fit{}; {} shown\n", fitting, fitting == 1 ? "" : "s",
                   fitting == 1 ? "s" : "", std::min(fitting, options.limit)));
  return 0;
}

}  // namespace komuna
