#pragma once
// The life histories of one chosen world: every step of every person the model had to name.
//
// A world has more than a hundred thousand such steps, so they are told month by month, as they
// happen, and not kept. The persons are synthetic.

#include <functional>
#include <string>
#include <vector>

#include "engine/policies/repression.hpp"
#include "engine/world/world.hpp"

namespace komuna {

// One step of one person.
struct Life {
  Month month;
  std::string household;  // semantic: cell/slot/generation, or local:collective/ordinal
  int person = 0;         // ordinal within the household, 0 = head
  std::string event;      // state entered, or the kind of event
  std::string from;
  std::string cause;
  std::string origin;
  std::string region;
  std::string branch;
  std::string stratum;
  std::string collective;
  std::string sex;
  std::string role;
  int age = 0;         // years
  std::string charge;  // of an arrest: the accusation, which was fabricated
};

// Is told every step, in order. It is called while the world stands at the end of the step's month.
using WatchLife = std::function<void(const Life&)>;

// The event must be about a person. `waves` are those whose positions arrests bear.
Life life_of(const World& world, const Event& event, const std::vector<Wave>& waves = {});

}  // namespace komuna
