#pragma once
// What became of the collectives, over all replicates: the named ones each by itself, those founded
// by the model by origin and sector. Gathered a replicate after the other; the memory does not grow
// with their number.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/tally.hpp"
#include "engine/simulation/outcome.hpp"
#include "engine/simulation/parameters.hpp"

namespace komuna {

// A named collective. Shares are of the replicates that were completed.
struct NamedFate {
  std::string id;
  std::string name;
  double founded = 0;                  // share of replicates
  double departed = 0;                 // share in which a train left
  double unexplained = 0;              // share in which the model gave its founding no chance
  Month first_train = distant_future;  // median where one left
  double persons = 0;               // departed, median over the replicates in which it was founded
  double living_there = 0;          // at the end, the same
  Stage stage = Stage::initiative;  // the most common end where it was founded
  double stage_share = 0;
};

// Collectives founded by the model, of one origin and sector. Means over all replicates: they are
// rare, and means add up.
struct FoundedFate {
  std::string origin;
  Sector sector = Sector::agriculture;
  double founded = 0;
  double departed = 0;  // of these, those that sent a train
  double persons = 0;   // departed with them
  double working = 0;   // not ended at the end
  double living_there = 0;
};

class Fates {
 public:
  explicit Fates(const Parameters& parameters);
  void add(const Outcome& outcome);

  std::vector<NamedFate> named() const;      // in the order of the scenario
  std::vector<FoundedFate> founded() const;  // only where there was any, in the order of origins
  double named_at_work() const;              // collectives that arrived, median
  double founded_at_work() const;
  // The first figure of history that counts collectives at work, of all sectors; nullptr if none
  // does. At work in its window: known by name, founded by the model (medians).
  const Target* counting() const { return counting_; }
  double named_counted() const;
  double founded_counted() const;

 private:
  static constexpr std::size_t sectors = 3;
  struct Named {
    Tally first_train, persons, living_there;
    std::array<std::int64_t, stage_count> stages{};
    std::int64_t founded = 0;
    std::int64_t unexplained = 0;
  };
  struct Group {
    std::int64_t founded = 0, departed = 0, persons = 0, working = 0, living_there = 0;
  };

  const Parameters& parameters_;
  std::vector<Named> named_;
  std::vector<Group> groups_;  // [origin][sector]
  Tally named_at_work_, founded_at_work_;
  const Target* counting_ = nullptr;
  Tally named_counted_, founded_counted_;
};

}  // namespace komuna
