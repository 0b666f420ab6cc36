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

#include <cstdint>

#include "engine/base/assert.hpp"
#include "engine/base/month.hpp"
#include "engine/random/draws.hpp"
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

namespace rain_detail {

constexpr std::uint32_t pack(std::uint32_t block, std::uint32_t rectangle, std::uint32_t drop) {
  return (block << 27) | (rectangle << 6) | drop;
}

// The drops of one rectangle; `top` is the ceiling in units of 1/(16 width), `unit` that unit.
template <class Visit>
void drops(const Draws& draws, const RainKey& key, std::uint32_t block, std::uint32_t rectangle,
           std::uint32_t count, std::uint32_t first, std::uint32_t width, std::uint32_t heads,
           double top, double unit, const Visit& visit) {
  for (std::uint32_t ordinal = 0; ordinal < count; ++ordinal) {
    const Block words = draws.block(key.cell, key.alternative, key.month, key.stream,
                                    rain_drop_draw, pack(block, rectangle, ordinal));
    const double height = rain_rectangles::lower_edge(rectangle) +
                          rain_rectangles::span(rectangle) * to_uniform53(words.w1, words.w3);
    if (height > top) continue;
    const auto offset = static_cast<std::uint32_t>((std::uint64_t{words.w0} * width) >> 32);
    const std::uint32_t slot = first + offset;
    if (slot >= heads) continue;
    visit(Drop{slot, height * unit, to_uniform(words.w2)});
  }
}

template <class Visit>
void block(const Draws& draws, const RainKey& key, std::uint32_t block, std::uint32_t first,
           std::uint32_t width, std::uint32_t heads, double ceiling, const Visit& visit) {
  using rain_rectangles::lower_edge;
  const double top = ceiling * (16.0 * width);
  KOMUNA_ASSERT(top < lower_edge(rain_rectangles::max_rectangles - 4), "ceiling of the rain");
  const auto reveal = [&](std::uint32_t rectangle, std::uint32_t word) {
    if (lower_edge(rectangle) >= top || rain_rectangles::none(rectangle, word)) return;
    drops(draws, key, block, rectangle, rain_rectangles::count(rectangle, word), first, width,
          heads, top, 1.0 / (16.0 * width), visit);
  };
  for (std::uint32_t n = 0; lower_edge(n) < top; n += 4) {
    const Block words = draws.block(key.cell, key.alternative, key.month, key.stream,
                                    rain_count_draw, pack(block, n, 0));
    reveal(n, words.w0);
    reveal(n + 1, words.w1);
    reveal(n + 2, words.w2);
    reveal(n + 3, words.w3);
  }
}

}  // namespace rain_detail

// Calls visit(const Drop&) for every drop with slot < heads and height <= the ceiling of its block.
// ceiling(first_slot, last_slot), both included and below heads, gives an upper bound of the hazard
// (1/month) in that range of slots; 0 or less skips the block. Order: by block, then rectangle; not
// by time.
template <int first_bits, class Ceiling, class Visit>
void rain(const Draws& draws, const RainKey& key, std::uint32_t heads, const Ceiling& ceiling,
          const Visit& visit) {
  static_assert(first_bits >= 0 && first_bits < 31);
  KOMUNA_ASSERT(heads <= (1u << 31), "more heads in a cell than the rain can number");
  std::uint32_t first = 0;
  std::uint32_t width = 1u << first_bits;
  for (std::uint32_t block = 0; first < heads; ++block) {
    const std::uint32_t end = heads - first < width ? heads : first + width;
    const double bound = ceiling(first, end - 1);
    if (!(bound <= 0.0)) rain_detail::block(draws, key, block, first, width, heads, bound, visit);
    first += width;
    width = first;
  }
}

}  // namespace komuna
