#include "analysis/free_parameters.hpp"

#include <utility>

#include "engine/base/assert.hpp"
#include "engine/scenario/document/conditions.hpp"
#include "engine/scenario/document/interventions.hpp"

namespace komuna {
namespace {

FieldVisitor::Body all_fields(Parameters& parameters) {
  return [&parameters](FieldVisitor& visitor) { fields(visitor, parameters); };
}

void add_changes(const FreeParameter& parameter, double value, std::vector<Intervention>& list) {
  for (const std::string& path : parameter.paths) {
    Intervention change;
    change.path = path;
    change.change = parameter.change;
    change.value = value;
    list.push_back(std::move(change));
  }
}

}  // namespace

FreeParameters::World::World(const Scenario& scenario) : model(make_model(scenario)) {
  if (!scenario.interventions.empty()) without_interventions.emplace(make_baseline(scenario));
}

FreeParameters::FreeParameters(const Scenario& scenario, std::vector<FreeParameter> parameters)
    : whole_(scenario), parameters_(std::move(parameters)), bench_(scenario.parameters) {
  for (std::size_t i = 0; i < parameters_.size(); ++i)
    for (const std::string& path : parameters_[i].paths) {
      const Location location = locate(all_fields(bench_), path);
      if (!location.parameter) continue;
      const Pointer& pointer = location.parameter->pointer;
      if (auto* const* number = std::get_if<double*>(&pointer))
        places_.push_back({i, *number, **number});
      else if (auto* const* whole = std::get_if<std::int64_t*>(&pointer))
        places_.push_back({i, *whole, **whole});
      else if (auto* const* series = std::get_if<Series*>(&pointer))
        places_.push_back({i, *series, **series});
    }
}

void FreeParameters::change(const Place& place, double value) const {
  const Series::Change how = parameters_[place.parameter].change;
  if (auto* const* number = std::get_if<double*>(&place.pointer))
    **number = komuna::changed(std::get<double>(place.before), how, value);
  else if (auto* const* whole = std::get_if<std::int64_t*>(&place.pointer))
    **whole = to_whole(
        komuna::changed(static_cast<double>(std::get<std::int64_t>(place.before)), how, value));
  else
    *std::get<Series*>(place.pointer) =
        std::get<Series>(place.before).changed(how, value, distant_past, distant_future);
}

Parameters FreeParameters::changed(std::span<const double> values) const {
  KOMUNA_ASSERT(values.size() == parameters_.size(), "a number for each free parameter");
  const std::lock_guard<std::mutex> lock(at_the_bench_);
  for (const Place& place : places_) change(place, values[place.parameter]);
  return bench_;
}

FreeParameters::World FreeParameters::world(std::span<const double> values) const {
  Scenario scenario;
  scenario.parameters = changed(values);
  scenario.interventions = whole_.interventions;
  return World(scenario);
}

Scenario FreeParameters::scenario(std::span<const double> values) const {
  Scenario scenario = whole_;
  scenario.parameters = changed(values);
  return scenario;
}

std::string FreeParameters::why_no_number(std::size_t parameter) const {
  Parameters parameters = whole_.parameters;
  const FieldVisitor::Body body = all_fields(parameters);
  for (const std::string& path : parameters_[parameter].paths) {
    const Location location = locate(body, path);
    if (!location.parameter) return path + ' ' + location.problem;
    const Pointer& pointer = location.parameter->pointer;
    const bool number = std::holds_alternative<double*>(pointer) ||
                        std::holds_alternative<std::int64_t*>(pointer) ||
                        std::holds_alternative<Series*>(pointer);
    if (!number || !location.parameter->choices.empty())
      return path + (std::holds_alternative<Month*>(pointer) ? " is a month" : " is not a number") +
             "; allowed: numbers and series of numbers";
  }
  return "";
}

std::string FreeParameters::why_not(std::size_t parameter, double value) const {
  Parameters parameters = whole_.parameters;
  const FieldVisitor::Body body = all_fields(parameters);
  std::vector<Intervention> changes;
  add_changes(parameters_[parameter], value, changes);
  Problems problems;
  validate_interventions(changes, body, problems);
  if (const std::string why = why_no_number(parameter); !why.empty()) return why;
  if (problems.empty()) {
    apply_static(changes, body);
    check_conditions(body, {}, problems);
  }
  if (problems.empty()) return "";
  const Problem first = problems.sorted().front();
  return first.path + ' ' + first.message;
}

}  // namespace komuna
