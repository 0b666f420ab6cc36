#pragma once
// All the randomness of one replicate of history, as a pure function.
//
// A draw is addressed by what it decides: whose (entity, ordinal), when (month), about what
// (stream, draw), with whom (partner). The replicate is in the key, the scenario nowhere: worlds
// that differ by an intervention share every draw, and differ only where a different question is
// asked of it.
//
// Layout, version 1 (a result is replayable only under the same version):
//   key    = mix(mix(seed) xor replicate), 64 bits; different replicates of a seed never share it
//   word 0 = registered id of cell, collective or site
//   word 1 = slot, or ordinal within a household
//   word 2 = month (16 bits) | stream (8) | draw (8); Month{0} for what does not change in time
//   word 3 = partner: the other party of the decision (0 if none)

#include <cstdint>
#include <string_view>

#include "engine/base/assert.hpp"
#include "engine/base/math.hpp"
#include "engine/base/month.hpp"
#include "engine/random/philox.hpp"
#include "engine/random/stream.hpp"

namespace komuna {

inline constexpr int rng_layout_version = 1;

// Month of draws that hold for all time.
inline constexpr Month timeless{0};

// A uniform number in (0, 1) from one word: (word + 1/2) / 2^32. Exact; never 0 or 1, symmetric.
constexpr double to_uniform(std::uint32_t word) {
  return (static_cast<double>(word) + 0.5) * (1.0 / 4294967296.0);
}

// The same from two words where 2^32 values are too coarse: 52 random bits, in (0, 1). Exact.
constexpr double to_uniform53(std::uint32_t a, std::uint32_t b) {
  // Signed: processors turn that into a number in one step.
  const auto bits = static_cast<std::int64_t>((std::uint64_t{a} << 20) | (b >> 12));
  return (static_cast<double>(bits) + 0.5) * (1.0 / 4503599627370496.0);
}

// Exponential waiting time with mean 1: -log(u), u in (0, 1].
inline double exponential(double u) { return -math::log(u); }

// A stable 32-bit name of a semantic identity ("origin/slovakia"); equal text, equal id, on every
// machine and for ever. FNV-1a with a final mix. Two names may collide (chance 2^-32 a pair): the
// loader refuses a scenario in which they do.
constexpr std::uint32_t semantic_id(std::string_view text) {
  std::uint32_t hash = 0x811C9DC5u;
  for (const char c : text) {
    hash ^= static_cast<std::uint8_t>(c);
    hash *= 0x01000193u;
  }
  hash ^= hash >> 16;
  hash *= 0x85EBCA6Bu;
  hash ^= hash >> 13;
  hash *= 0xC2B2AE35u;
  hash ^= hash >> 16;
  return hash;
}

class Draws {
 public:
  constexpr Draws(std::uint64_t seed, std::uint64_t replicate) : key_(hash(seed, replicate)) {}

  constexpr std::uint64_t key() const { return key_; }

  // Four independent words for one question. Month index must be in 0..65535.
  Block block(std::uint32_t entity, std::uint32_t ordinal, Month month, Stream stream,
              std::uint8_t draw = 0, std::uint32_t partner = 0) const {
    return philox4x32(counter(entity, ordinal, month, stream, draw, partner), words());
  }

  // The same in its parts, for many questions at once (philox_lanes.hpp).
  Counter counter(std::uint32_t entity, std::uint32_t ordinal, Month month, Stream stream,
                  std::uint8_t draw = 0, std::uint32_t partner = 0) const {
    return {entity, ordinal, what(month, stream, draw), partner};
  }
  constexpr Key64 words() const {
    return {static_cast<std::uint32_t>(key_), static_cast<std::uint32_t>(key_ >> 32)};
  }

  // The blocks of one question about many partners: row(...).at(partner) is block(..., partner).
  PhiloxRow row(std::uint32_t entity, std::uint32_t ordinal, Month month, Stream stream,
                std::uint8_t draw = 0) const {
    return {entity, ordinal, what(month, stream, draw), words()};
  }

  // The first word of that block as a number in (0, 1).
  double uniform(std::uint32_t entity, std::uint32_t ordinal, Month month, Stream stream,
                 std::uint8_t draw = 0, std::uint32_t partner = 0) const {
    return to_uniform(block(entity, ordinal, month, stream, draw, partner).w0);
  }

 private:
  static std::uint32_t what(Month month, Stream stream, std::uint8_t draw) {
    const auto when = static_cast<std::uint32_t>(month.index);
    KOMUNA_ASSERT(when < 65536u, "month outside the random key");
    return (when << 16) | (static_cast<std::uint32_t>(stream) << 8) | draw;
  }
  // Two bijections of 64 bits (the finaliser of SplitMix64, Steele, Lea and Flood 2014).
  static constexpr std::uint64_t mix(std::uint64_t x) {
    x += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
  }
  static constexpr std::uint64_t hash(std::uint64_t seed, std::uint64_t replicate) {
    return mix(mix(seed) ^ replicate);
  }

  std::uint64_t key_;
};

}  // namespace komuna
