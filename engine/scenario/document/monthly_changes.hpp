#pragma once
// Interventions with a window, carried out while a world runs.
//
// Bound to one struct of parameters: at the start of each month apply() gives every changed
// parameter its value for that month, which is its own value modified by all interventions in
// force, in the order of the list. Months may come in any order (a run may be resumed). After the
// interventions that hold for a whole run were carried out by apply_static().
//
// The struct must stay where it is, and its tables keep their size, as long as this object lives.
// apply(): O(interventions), no allocation for numbers, flags and months.

#include <optional>
#include <vector>

#include "engine/scenario/document/interventions.hpp"

namespace komuna {

class MonthlyChanges {
 public:
  MonthlyChanges() = default;
  // The whole, valid list: what apply_static() has done is skipped here.
  MonthlyChanges(const std::vector<Intervention>& interventions, const FieldVisitor::Body& body);

  void apply(Month month);
  bool empty() const { return targets_.empty(); }
  // The first month of any intervention of the list, whole-run ones included.
  std::optional<Month> first_difference() const { return first_difference_; }

 private:
  struct Target {
    Pointer pointer;
    std::variant<double, std::int64_t, bool, Month, std::string> base;
    std::vector<Intervention> changes;
  };
  std::vector<Target> targets_;
  std::optional<Month> first_difference_;
};

}  // namespace komuna
