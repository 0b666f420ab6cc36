#include "engine/scenario/document/idle_interventions.hpp"

#include <algorithm>

#include "engine/scenario/document/monthly_changes.hpp"

namespace komuna {
namespace {

using Value = std::variant<std::monostate, double, std::int64_t, bool, std::string>;

struct ValueOf {
  Month month;

  Value operator()(const double* value) const { return *value; }
  Value operator()(const std::int64_t* value) const { return *value; }
  Value operator()(const bool* value) const { return *value; }
  Value operator()(const std::string* value) const { return *value; }
  Value operator()(const Month* value) const { return std::int64_t{value->index}; }
  Value operator()(const Series* value) const { return value->at(month); }
  Value operator()(const Choice& choice) const { return std::int64_t{*choice.index}; }
  Value operator()(const Reference& reference) const { return *reference.id; }
  Value operator()(const ReferenceList& /*list*/) const { return {}; }
  Value operator()(const NumberTable& /*table*/) const { return {}; }
};

// A world's parameters under some of its interventions, looked at month by month.
class Changed {
 public:
  Changed(const Parameters& parameters, const std::vector<Intervention>& interventions)
      : parameters_(parameters) {
    apply_static(interventions, body());
    monthly_ = MonthlyChanges(interventions, body());
  }

  Value at(const std::string& path, Month month) {
    monthly_.apply(month);
    Value value;
    visit_parameter(body(), path, [&](const Slot& slot, const Field&) {
      value = std::visit(ValueOf{month}, slot);
    });
    return value;
  }

 private:
  FieldVisitor::Body body() {
    return [this](FieldVisitor& visitor) { fields(visitor, parameters_); };
  }

  Parameters parameters_;
  MonthlyChanges monthly_;
};

bool changes_a_value(const Scenario& scenario, std::size_t at) {
  const auto begin = scenario.interventions.begin();
  const Intervention& change = scenario.interventions[at];
  Changed before(scenario.parameters, {begin, begin + static_cast<std::ptrdiff_t>(at)});
  Changed after(scenario.parameters, {begin, begin + static_cast<std::ptrdiff_t>(at) + 1});
  const Month last = std::min(change.until, scenario.parameters.until);
  for (Month m = std::max(change.from, scenario.parameters.from); m <= last; m = m + 1)
    if (before.at(change.path, m) != after.at(change.path, m)) return true;
  return false;
}

// "" if it may act.
std::string why_idle(const Scenario& scenario, std::size_t at) {
  const Parameters& p = scenario.parameters;
  const Intervention& change = scenario.interventions[at];
  if (change.from > p.until)
    return "it begins in " + to_string(change.from) + ", after the last month simulated, " +
           to_string(p.until);
  if (change.until < p.from)
    return "it ends in " + to_string(change.until) + ", before the first month simulated, " +
           to_string(p.from);
  if (!changes_a_value(scenario, at)) return "the parameter has this value already in those months";
  return {};
}

}  // namespace

std::vector<std::string> idle_interventions(const Scenario& scenario) {
  std::vector<std::string> warnings;
  for (std::size_t at = 0; at < scenario.interventions.size(); ++at) {
    const std::string why = why_idle(scenario, at);
    if (why.empty()) continue;
    const Intervention& change = scenario.interventions[at];
    warnings.push_back(
        to_string(Problem{change.position, change.path, "this change can never act: " + why, {}}));
  }
  return warnings;
}

}  // namespace komuna
