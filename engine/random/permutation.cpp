#include "engine/random/permutation.hpp"

#include <cstddef>

#include "engine/base/assert.hpp"

namespace komuna {
namespace {

// Round function: a keyed mix of 32 bits, of which the caller takes the lowest.
constexpr std::uint32_t mixed(std::uint32_t x, std::uint32_t key) {
  x = (x ^ key) * 0x9E3779B1u;
  x ^= x >> 15;
  x = (x + key) * 0x85EBCA6Bu;
  return x ^ (x >> 16);
}

// Networks on fewer bits have too few different permutations: on 3 bits some pairs of places came
// up ten times too often (measured over keys); from 6 bits on none could be told from a shuffle.
constexpr int least_bits = 6;

constexpr std::uint32_t mask(int bits) { return (1u << bits) - 1u; }

}  // namespace

Permutation::Permutation(const Draws& draws, std::uint32_t entity, Stream stream, std::uint32_t n)
    : n_(n), low_bits_(0), high_bits_(0) {
  int bits = least_bits;
  while (bits < 32 && (std::uint64_t{1} << bits) < n) ++bits;
  low_bits_ = bits / 2;
  high_bits_ = bits - low_bits_;
  for (std::uint32_t part = 0; part < rounds / 4; ++part) {
    const Block words = draws.block(entity, part, timeless, stream);
    keys_[4 * part] = words.w0;
    keys_[4 * part + 1] = words.w1;
    keys_[4 * part + 2] = words.w2;
    keys_[4 * part + 3] = words.w3;
  }
}

std::uint32_t Permutation::forward(std::uint32_t i) const {
  KOMUNA_ASSERT(i < n_, "permutation of a number outside its range");
  const std::uint32_t low_mask = mask(low_bits_);
  const std::uint32_t high_mask = mask(high_bits_);
  do {
    std::uint32_t low = i & low_mask;
    std::uint32_t high = i >> low_bits_;
    for (std::size_t round = 0; round < rounds; round += 2) {
      high ^= mixed(low, keys_[round]) & high_mask;
      low ^= mixed(high, keys_[round + 1]) & low_mask;
    }
    i = (high << low_bits_) | low;
  } while (i >= n_);
  return i;
}

std::uint32_t Permutation::inverse(std::uint32_t i) const {
  KOMUNA_ASSERT(i < n_, "permutation of a number outside its range");
  const std::uint32_t low_mask = mask(low_bits_);
  const std::uint32_t high_mask = mask(high_bits_);
  do {
    std::uint32_t low = i & low_mask;
    std::uint32_t high = i >> low_bits_;
    for (std::size_t round = rounds; round > 0; round -= 2) {
      low ^= mixed(high, keys_[round - 1]) & low_mask;
      high ^= mixed(low, keys_[round - 2]) & high_mask;
    }
    i = (high << low_bits_) | low;
  } while (i >= n_);
  return i;
}

}  // namespace komuna
