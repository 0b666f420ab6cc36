#pragma once
// What a comparison is asked for besides its worlds, and the same as text for the store and the
// manifest.

#include <string>
#include <vector>

namespace komuna {

struct ComparisonWish {
  double until = 0;  // add pairs until the mean effects are known to this share of the base; 0 = no
  std::vector<std::string> metrics;  // that decide when to stop, and are shown first
  std::vector<bool> counterfactual;  // by world
  std::vector<std::string> levers;   // names
  std::vector<std::size_t> changes;  // interventions of each lever, in the order of the last world
  bool every_metric = false;         // paired.csv holds all metrics
  std::string posterior;             // JSON (posterior_choice.hpp); "" = none
};
std::string wish_text(const ComparisonWish& wish);
// Errors: FileError naming `place` when the text is not one of ours.
ComparisonWish wish_of(const std::string& text, const std::string& place);

}  // namespace komuna
