#pragma once
// What the worlds of a comparison are called: for people, not for tables.

#include <optional>
#include <string>
#include <vector>

#include "analysis/comparison.hpp"

namespace komuna {

// Of a world in which `settings` (as in --set, path=value) are made: "tiny+gate.patience=3".
std::string name_with_settings(const std::string& base, const std::vector<std::string>& settings);

// For a line of text: the scenario's name; what is set, for a world made by --set:
// "gate.patience = 3".
std::string short_name(const Comparison& comparison, std::size_t world);

// What a world without a title of its own sets otherwise than the base, for a sentence:
// "decision.join_constant = -9 (base: -11)", at most six and how many more; its short name where it
// differs in no number but in interventions only.
std::string changed_numbers(const Comparison& comparison, std::size_t world);

// For a page: the titles of its what-ifs, what is set, or the scenario's title; where two worlds
// would have the same, the scenario's name.
std::string world_title(const Comparison& comparison, std::size_t world);

// Since when they differ: `parts`, the first month in which they can; `from`: of the run.
std::string parting_words(const std::optional<Month>& parts, Month from);

// All worlds: "Prague prohibits: compared with The history".
std::string comparison_title(const Comparison& comparison);

}  // namespace komuna
