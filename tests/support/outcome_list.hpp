#pragma once
// Outcomes made by hand, to be read like those of a run; counts how often they were.

#include <vector>

#include "engine/output/outcome_source.hpp"

namespace komuna::tests {

struct OutcomeList final : OutcomeSource {
  std::vector<Outcome> list;
  mutable int readings = 0;

  void each(const std::function<void(const Outcome&)>& visit) const override {
    ++readings;
    for (const Outcome& outcome : list) visit(outcome);
  }
};

}  // namespace komuna::tests
