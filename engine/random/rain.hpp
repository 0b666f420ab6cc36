#pragma once
// The rain: when somebody acts, and who.
//
// Imagine all heads of a cell standing in a row, and drops falling on a wall behind them, each at
// a person, a height and a moment of the month. A person acts at a drop that falls below his or
// her hazard (a rate per month). The drops are the same in every world; a policy raises or lowers
// hazards, and so decides which drops count. That is why two worlds can be compared person by
// person. (Poisson embedding: Lewis & Shedler 1979, Ogata 1981, Bremaud & Massoulie 1996.)
//
// Law: a Poisson random measure of intensity 1 on slots x heights (1/month) x months: the number
// of drops on w slots below height h is Poisson with mean w h, positions are uniform, disjoint
// regions are independent. With hazards frozen within a month, P(act) = 1 - exp(-h).
// Coupling: drops live on universal rectangles (rain_rectangles.hpp), each with its own draws. A
// higher ceiling or more heads reveal more drops; none moves.
// Key: word 0 cell, word 1 alternative, word 2 as everywhere, word 3 = block (5 bits) | rectangle
// (21) | drop (6); counts (four rectangles a Philox block) and drops differ in the draw byte.
// Errors: InternalError beyond 2^31 heads, or when a ceiling asks for more than 33 million
// expected drops of one block and month (or is not a number).
// Cost: one Philox per block of slots with a ceiling, one per drop revealed.

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/base/assert.hpp"
#include "engine/base/month.hpp"
#include "engine/random/draws.hpp"
#include "engine/random/philox_lanes.hpp"
#include "engine/random/rain_rectangles.hpp"

namespace komuna {

struct RainKey {
  std::uint32_t cell;
  std::uint32_t alternative;  // semantic id of what is chosen; every alternative has its own rain
  Month month;
  Stream stream;
};

struct Drop {
  std::uint32_t slot;
  double height;  // 1/month
  double time;    // in (0, 1) of the month
};

// Width of the first block of slots is 2^first_bits: a constant of the stream, never of a scenario.
inline constexpr int people_first_bits = 8;
inline constexpr int line_first_bits = 0;  // single lines such as foundings

// Drops that fell on heads below the ceiling of their block: by block, then rectangle; not by time.
struct DropBatch {
  std::size_t count = 0;
  std::array<std::uint32_t, philox_batch> slot;
  std::array<std::uint32_t, philox_batch> block;  // of slots, numbered from 0
  std::array<double, philox_batch> height;        // 1/month
  std::array<double, philox_batch> time;          // in (0, 1) of the month
};

namespace rain_detail {

constexpr std::uint32_t pack(std::uint32_t block, std::uint32_t rectangle, std::uint32_t drop) {
  return (block << 27) | (rectangle << 6) | drop;
}

// What a cloud needs room for; may serve many clouds.
struct Room {
  PhiloxColumn counts{};  // rectangles asked about, packed
  PhiloxColumn drops{};   // drops asked about, packed
  PhiloxBlocks words;
  DropBatch batch;
};

// The rain of one cell, alternative and month: draws are asked for in batches.
template <class Deliver>
class Cloud {
 public:
  Cloud(const Draws& draws, const RainKey& key, std::uint32_t heads, Room& room,
        const Deliver& deliver)
      : key_(draws.words()),
        count_(draws.counter(key.cell, key.alternative, key.month, key.stream, rain_count_draw)),
        drop_(draws.counter(key.cell, key.alternative, key.month, key.stream, rain_drop_draw)),
        heads_(heads),
        room_(room),
        deliver_(deliver) {}

  // One block of slots up to its ceiling (1/month).
  void over(std::uint32_t block, std::uint32_t first, std::uint32_t width, double ceiling) {
    const double top = ceiling * (16.0 * width);  // in units of 1/(16 width)
    KOMUNA_ASSERT(top < rain_rectangles::lower_edge(rain_rectangles::max_rectangles - 4),
                  "ceiling of the rain");
    strips_[block] = {first, width, top, 1.0 / (16.0 * width)};
    for (std::uint32_t n = 0; rain_rectangles::lower_edge(n) < top; n += 4) {
      if (counts_ == philox_batch) count();
      room_.counts[counts_++] = pack(block, n, 0);
    }
  }

  void finish() {
    count();
    fall();
  }

 private:
  struct Strip {
    std::uint32_t first;
    std::uint32_t width;
    double top;
    double unit;  // 1/month
  };

  static std::uint32_t block_of(std::uint32_t packed) { return packed >> 27; }
  static std::uint32_t rectangle_of(std::uint32_t packed) { return (packed >> 6) & 0x1FFFFFu; }

