#pragma once
// Who works beside whom: a shuffling of all heads of a region that is never stored.
//
// Heads stand in order of political commitment; in a factory they stand mixed. A keyed permutation
// sends slot i to a place in the factories, its inverse finds the colleagues of a place, both
// without a list. Workplace of slot i = forward(i) / size of a workplace.
//
// A Feistel network of eight rounds (Luby & Rackoff 1988) on the smallest number of bits that
// covers n (at least 6), its halves changed in turn; a result outside [0, n) is sent through again
// until it falls inside (cycle-walking, Black & Rogaway 2002): less than two passes on average from
// n = 33 on, 64 / n below. No storage; about 25 ns. Draws used: (entity, ordinal 0 and 1, timeless,
// stream, draw 0, partner 0).

#include <array>
#include <cstdint>

#include "engine/random/draws.hpp"

namespace komuna {

class Permutation {
 public:
  // The permutation of [0, n) that belongs to this entity and stream in this replicate.
  Permutation(const Draws& draws, std::uint32_t entity, Stream stream, std::uint32_t n);

  std::uint32_t size() const { return n_; }
  std::uint32_t forward(std::uint32_t i) const;  // i < n
  std::uint32_t inverse(std::uint32_t i) const;  // i < n; inverse(forward(i)) == i

 private:
  static constexpr int rounds = 8;

  std::uint32_t n_;
  int low_bits_;   // width of the right half
  int high_bits_;  // width of the left half
  std::array<std::uint32_t, rounds> keys_;
};

}  // namespace komuna
