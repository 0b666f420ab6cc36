#include "engine/random/philox_lanes.hpp"

namespace komuna {

void philox_many(const PhiloxCounters& counters, std::size_t count, Key64 key,
                 PhiloxBlocks& blocks) {
  if (philox_detail::many_avx2_exists())
    philox_detail::many_avx2(counters, count, key, blocks);
  else
    philox_detail::many_plain(counters, count, key, blocks);
}

namespace philox_detail {

void many_plain(const PhiloxCounters& counters, std::size_t count, Key64 key,
                PhiloxBlocks& blocks) {
  Counter counter = counters.all;
  for (std::size_t i = 0; i < count; ++i) {
    if (counters.w1 != nullptr) counter.w1 = (*counters.w1)[i];
    if (counters.w2 != nullptr) counter.w2 = (*counters.w2)[i];
    if (counters.w3 != nullptr) counter.w3 = (*counters.w3)[i];
    const Block block = philox4x32(counter, key);
    blocks.w0[i] = block.w0;
    blocks.w1[i] = block.w1;
    blocks.w2[i] = block.w2;
    blocks.w3[i] = block.w3;
  }
}

}  // namespace philox_detail
}  // namespace komuna
