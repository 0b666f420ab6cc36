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

// One of the 64 rounds. Instead of moving eight words along in each, the caller names them anew.
inline void round(Word a, Word b, Word c, Word& d, Word e, Word f, Word g, Word& h, Word input) {
  const Word t1 = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (g ^ (e & (f ^ g))) + input;
  d += t1;
  h = t1 + (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) | (c & (a | b)));
}

// Word t of the message schedule over word t - 16; 16 words are enough.
inline Word scheduled(std::array<Word, 16>& w, std::size_t t) {
  const Word before15 = w[(t + 1) & 15], before2 = w[(t + 14) & 15];
  return w[t & 15] += (turn(before15, 7) ^ turn(before15, 18) ^ before15 >> 3U) + w[(t + 9) & 15] +
                      (turn(before2, 17) ^ turn(before2, 19) ^ before2 >> 10U);
}

}  // namespace

void Sha256::mix(const unsigned char* bytes) {
  std::array<Word, 16> w{};
  for (std::size_t t = 0; t < 16; ++t)
    w[t] = Word{bytes[4 * t]} << 24U | Word{bytes[4 * t + 1]} << 16U |
           Word{bytes[4 * t + 2]} << 8U | Word{bytes[4 * t + 3]};
  auto [a, b, c, d, e, f, g, h] = state_;
  const auto input = [&w](std::size_t t) {
    return round_constants[t] + (t < 16 ? w[t] : scheduled(w, t));
  };
  for (std::size_t t = 0; t < 64; t += 8) {
    round(a, b, c, d, e, f, g, h, input(t));
    round(h, a, b, c, d, e, f, g, input(t + 1));
    round(g, h, a, b, c, d, e, f, input(t + 2));
    round(f, g, h, a, b, c, d, e, input(t + 3));
    round(e, f, g, h, a, b, c, d, input(t + 4));
    round(d, e, f, g, h, a, b, c, input(t + 5));
    round(c, d, e, f, g, h, a, b, input(t + 6));
    round(b, c, d, e, f, g, h, a, input(t + 7));
  }
  const std::array<Word, 8> mixed = {a, b, c, d, e, f, g, h};
  for (std::size_t k = 0; k < 8; ++k) state_[k] += mixed[k];
}

void Sha256::add(std::string_view text) {
  bytes_ += text.size();
  while (!text.empty()) {
    if (filled_ == 0 && text.size() >= block_.size()) {  // whole blocks need no copy
      mix(reinterpret_cast<const unsigned char*>(text.data()));
      text.remove_prefix(block_.size());
      continue;
    }
    const std::size_t taken = std::min(text.size(), block_.size() - filled_);
    std::memcpy(block_.data() + filled_, text.data(), taken);
    filled_ += taken;
    text.remove_prefix(taken);
    if (filled_ < block_.size()) return;
    mix(block_.data());
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
