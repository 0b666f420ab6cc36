#include "engine/scenario/files/sha256.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace komuna {
namespace {

using Word = std::uint32_t;

// FIPS 180-4, section 4.2.2: fractional parts of the cube roots of the first 64 primes.
constexpr std::array<Word, 64> round_constants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

constexpr Word turn(Word x, unsigned bits) { return x >> bits | x << (32U - bits); }

class Digest {
 public:
  void block(std::string_view bytes, std::size_t at) {
    std::array<Word, 64> w{};
    for (std::size_t t = 0; t < 16; ++t)
      for (std::size_t k = 0; k < 4; ++k)
        w[t] = w[t] << 8U | static_cast<unsigned char>(bytes[at + t * 4 + k]);
    for (std::size_t t = 16; t < 64; ++t) {
      const Word s0 = turn(w[t - 15], 7) ^ turn(w[t - 15], 18) ^ w[t - 15] >> 3U;
      const Word s1 = turn(w[t - 2], 17) ^ turn(w[t - 2], 19) ^ w[t - 2] >> 10U;
      w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    auto [a, b, c, d, e, f, g, h] = state_;
    for (std::size_t t = 0; t < 64; ++t) {
      const Word big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const Word t1 = h + big1 + ((e & f) ^ (~e & g)) + round_constants[t] + w[t];
      const Word big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const Word t2 = big0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
    }
    const std::array<Word, 8> mixed = {a, b, c, d, e, f, g, h};
    for (std::size_t k = 0; k < 8; ++k) state_[k] += mixed[k];
  }

  std::string hexadecimal() const {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const Word word : state_)
      for (int shift = 28; shift >= 0; shift -= 4) text += digits[word >> shift & 0xFU];
    return text;
  }

 private:
  std::array<Word, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
};

}  // namespace

std::string sha256(std::string_view text) {
  Digest digest;
  std::size_t at = 0;
  for (; at + 64 <= text.size(); at += 64) digest.block(text, at);
  std::string rest(text.substr(at));
  rest += '\x80';
  while (rest.size() % 64 != 56) rest += '\0';
  const std::uint64_t bits = std::uint64_t{text.size()} * 8;
  for (int shift = 56; shift >= 0; shift -= 8) rest += static_cast<char>(bits >> shift & 0xFFU);
  for (at = 0; at < rest.size(); at += 64) digest.block(rest, at);
  return digest.hexadecimal();
}

}  // namespace komuna
