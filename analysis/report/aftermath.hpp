#pragma once
// What became of the emigrants, counted over all replicates: what they died of and how much of it
// was beyond the ordinary, why they left their collectives, whom the arrests took after how many
// years, which works the named collectives finished and when, and what the life there was to the
// life they had expected.
//
// Sums and counts only: the memory does not grow with the number of replicates. Local people who
// joined are left out.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "analysis/tally.hpp"
#include "engine/simulation/outcome.hpp"
#include "engine/simulation/parameters.hpp"

namespace komuna::report {

// Persons, means of the replicates.
struct DeathCause {
  Cause cause = Cause::unstated;
  double persons = 0;
  double excess = 0;  // beyond what a life table of the time has; expected number
};

struct LeavingCause {
  PersonState to = PersonState::in_ussr;
  Cause cause = Cause::unstated;
  double persons = 0;
};

// Arrested emigrants by their years in the Soviet Union: a band of five years, 15 = and more.
struct RepressedBand {
  int years_there = 0;
  double executed = 0, camp = 0, expelled = 0, released = 0;
  double died_in_camp = 0;  // of those in camps
};

struct FinishedWorkFate {
  std::size_t collective = 0;  // position among the named
  std::string name;
  double share = 0;                 // of the replicates in which it was finished
  Month finished = distant_future;  // median
};

// Of a named collective; means of the replicates in which households left, not a number if none.
struct LifeThere {
  double wait = 0;          // months from joining to departure
  double illusion = 0;      // expected at departure minus lived in the first year, -1..1
  double income_ratio = 0;  // member's income / Soviet wage
  double yield_ratio = 0;   // own / neighbours' yield
  double hired = 0;         // local people
  double called_up = 0;     // to the army
};

class Aftermath {
 public:
  // `parameters` must outlive it.
  explicit Aftermath(const Parameters& parameters);
  void add(const Outcome& outcome);

  // The largest first; works in the order of the plan.
  std::vector<DeathCause> deaths() const;
  std::vector<LeavingCause> leaving() const;
  std::vector<RepressedBand> repressed() const;
  std::vector<FinishedWorkFate> works() const;
  LifeThere life(std::size_t named) const;

 private:
  struct Mean {
    double sum = 0;
    double n = 0;
    void add(double value) {
      sum += value;
      n += 1;
    }
    double value() const;
  };
  struct Lived {
    Mean wait, illusion, income_ratio, yield_ratio, hired, called_up;
  };
  struct Work {
    std::string name;
    Tally finished;
  };

  void add_exits(const Outcome& outcome);
  void add_repressed(const Outcome& outcome);
  void add_works(const Outcome& outcome);
  void add_lives(const Outcome& outcome);
  double mean(double sum) const { return replicates_ > 0 ? sum / replicates_ : 0; }

  std::map<std::string, std::size_t> plans_;
  double replicates_ = 0;
  std::map<Cause, std::pair<double, double>> deaths_;  // persons, excess
  std::map<std::pair<PersonState, Cause>, double> leaving_;
  std::map<int, RepressedBand> repressed_;  // sums
  std::map<std::pair<std::size_t, int>, Work> works_;
  std::vector<Lived> lives_;
};

}  // namespace komuna::report
