#pragma once
// Differences between worlds, as the report shows them. The figures come from paired replicates:
// the same people and the same luck in both worlds, only the named change between them.

#include <string>
#include <vector>

#include "engine/output/spread.hpp"

namespace komuna::report {

// One figure in two worlds.
struct Effect {
  std::string id;  // "departed"
  std::string name;
  std::string unit;
  Spread base;
  double mean = 0;                      // of the paired differences
  double mean_low = 0, mean_high = 0;   // Monte-Carlo 95 % interval of the mean
  double low = 0, high = 0;             // 90 % of the paired differences
  double more = 0, same = 0, less = 0;  // shares of pairs
  std::string caption;                  // what may and may not be concluded
};

// The paired difference of a figure over the years.
struct DifferenceFan {
  std::string name;
  std::string unit;
  bool stock = false;
  int first_year = 0;
  std::vector<Spread> years;
};

// Who goes, by origin or another group; means of the pairs, persons.
struct Goers {
  std::string group;
  double both = 0;
  double only_base = 0;
  double only_alternative = 0;
  double neither = 0;  // named in the model, gone in no world
};

// What kept back those who go in one world only; persons, means of the pairs.
struct Reason {
  std::string words;
  double only_base = 0;         // in the alternative, those who go only in the base
  double only_alternative = 0;  // in the base, those who go only in the alternative
};

struct Alternative {
  std::string name;
  std::string meaning;                // where the worlds part
  std::vector<std::string> captions;  // what it changes, what it leaves out, how far to trust it
  std::vector<Effect> effects;        // the main figures
  std::vector<Effect> other_effects;
  std::vector<DifferenceFan> fans;
  std::vector<Goers> goers;     // by origin, all last
  std::vector<Goers> strata;    // the same by political stratum
  std::vector<Reason> reasons;  // the most frequent first
};

// The part of one lever in a difference.
struct LeverPart {
  std::string figure;
  std::string lever;
  double mean = 0;           // Shapley value, mean of the pairs
  double low = 0, high = 0;  // Monte-Carlo 95 % interval
  double alone = 0;          // when it is the only change
  double last = 0;           // when it is added to all the others
};

struct Comparison {
  std::string base;
  std::int64_t pairs = 0;
  std::vector<Alternative> alternatives;
  std::vector<LeverPart> parts;
  bool random_orders = false;  // too many levers to try all orders
};

}  // namespace komuna::report
