#pragma once
// What became of the emigrants, counted over all replicates: what they died of and how much of it
// was beyond the ordinary, why they left their collectives, whom the arrests took after how many
// years, what the assemblies voted on, which works the named collectives finished and when, and
// what the life there was to the life they had expected.
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

// Arrested emigrants by their years in the country (a band of five years, 15 = and more) and by
// whether they had been members of a party abroad.
struct RepressedBand {
  int years_there = 0;
  bool party = false;
  double executed = 0, camp = 0, expelled = 0, released = 0;
  double died_in_camp = 0;  // of those in camps
};

// Ballots of the assemblies about one matter.
struct VotedMatter {
  Matter matter = Matter::charter;
  double ballots = 0;    // mean of the replicates
  double carried = 0;    // share of the ballots
  double in_favour = 0;  // share of the votes
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
  std::vector<VotedMatter> votes() const;
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
  struct Voted {
    double ballots = 0, carried = 0, in_favour = 0, votes = 0;
  };
  struct Work {
    std::string name;
    Tally finished;
  };

  void add_exits(const Outcome& outcome);
  void add_repressed(const Outcome& outcome);
  void add_votes(const Outcome& outcome);
  void add_works(const Outcome& outcome);
  void add_lives(const Outcome& outcome);
  double mean(double sum) const { return replicates_ > 0 ? sum / replicates_ : 0; }

  std::map<std::string, std::size_t> plans_;
  double replicates_ = 0;
  std::map<Cause, std::pair<double, double>> deaths_;  // persons, excess
  std::map<std::pair<PersonState, Cause>, double> leaving_;
  std::map<std::pair<int, bool>, RepressedBand> repressed_;  // sums; by years and party
  std::map<Matter, Voted> votes_;
  std::map<std::pair<std::size_t, int>, Work> works_;
  std::vector<Lived> lives_;
};

}  // namespace komuna::report
