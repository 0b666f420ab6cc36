#pragma once
// How much of a difference is owed to each of several levers pulled together.
//
// v(S) is a figure of the world in which the levers of the set S stand as in the alternative and
// the others as in the base. In each replicate, under the same chance,
//   Shapley value of lever i = sum over S without i of |S|! (m - |S| - 1)! / m! (v(S + i) - v(S)),
// the mean of what the lever adds over all orders in which the m levers could be pulled (Shapley
// 1953). The values add up to the whole difference v(all) - v(none) in every single replicate.
// Beside it: what the lever does alone, v({i}) - v(none), and what it does as the last one,
// v(all) - v(all but i); where these differ, the levers act through each other.
//
// Up to six levers all 2^m worlds are simulated. Above, each replicate takes one random order and
// its reverse (antithetic): every order adds up to the whole, and the mean over replicates is the
// Shapley value, with an interval that holds the chance of the orders too.
//
// The values split a number. They are no evidence of what caused what in history, and they depend
// on the base from which the levers are pulled.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace komuna {

// Bit i: lever i stands as in the alternative.
using LeverSet = std::uint32_t;

inline constexpr int most_levers = 20;
inline constexpr int most_levers_in_full = 6;

struct LeverShare {
  double shapley = 0;
  double alone = 0;
  double last = 0;
};

// Which worlds a replicate needs, and what follows from their figures.
class LeverPlan {
 public:
  // `seed` and `replicate` decide the orders where there are too many to try all.
  LeverPlan(int levers, std::uint64_t seed, std::uint64_t replicate);

  LeverSet all() const { return (LeverSet{1} << levers_) - 1; }
  // Sets of levers whose worlds are needed, in rising order; the empty and the full set among them.
  const std::vector<LeverSet>& cells() const { return cells_; }
  // One figure in each of these worlds, in their order. The Shapley values are asserted to add up
  // to the whole difference: exactly for whole numbers, else to 1e-9 of the largest figure.
  std::vector<LeverShare> shares(const std::vector<double>& figures) const;

 private:
  double at(const std::vector<double>& figures, LeverSet set) const;
  std::vector<double> over_all_sets(const std::vector<double>& figures) const;
  std::vector<double> over_orders(const std::vector<double>& figures) const;

  int levers_;
  std::vector<std::vector<int>> orders_;  // empty: all sets
  std::vector<LeverSet> cells_;
};

}  // namespace komuna
