#include "engine/scenario/document/scenario.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "engine/scenario/document/conditions.hpp"
#include "engine/scenario/document/loader.hpp"
#include "engine/scenario/document/monthly_changes.hpp"
#include "engine/scenario/document/resolved.hpp"

namespace komuna {
namespace {

constexpr std::string_view interventions_key = "interventions";

FieldVisitor::Body all_fields(Parameters& parameters) {
  return [&parameters](FieldVisitor& visitor) { fields(visitor, parameters); };
}

// The horizon is the frame of a world, not something in it.
void refuse_horizon(const std::vector<Intervention>& interventions, Problems& problems) {
  for (const Intervention& change : interventions)
    if (change.path == "from" || change.path == "until")
      problems.add(change.position, "interventions." + change.path,
                   "the months simulated cannot be an intervention; change them in the scenario "
                   "itself or with --set");
}

// Of the interventions that begin or end in a month, the last: who breaks a rule then.
const Intervention& acting_in(Month month, const std::vector<Intervention>& interventions) {
  const Intervention* found = &interventions.front();
  for (const Intervention& change : interventions)
    if (change.from == month || change.until + 1 == month) found = &change;
  return *found;
}

// The rules between fields must hold in every month of the changed world: whatever begins or ends
// may break one, alone or with what is in force by then.
void check_changed_world(const Scenario& scenario, Problems& problems) {
  Parameters changed = scenario.parameters;
  const FieldVisitor::Body body = all_fields(changed);
  apply_static(scenario.interventions, body);
  MonthlyChanges monthly(scenario.interventions, body);
  std::set<int> months{changed.from.index};
  for (const Intervention& change : scenario.interventions) {
    months.insert(std::max(change.from, changed.from).index);
    months.insert(std::min(change.until, changed.until).index + 1);
  }
  for (const int index : months) {
    const Month month{index};
    if (month > changed.until) return;
    Problems broken;
    monthly.apply(month);
    check_conditions(body, acting_in(month, scenario.interventions).position, broken);
    const std::string since =
        month == changed.from ? "" : "; broken from " + to_string(month) + " on";
    for (const Problem& problem : broken.sorted())
      problems.add(problem.position, problem.path, problem.message + since, problem.trouble);
    if (!broken.empty()) return;  // the same again in later months
  }
}

// Problems of a scenario whose `extends` could not be read: what is missing is missing because of
// it.
void add_all_but_missing(const Problems& found, Problems& problems) {
  for (const Problem& problem : found.sorted())
    if (problem.message.rfind("is missing", 0) != 0)
      problems.add(problem.position, problem.path, problem.message, problem.trouble);
}

// The what-ifs, and their interventions after those of the scenario itself.
void lay_over(const std::vector<WhatIfDocument>& documents, Scenario& scenario,
              Problems& problems) {
  for (const WhatIfDocument& document : documents)
    scenario.what_ifs.push_back(read_what_if(document, problems));
  if (!problems.empty()) return;
  check_overlaps(scenario.interventions, scenario.what_ifs, problems);
  for (const WhatIf& what_if : scenario.what_ifs)
    scenario.interventions.insert(scenario.interventions.end(), what_if.interventions.begin(),
                                  what_if.interventions.end());
}

bool lacks_what_it_extends(const Problems& problems) {
  const std::vector<Problem> all = problems.sorted();
  return std::any_of(all.begin(), all.end(),
                     [](const Problem& problem) { return problem.path == "extends"; });
}

}  // namespace

Scenario bind_scenario(std::string name, const NodePtr& root, const Bibliography& sources,
                       Problems& problems, const std::vector<WhatIfDocument>& what_ifs) {
  Scenario scenario;
  scenario.name = std::move(name);
  scenario.sources = sources;
  if (!root) return scenario;
  if (lacks_what_it_extends(problems)) {
    Problems found;
    Scenario part = bind_scenario(scenario.name, root, sources, found, what_ifs);
    add_all_but_missing(found, problems);
    return part;
  }
  Loader loader(scenario.sources, problems);
  loader.read(root, all_fields(scenario.parameters), {std::string(interventions_key)});
  loader.finish();
  scenario.provenance = loader.provenance();
  const std::size_t before = problems.count();
  if (const Node::Member* list = root->find(interventions_key))
    scenario.interventions = read_interventions(*list->value, problems);
  lay_over(what_ifs, scenario, problems);
  if (before != 0 || problems.count() != 0) return scenario;
  validate_interventions(scenario.interventions, all_fields(scenario.parameters), problems);
  refuse_horizon(scenario.interventions, problems);
  if (problems.empty() && !scenario.interventions.empty()) check_changed_world(scenario, problems);
  return scenario;
}

Model make_model(const Scenario& scenario) {
  if (scenario.interventions.empty()) return make_baseline(scenario);
  Parameters parameters = scenario.parameters;
  apply_static(scenario.interventions, all_fields(parameters));
  const auto interventions =
      std::make_shared<const std::vector<Intervention>>(scenario.interventions);
  const BindChanges bind = [interventions](Parameters& bound) -> SetMonth {
    const auto changes = std::make_shared<MonthlyChanges>(*interventions, all_fields(bound));
    return [changes](Month month) { changes->apply(month); };
  };
  return Model(std::move(parameters), bind);
}

Model make_baseline(const Scenario& scenario) { return Model(scenario.parameters, {}); }

std::string resolved_scenario(const Scenario& scenario) {
  Parameters parameters = scenario.parameters;
  return resolved_json(all_fields(parameters));
}

}  // namespace komuna
