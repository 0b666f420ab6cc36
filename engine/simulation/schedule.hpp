#pragma once
// The table of contents of the model: what happens in a month, in this order.
//
// The list is in schedule.cpp. Each line is one process or policy, a function of its own file.
// Readers of a step see what the steps before it have written; hazards of recruitment are frozen
// for the month at what the steps before it have left, so contagion acts from the next month on.
// `komuna describe` prints this list.

#include <array>
#include <string_view>

#include "engine/processes/head_law.hpp"
#include "engine/processes/requests.hpp"
#include "engine/simulation/parameters.hpp"
#include "engine/world/world.hpp"

namespace komuna {

// What steps keep between months besides the world: tables and the hazards of named foundings.
struct Memory {
  RequestTables request_tables;
  ReadinessTables readiness_tables;
  FoundingHazards baseline_hazards;  // empty: this world is its own baseline
  FoundingHazards founding_hazards;  // recorded in this world
};

struct Step {
  std::string_view theme;
  std::string_view name;  // of the file, and of the object of parameters where it has one
  std::string_view frequency;
  std::string_view what;
  void (*run)(World& world, const Parameters& parameters, Memory& memory);
};

using Schedule = std::array<Step, 25>;
const Schedule& schedule();

}  // namespace komuna