  // How many drops are in the rectangles asked about, four a Philox block.
  void count() {
    philox_many({count_, nullptr, nullptr, &room_.counts}, counts_, key_, room_.words);
    const std::size_t asked = counts_;
    counts_ = 0;
    for (std::size_t i = 0; i < asked; ++i) {
      const std::uint32_t packed = room_.counts[i];
      const std::uint32_t n = rectangle_of(packed);
      const double top = strips_[block_of(packed)].top;
      const PhiloxBlocks& words = room_.words;
      const std::array<std::uint32_t, 4> four{words.w0[i], words.w1[i], words.w2[i], words.w3[i]};
      for (std::uint32_t part = 0; part < 4; ++part) {
        if (!(rain_rectangles::lower_edge(n + part) < top)) break;
        if (!rain_rectangles::none(n + part, four[part])) reveal(packed, n + part, four[part]);
      }
    }
  }

  void reveal(std::uint32_t packed, std::uint32_t rectangle, std::uint32_t word) {
    const std::uint32_t drops = rain_rectangles::count(rectangle, word);
    const std::uint32_t first = pack(block_of(packed), rectangle, 0);
    if (drops_ + drops > philox_batch) fall();
    for (std::uint32_t ordinal = 0; ordinal < drops; ++ordinal)
      room_.drops[drops_ + ordinal] = first | ordinal;
    drops_ += drops;
  }

  // Where the drops fell; those above the ceiling of their block or on nobody are dropped.
  void fall() {
    PhiloxBlocks words;
    DropBatch& batch = room_.batch;
    philox_many({drop_, nullptr, nullptr, &room_.drops}, drops_, key_, words);
    const std::size_t fallen = drops_;
    drops_ = 0;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < fallen; ++i) {
      const std::uint32_t packed = room_.drops[i];
      const std::uint32_t block = block_of(packed);
      const std::uint32_t n = rectangle_of(packed);
      const Strip& strip = strips_[block];
      const double height = rain_rectangles::lower_edge(n) +
                            rain_rectangles::span(n) * to_uniform53(words.w1[i], words.w3[i]);
      const auto offset =
          static_cast<std::uint32_t>((std::uint64_t{words.w0[i]} * strip.width) >> 32);
      const std::uint32_t slot = strip.first + offset;
      batch.slot[kept] = slot;
      batch.block[kept] = block;
      batch.height[kept] = height * strip.unit;
      batch.time[kept] = to_uniform(words.w2[i]);
      kept += static_cast<std::size_t>(!(height > strip.top) & (slot < heads_));
    }
    batch.count = kept;
    if (kept > 0) deliver_(static_cast<const DropBatch&>(batch));
  }

  Key64 key_;
  Counter count_;
  Counter drop_;
  std::uint32_t heads_;
  Room& room_;
  const Deliver& deliver_;
  std::size_t counts_ = 0;
  std::size_t drops_ = 0;
  std::array<Strip, rain_rectangles::max_blocks> strips_;
};

}  // namespace rain_detail

using RainRoom = rain_detail::Room;

// Calls deliver(const DropBatch&) with the drops with slot < heads and height <= the ceiling of
// their block. ceiling(first_slot, last_slot), both included and below heads, gives an upper bound
// of the hazard (1/month) in that range of slots; 0 or less skips the block. All ceilings are asked
// for, in order, before the first drop is delivered, unless there are very many drops. `room` may
// be used again and again.
template <int first_bits, class Ceiling, class Deliver>
void rain_in_batches(const Draws& draws, const RainKey& key, std::uint32_t heads, RainRoom& room,
                     const Ceiling& ceiling, const Deliver& deliver) {
  static_assert(first_bits >= 0 && first_bits < 31);
  KOMUNA_ASSERT(heads <= (1u << 31), "more heads in a cell than the rain can number");
  rain_detail::Cloud<Deliver> cloud(draws, key, heads, room, deliver);
  std::uint32_t first = 0;
  std::uint32_t width = 1u << first_bits;
  for (std::uint32_t block = 0; first < heads; ++block) {
    const std::uint32_t end = heads - first < width ? heads : first + width;
    const double bound = ceiling(first, end - 1);
    if (!(bound <= 0.0)) cloud.over(block, first, width, bound);
    first += width;
    width = first;
  }
  cloud.finish();
}

// The same, drop by drop: visit(const Drop&).
template <int first_bits, class Ceiling, class Visit>
void rain(const Draws& draws, const RainKey& key, std::uint32_t heads, const Ceiling& ceiling,
          const Visit& visit) {
  RainRoom room;
  rain_in_batches<first_bits>(draws, key, heads, room, ceiling, [&visit](const DropBatch& batch) {
    for (std::size_t i = 0; i < batch.count; ++i)
      visit(Drop{batch.slot[i], batch.height[i], batch.time[i]});
  });
}

}  // namespace komuna
