// The eight lanes of philox_many for processors with AVX2. This file alone is compiled for them
// (CMakeLists.txt), so it uses nothing inline of anybody else: a function of a header compiled here
// might be chosen by the linker for all.
#include "engine/random/philox_lanes.hpp"

#if defined(__AVX2__)
#include <immintrin.h>

namespace komuna::philox_detail {
namespace {

// A word of eight counters: those of even number in the lower halves of four 64-bit lanes, those of
// odd number in another such register. What stands in the upper halves is never looked at.
struct Pair {
  __m256i even, odd;
};

inline __m256i all_alike(std::uint32_t word) { return _mm256_set1_epi32(static_cast<int>(word)); }

inline Pair load(const PhiloxColumn* column, std::size_t i, __m256i alike) {
  if (column == nullptr) return {alike, alike};
  const __m256i all = _mm256_load_si256(reinterpret_cast<const __m256i*>(column->words + i));
  return {all, _mm256_srli_epi64(all, 32)};
}

inline void store(PhiloxColumn& column, std::size_t i, Pair pair) {
  const __m256i all = _mm256_blend_epi32(pair.even, _mm256_slli_epi64(pair.odd, 32), 0xAA);
  _mm256_store_si256(reinterpret_cast<__m256i*>(column.words + i), all);
}

inline void round(__m256i& x0, __m256i& x1, __m256i& x2, __m256i& x3, __m256i k0, __m256i k1) {
  const __m256i product0 = _mm256_mul_epu32(x0, _mm256_set1_epi64x(0xD2511F53));
  const __m256i product1 = _mm256_mul_epu32(x2, _mm256_set1_epi64x(0xCD9E8D57));
  x0 = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(product1, 32), x1), k0);
  x1 = product1;
  x2 = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(product0, 32), x3), k1);
  x3 = product0;
}

}  // namespace

bool many_avx2_exists() { return __builtin_cpu_supports("avx2") != 0; }

void many_avx2(const PhiloxCounters& counters, std::size_t count, Key64 key, PhiloxBlocks& blocks) {
  const __m256i step0 = all_alike(0x9E3779B9u), step1 = all_alike(0xBB67AE85u);
  const __m256i first0 = all_alike(key.k0), first1 = all_alike(key.k1);
  const Counter& all = counters.all;
  const __m256i alike0 = all_alike(all.w0), alike1 = all_alike(all.w1);
  const __m256i alike2 = all_alike(all.w2), alike3 = all_alike(all.w3);
  for (std::size_t i = 0; i < count; i += philox_lanes) {
    Pair x0{alike0, alike0};
    Pair x1 = load(counters.w1, i, alike1);
    Pair x2 = load(counters.w2, i, alike2);
    Pair x3 = load(counters.w3, i, alike3);
    __m256i k0 = first0, k1 = first1;
    for (int number = 0; number < 10; ++number) {
      round(x0.even, x1.even, x2.even, x3.even, k0, k1);
      round(x0.odd, x1.odd, x2.odd, x3.odd, k0, k1);
      k0 = _mm256_add_epi32(k0, step0);
      k1 = _mm256_add_epi32(k1, step1);
    }
    store(blocks.w0, i, x0);
    store(blocks.w1, i, x1);
    store(blocks.w2, i, x2);
    store(blocks.w3, i, x3);
  }
}

}  // namespace komuna::philox_detail

#else

namespace komuna::philox_detail {

bool many_avx2_exists() { return false; }
void many_avx2(const PhiloxCounters&, std::size_t, Key64, PhiloxBlocks&) {}

}  // namespace komuna::philox_detail
#endif
