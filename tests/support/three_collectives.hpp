#pragma once
// Three collectives whose trains are given, for measures of them.

#include "engine/measures/target.hpp"
#include "tests/support/settled_world.hpp"

namespace komuna::tests {

inline const Month t = Month::of(1925, 4);

inline Train train(Month departed, int adults, int children, int households) {
  Train fresh;
  fresh.departed = departed;
  fresh.arrives = departed + 1;
  fresh.arrived = true;
  fresh.adults = adults;
  fresh.children = children;
  fresh.households.assign(static_cast<std::size_t>(households), 0);
  return fresh;
}

// Three collectives whose trains are given as they are: 30 + 20, 40 and 5 persons.
struct ThreeCollectives {
  SmallWorld small;
  ThreeCollectives() {
    small.enrol(none, 1);
    for (const char* id : {"spring", "summer", "autumn"}) small.found(0, id);
    auto& collectives = small.world.collectives;
    collectives[0].trains = {train(t, 20, 10, 12), train(t + 12, 15, 5, 8)};
    collectives[1].trains = {train(t + 2, 30, 10, 15)};
    collectives[2].trains = {train(t + 3, 4, 1, 2)};
    collectives[2].sector = Sector::industry;
    collectives[0].settlement.arrived = t + 1;
    collectives[1].settlement.arrived = t + 3;
  }
  double value(const Target& wanted) { return measure(wanted, small.world, {}).value; }
};

}  // namespace komuna::tests
