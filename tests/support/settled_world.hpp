#pragma once
// A collective of Arcadia that has arrived at its site: for tests of life in the Soviet Union.

#include <vector>

#include "engine/world/residence.hpp"
#include "tests/support/small_world.hpp"

namespace komuna::tests {

// Moves the waiting households of a collective to the first site, as if its train had come this
// month.
inline void settle(SmallWorld& small, Index index, double equipment = 0) {
  World& world = small.world;
  Collective& collective = world.collectives[index];
  collective.contract.site = 0;
  for (const Index h : collective.members) {
    Household& household = world.people.household(h);
    household.site = 0;
    household.departed_in = world.month - 1;
    for (Index p = household.first_person; p != none; p = world.people.person(p).next) {
      world.people.person(p).arrived = world.month;
      world.people.move(p, PersonState::in_collective, Cause::arrival, world.month, world.events);
      ++collective.arrived;
    }
  }
  collective.settlement.equipment = equipment;
  collective.settlement.arrived = world.month;
  enter_stage(collective, Stage::settled, world.month);
}

// Founds Arcadia's collective, enrols `households` and settles them in `month`; the levels of the
// site are as given, without any process having run.
inline Index settled(SmallWorld& small, int households, Month month) {
  small.at(month);
  const Index index = small.found();
  small.enrol_many(index, households);
  settle(small, index);
  Settlement& life = small.world.collectives[index].settlement;
  life.begun = true;
  life.persons = small.world.collectives[index].arrived;
  return index;
}

inline int in_state(const World& world, PersonState state) {
  return static_cast<int>(world.people.in_state()[static_cast<std::size_t>(state)]);
}

inline int events_of(const World& world, EventKind kind) {
  int found = 0;
  for (const Event& event : world.events) found += event.kind == kind ? 1 : 0;
  return found;
}

}  // namespace komuna::tests
