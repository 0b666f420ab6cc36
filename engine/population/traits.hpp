#pragma once
// Who stands in a slot: traits are functions, not memory.
//
// A head is not stored until the model must know it. Its traits are quantile functions, tabulated
// when a scenario is loaded, of keyed uniforms u(replicate, cell, slot, generation, trait). The
// home pool is open and stationary: the occupant of a slot ages from 15 to 65 and is then replaced
// by a fifteen-year-old with fresh traits (the next generation).
//
//   conviction(slot) = half / (half + rank) + noise * (2u - 1),  rank = (slot + 1/2) / heads
//
// so conviction is 1 for the most committed, 1/2 at rank `half`, and its bound over a range of
// slots is the value at the first. Savings and property are in dollars: tabulated months of wage
// times the wage of the cell (origin x branch x skill).

#include <cstdint>
#include <vector>

#include "engine/population/cell.hpp"
#include "engine/random/draws.hpp"
#include "engine/random/quantile.hpp"

namespace komuna {

inline constexpr int entry_age_months = 15 * 12;
inline constexpr int working_life_months = 50 * 12;

// What one head brings, in months of its own wage where money is meant.
struct HeadTraits {
  std::uint32_t generation = 0;
  int age_months = 0;          // 180 .. 779
  double savings_months = 0;   // months of wage
  double property_months = 0;  // months of wage, before any fire sale; 0 = owns nothing to sell
  double conviction = 0;       // -noise .. 1 + noise
  double family = 0;           // uniform that decides marital status
};

// Who of the succession of heads stands in the slot.
struct Occupant {
  std::uint32_t generation = 0;
  int age_months = 0;
};

class Traits {
 public:
  explicit Traits(const PopulationParameters& population);

  // The occupant alone, at half the cost of all traits; and the rest.
  static Occupant occupant(const Draws& draws, const Cell& cell, std::uint32_t slot, Month month);
  HeadTraits of(const Draws& draws, const Cell& cell, std::uint32_t slot,
                const Occupant& occupant) const;
  HeadTraits of(const Draws& draws, const Cell& cell, std::uint32_t slot, Month month) const;

  // The same in steps, for many slots of a cell at once: what to ask (with the slot as ordinal, and
  // for belongings the generation as partner), and what the answers mean.
  static Counter phase_counter(const Draws& draws, const Cell& cell);
  static Occupant occupant(std::uint32_t phase_word, Month month) {
    const auto phase = static_cast<int>(to_uniform(phase_word) * working_life_months);
    const int lived = month.index + phase;
    return {static_cast<std::uint32_t>(lived / working_life_months),
            entry_age_months + lived % working_life_months};
  }
  static Counter belongings_counter(const Draws& draws, const Cell& cell);
  HeadTraits of(const Cell& cell, std::uint32_t slot, const Occupant& occupant,
                const Block& belongings) const;

  // Generation of a slot's occupant in a month (changes once in 50 years).
  std::uint32_t generation(const Draws& draws, const Cell& cell, std::uint32_t slot,
                           Month month) const;

  // The part of conviction that the slot alone decides, without the noise: decreasing in slot.
  double commitment(const Cell& cell, std::uint32_t slot) const {
    const double rank = (slot + 0.5) / cell.heads;
    return half_rank_ / (half_rank_ + rank);
  }
  double noise() const { return noise_; }

  const QuantileTable& savings(Index branch) const { return savings_[branch]; }
  const QuantileTable& property(Index branch) const { return property_[branch]; }
  double property_share(Index branch) const { return property_share_[branch]; }

 private:
  double half_rank_;
  double noise_;
  std::vector<QuantileTable> savings_;   // by branch, months of wage
  std::vector<QuantileTable> property_;  // by branch, months of wage, owners only
  std::vector<double> property_share_;   // by branch
};

}  // namespace komuna
