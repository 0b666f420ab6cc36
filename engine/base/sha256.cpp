#include "engine/base/sha256.hpp"

#include <algorithm>
#include <cstring>

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

}  // namespace

void Sha256::mix(const Block& block) {
  std::array<Word, 64> w{};
  for (std::size_t t = 0; t < 16; ++t)
    for (std::size_t k = 0; k < 4; ++k) w[t] = w[t] << 8U | block[t * 4 + k];
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

void Sha256::add(std::string_view text) {
  bytes_ += text.size();
  while (!text.empty()) {
    const std::size_t taken = std::min(text.size(), block_.size() - filled_);
    std::memcpy(block_.data() + filled_, text.data(), taken);
    filled_ += taken;
    text.remove_prefix(taken);
    if (filled_ < block_.size()) return;
    mix(block_);
    filled_ = 0;
  }
}

std::string Sha256::hexadecimal() const {
  Sha256 padded = *this;
  const std::uint64_t bits = bytes_ * 8;
  std::string padding(1, '\x80');
  padding.append((119 - filled_) % 64, '\0');
  for (int shift = 56; shift >= 0; shift -= 8) padding += static_cast<char>(bits >> shift & 0xFFU);
  padded.add(padding);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const Word word : padded.state_)
    for (int shift = 28; shift >= 0; shift -= 4) text += digits[word >> shift & 0xFU];
  return text;
}

std::string sha256(std::string_view text) {
  Sha256 digest;
  digest.add(text);
  return digest.hexadecimal();
}

}  // namespace komuna
