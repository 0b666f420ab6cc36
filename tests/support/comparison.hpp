#pragma once
// Do two programs draw from the same law? Compared by what they count in many replicates.
//
// A history is reduced to labelled counts (enrolments of party members, of the unemployed, in the
// third quarter, from a workplace that three have left ...). For each label the means of the two
// programs are compared by Welch's z over replicates, which are independent whatever happens inside
// one; squares of the total compare the spread as well. The smallest of the m tail probabilities,
// times m (Bonferroni), is at most the false-alarm probability of the whole comparison. Labels with
// fewer than fifty counts in either program are too rare for the normal law and left out.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/support/home_model.hpp"
#include "tests/support/oracle.hpp"

namespace komuna::tests {

using Counted = std::map<std::string, double>;

// The counts of one history.
Counted count(const HomeHistory& history, const Cells& cells);

// Sums over replicates.
class Tally {
 public:
  void add(const Counted& counts);
  int replicates() const { return replicates_; }
  double mean(const std::string& label) const;
  double sum(const std::string& label) const;

  struct Moments {
    double sum = 0;
    double squares = 0;
  };
  const std::map<std::string, Moments>& labels() const { return labels_; }

 private:
  int replicates_ = 0;
  std::map<std::string, Moments> labels_;
};

struct Agreement {
  double probability = 1;  // of a difference as large as the largest, if the law is the same
  std::string worst;       // its label, with both means
  int labels = 0;          // compared
};
Agreement compare(const Tally& a, const Tally& b);

// Runs both programs; the engine costs so little that it is given more replicates.
struct Effort {
  int engine = 1500;
  int oracle = 300;
  std::uint64_t seed = 1924;
};
Tally engine_tally(const HomeModel& model, const Effort& effort);
Tally oracle_tally(const HomeModel& model, const Effort& effort, const Defects& defects = {},
                   const Refinements& refinements = {});

}  // namespace komuna::tests
