#pragma once
// Arcadia as a whole scenario: eager people, one named collective and patterns for others, three
// years. Small enough for many runs, eventful enough that every theme of the schedule has work.

#include "engine/simulation/simulation.hpp"
#include "tests/support/small_world.hpp"

namespace komuna::tests {

inline Parameters small_scenario() {
  Parameters parameters;
  parameters.title = "Arcadia";
  parameters.from = Month::of(1923, 1);
  parameters.until = Month::of(1925, 12);
  parameters.population = arcadia();
  parameters.world = small_parameters();
  CollectivePlan pattern = parameters.world.collectives[0];
  pattern.id = pattern.name = "pattern";
  pattern.founded = distant_future;
  parameters.world.templates.push_back(pattern);
  Destination overseas;
  overseas.id = "overseas";
  overseas.rates.push_back({"arcadia", -9, 0.1});
  parameters.world.destinations.push_back(overseas);
  parameters.decision.join_constant = -5;
  parameters.decision.alone_constant = -8;
  parameters.founding.constant_agriculture = -2;
  parameters.founding.constant_industry = -2;
  return parameters;
}

}  // namespace komuna::tests
