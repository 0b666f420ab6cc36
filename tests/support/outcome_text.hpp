#pragma once
// Everything an outcome says, as lines of text: the same bytes if and only if the worlds were the
// same. Origins and collectives stand by their ids, so that lines can be sorted where only the
// order of tables was changed.

#include <string>
#include <vector>

#include "engine/simulation/ensemble.hpp"

namespace komuna::tests {

std::vector<std::string> outcome_text(const Outcome& outcome, const Parameters& parameters);
std::string life_text(const Life& life);

// The first line that differs, as it stands in each; "" if none does.
std::string difference(const std::vector<std::string>& a, const std::vector<std::string>& b);

// One replicate with all its lives.
std::vector<std::string> world_text(const Model& model, const Model* baseline, std::uint64_t seed,
                                    std::uint64_t replicate);

}  // namespace komuna::tests
