#pragma once
// Persons of the two worlds, matched by what they are: a list to choose from, and one person's life
// in both, month by month, with the cause of each step.
//
// All persons are synthetic. Where the same person goes in one world and stays in the other, that
// is a statement about this model and this pairing of chance, not about anybody who lived.

#include <cstdint>
#include <string>

#include "analysis/journeys.hpp"
#include "classroom/wasm/worlds.hpp"

namespace komuna::classroom {

// {"persons": [{"key": [entity, ordinal, partner], "sex", "role", "born": month, "region",
// "branch",
//   "stratum", "ends": [state in history, state in the changed world; "" = unknown there],
//   "journeys": [...]}], "known": [persons known in both, only history, only changed],
//   "different": count}
// At most `most`, adults first whose fates differ, then others; the choice is the same each time.
std::string list_persons(Worlds& worlds, std::uint64_t seed, std::uint64_t replicate,
                         std::size_t most);

// {"worlds": [[step, ...], [step, ...]]}; a step is {"month", "event", "from", "cause",
// "collective", "age", "charge"}; the second list is empty when the worlds do not differ.
std::string tell_life(Worlds& worlds, std::uint64_t seed, std::uint64_t replicate,
                      const PersonKey& key);

}  // namespace komuna::classroom
