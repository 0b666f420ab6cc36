#pragma once
// Colleagues and kin: who sees whom leave.
//
// The heads of a region and branch are dealt to workplaces by a keyed permutation of their slots
// (a Feistel network), so that workplaces cut across strata, groups and skills: workplace =
// pi(position) / size. Kin circles are dealt the same way among the heads of a region and group.
// Only circles somebody has left are stored.

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "engine/population/cell.hpp"
#include "engine/random/draws.hpp"
#include "engine/random/permutation.hpp"

namespace komuna {

class Circles {
 public:
  enum class Kind { workplace, kin };

  Circles(Kind kind, const Cells& cells, const PopulationParameters& population,
          const Draws& draws);

  // Those of the same circle who have joined so far (the head itself not counted).
  int joined(Index cell, std::uint32_t slot) const;
  // Nobody of the cell's pool has joined yet: every circle of it is empty.
  bool untouched(Index cell) const { return pools_[pool_of_[cell]].joined == 0; }
  // The most who have joined in any one circle of the cell's pool.
  int most_joined(Index cell) const { return static_cast<int>(pools_[pool_of_[cell]].most); }
  void join(Index cell, std::uint32_t slot);

 private:
  struct Pool {  // heads who share circles
    std::uint32_t id = 0;
    std::uint32_t heads = 0;
    std::uint32_t size = 1;
    std::uint32_t joined = 0;
    std::uint32_t most = 0;  // in one circle
  };
  std::uint64_t circle(Index cell, std::uint32_t slot) const;

  std::vector<Pool> pools_;
  std::vector<Permutation> permutations_;  // one for each pool
  std::vector<Index> pool_of_;             // by cell
  std::vector<std::uint32_t> offset_;      // of the cell's slot 0 within its pool
  std::vector<std::uint32_t> heads_;       // by cell, reference
  std::unordered_map<std::uint64_t, int> joined_;
};

}  // namespace komuna
