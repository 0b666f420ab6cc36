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

// The rain of one cell, alternative and month, with what all its draws have in common.
template <class Visit>
class Cloud {
 public:
  Cloud(const Draws& draws, const RainKey& key, std::uint32_t heads, const Visit& visit)
      : counts_(draws.row(key.cell, key.alternative, key.month, key.stream, rain_count_draw)),
        drops_(draws.row(key.cell, key.alternative, key.month, key.stream, rain_drop_draw)),
        heads_(heads),
        visit_(visit) {}

  // One block of slots up to its ceiling (1/month).
  void over(std::uint32_t block, std::uint32_t first, std::uint32_t width, double ceiling) const {
    using rain_rectangles::lower_edge;
    const double top = ceiling * (16.0 * width);  // in units of 1/(16 width)
    KOMUNA_ASSERT(top < lower_edge(rain_rectangles::max_rectangles - 4), "ceiling of the rain");
    const Strip strip{block, first, width, top, 1.0 / (16.0 * width)};
    for (std::uint32_t n = 0;; n += 4) {
      const double edge = lower_edge(n);
      if (!(edge < top)) return;
      const Block words = counts_.at(pack(block, n, 0));
      reveal(strip, n, edge, words.w0);
      if (!(lower_edge(n + 1) < top)) return;
      reveal(strip, n + 1, lower_edge(n + 1), words.w1);
      if (!(lower_edge(n + 2) < top)) return;
      reveal(strip, n + 2, lower_edge(n + 2), words.w2);
      if (!(lower_edge(n + 3) < top)) return;
      reveal(strip, n + 3, lower_edge(n + 3), words.w3);
    }
  }

 private:
  struct Strip {
    std::uint32_t block;
    std::uint32_t first;
    std::uint32_t width;
    double top;
    double unit;  // 1/month
  };

  // The drops of one rectangle whose lower edge is below the ceiling.
  void reveal(const Strip& strip, std::uint32_t rectangle, double edge, std::uint32_t word) const {
    if (rain_rectangles::none(rectangle, word)) return;
    const std::uint32_t count = rain_rectangles::count(rectangle, word);
    const double span = rain_rectangles::span(rectangle);
    for (std::uint32_t ordinal = 0; ordinal < count; ++ordinal) {
      const Block words = drops_.at(pack(strip.block, rectangle, ordinal));
      const double height = edge + span * to_uniform53(words.w1, words.w3);
      if (height > strip.top) continue;
      const auto offset = static_cast<std::uint32_t>((std::uint64_t{words.w0} * strip.width) >> 32);
      const std::uint32_t slot = strip.first + offset;
      if (slot >= heads_) continue;
      visit_(Drop{slot, height * strip.unit, to_uniform(words.w2)});
    }
  }

  PhiloxRow counts_;
  PhiloxRow drops_;
  std::uint32_t heads_;
  const Visit& visit_;
};

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
  const rain_detail::Cloud<Visit> cloud(draws, key, heads, visit);
  std::uint32_t first = 0;
  std::uint32_t width = 1u << first_bits;
  for (std::uint32_t block = 0; first < heads; ++block) {
    const std::uint32_t end = heads - first < width ? heads : first + width;
    const double bound = ceiling(first, end - 1);
    if (!(bound <= 0.0)) cloud.over(block, first, width, bound);
    first += width;
    width = first;
  }
}

}  // namespace komuna
