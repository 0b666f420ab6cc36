#include "engine/scenario/document/scenario.hpp"

#include <memory>
#include <utility>

#include "engine/scenario/document/loader.hpp"
#include "engine/scenario/document/monthly_changes.hpp"
#include "engine/scenario/document/resolved.hpp"

namespace komuna {
namespace {

constexpr std::string_view interventions_key = "interventions";

FieldVisitor::Body all_fields(Parameters& parameters) {
  return [&parameters](FieldVisitor& visitor) { fields(visitor, parameters); };
}

}  // namespace

Scenario bind_scenario(std::string name, const NodePtr& root, const Bibliography& sources,
                       Problems& problems) {
  Scenario scenario;
  scenario.name = std::move(name);
  scenario.sources = sources;
  if (!root) return scenario;
  Loader loader(scenario.sources, problems);
  loader.read(root, all_fields(scenario.parameters), {std::string(interventions_key)});
  loader.finish();
  scenario.provenance = loader.provenance();
  if (const Node::Member* list = root->find(interventions_key)) {
    const std::size_t before = problems.count();
    scenario.interventions = read_interventions(*list->value, problems);
    if (problems.count() == before && before == 0)
      validate_interventions(scenario.interventions, all_fields(scenario.parameters), problems);
  }
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
