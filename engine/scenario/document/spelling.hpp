#pragma once
// "Did you mean ...?": the known word that a mistyped one was most likely meant to be.
//
// Distance = letters inserted, left out, exchanged, or swapped with their neighbour (optimal string
// alignment). A word is proposed when the distance is at most a third of its length and at most 3.

#include <string>
#include <string_view>
#include <vector>

namespace komuna {

// Number of slips between two words, or `limit` + 1 as soon as there are more than `limit`.
// Capital letters count as small ones, '-' as '_'.
int spelling_distance(std::string_view a, std::string_view b, int limit);

// The nearest known word, or "" when none is near.
std::string nearest_word(std::string_view given, const std::vector<std::string_view>& known);

// `; did you mean "word"?`, or "".
std::string did_you_mean(std::string_view given, const std::vector<std::string_view>& known);

// "a, b, c", at most 12 of them, then "and N more".
std::string list_words(const std::vector<std::string_view>& words);

}  // namespace komuna
