#pragma once
// Many draws at once: the same words as philox4x32, several counters side by side.
//
// Processors multiply four or eight numbers in one instruction. Where there are many questions of
// one kind (the drops of a cloud, the ages of those they fell on), their counters are put in a
// batch and answered together: a quarter of the instructions, the same bits. On processors with
// AVX2 (asked for when running) four lanes of 64 bits are used, elsewhere one block after another.

#include <cstddef>
#include <cstdint>

#include "engine/random/philox.hpp"

namespace komuna {

inline constexpr std::size_t philox_batch = 64;  // blocks in one batch, at most
inline constexpr std::size_t philox_lanes = 8;   // computed together

// One word of up to 64 counters or blocks. Lanes are computed in eights: of counters, what follows
// the last one is read and must have some value.
struct alignas(32) PhiloxColumn {
  std::uint32_t words[philox_batch];

  std::uint32_t& operator[](std::size_t i) { return words[i]; }
  std::uint32_t operator[](std::size_t i) const { return words[i]; }
};

struct PhiloxBlocks {
  PhiloxColumn w0, w1, w2, w3;
};

// Counters that are alike but for the words that have a column.
struct PhiloxCounters {
  Counter all;
  const PhiloxColumn* w1 = nullptr;
  const PhiloxColumn* w2 = nullptr;
  const PhiloxColumn* w3 = nullptr;
};

// blocks.w*[i] = philox4x32(counter i, key) for i < count <= philox_batch.
void philox_many(const PhiloxCounters& counters, std::size_t count, Key64 key,
                 PhiloxBlocks& blocks);

namespace philox_detail {

void many_plain(const PhiloxCounters& counters, std::size_t count, Key64 key, PhiloxBlocks& blocks);
// Only where many_avx2_exists().
bool many_avx2_exists();
void many_avx2(const PhiloxCounters& counters, std::size_t count, Key64 key, PhiloxBlocks& blocks);

}  // namespace philox_detail
}  // namespace komuna
