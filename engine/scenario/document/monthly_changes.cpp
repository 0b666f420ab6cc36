#include "engine/scenario/document/monthly_changes.hpp"

namespace komuna {
namespace {

bool is_in_force(const Intervention& change, Month month) {
  return change.from <= month && month <= change.until;
}

// One overload per type of parameter: its value in a month.
struct ValueIn {
  Month month;
  const std::vector<Intervention>& changes;

  double number(double value) const {
    for (const Intervention& by : changes)
      if (is_in_force(by, month)) value = changed(value, by.change, std::get<double>(by.value));
    return value;
  }
  void operator()(double* target, double base) const { *target = number(base); }
  void operator()(std::int64_t* target, std::int64_t base) const {
    bool is_changed = false;  // a large whole number must not pass through a double untouched
    for (const Intervention& by : changes) is_changed = is_changed || is_in_force(by, month);
    *target = is_changed ? to_whole(number(static_cast<double>(base))) : base;
  }
  void operator()(bool* target, bool base) const {
    *target = base;
    for (const Intervention& by : changes)
      if (is_in_force(by, month)) *target = std::get<bool>(by.value);
  }
  void operator()(Month* target, Month base) const {
    *target = base;
    for (const Intervention& by : changes) {
      if (!is_in_force(by, month)) continue;
      if (by.change == Series::Change::add) {
        *target = *target + static_cast<int>(to_whole(std::get<double>(by.value)));
      } else {
        *target = as_month(by.value).value_or(*target);
      }
    }
  }
  void operator()(std::string* target, const std::string& base) const {
    const std::string* value = &base;
    for (const Intervention& by : changes)
      if (is_in_force(by, month)) value = &std::get<std::string>(by.value);
    if (*target != *value) *target = *value;
  }
  template <class Other, class Base>
  void operator()(const Other& /*other*/, const Base& /*base*/) const {}
};

}  // namespace

MonthlyChanges::MonthlyChanges(const std::vector<Intervention>& interventions,
                               const FieldVisitor::Body& body)
    : first_difference_(komuna::first_difference(interventions)) {
  const std::vector<bool> left = left_to_months(interventions, body);
  for (std::size_t at = 0; at < interventions.size(); ++at) {
    if (!left[at]) continue;
    const Pointer pointer = locate(body, interventions[at].path).parameter->pointer;
    Target* target = nullptr;
    for (Target& other : targets_)
      if (other.pointer == pointer) target = &other;
    if (target == nullptr) {
      targets_.push_back({pointer, 0.0, {}});
      target = &targets_.back();
      if (const auto* p = std::get_if<double*>(&pointer)) target->base = **p;
      if (const auto* p = std::get_if<std::int64_t*>(&pointer)) target->base = **p;
      if (const auto* p = std::get_if<bool*>(&pointer)) target->base = **p;
      if (const auto* p = std::get_if<Month*>(&pointer)) target->base = **p;
      if (const auto* p = std::get_if<std::string*>(&pointer)) target->base = **p;
    }
    target->changes.push_back(interventions[at]);
  }
}

void MonthlyChanges::apply(Month month) {
  for (const Target& target : targets_)
    std::visit(ValueIn{month, target.changes}, target.pointer, target.base);
}

}  // namespace komuna
