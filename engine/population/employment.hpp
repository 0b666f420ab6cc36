#pragma once
// Who is out of work: a latent uniform for every head.
//
// The latent v of a slot is redrawn every m months, with a keyed phase so that not everybody is
// redrawn at once; the head is unemployed when v < U(t). The series U is met in expectation, higher
// unemployment gives a superset of the unemployed, spells are autocorrelated (expected length
// m / (1 - U) months), and nothing is stored: O(1) for any head and month.

#include <cstdint>

#include "engine/population/cell.hpp"
#include "engine/random/draws.hpp"

namespace komuna {

// In steps, for many slots of a cell at once (with the slot as ordinal): the phase, from it the
// month in which the latent was drawn, and the latent.
inline Counter employment_phase_counter(const Draws& draws, const Cell& cell) {
  return draws.counter(cell.id, 0, Month{0}, Stream::employment, 0);
}
inline Month employment_drawn(std::uint32_t phase_word, Month month, int spell) {
  return Month{(month.index + static_cast<int>(to_uniform(phase_word) * spell)) / spell};
}
inline Counter employment_counter(const Draws& draws, const Cell& cell, Month drawn) {
  return draws.counter(cell.id, 0, drawn, Stream::employment, 1);
}

inline double latent_employment(const Draws& draws, const Cell& cell, std::uint32_t slot,
                                Month month, int spell) {
  const Block phase = draws.block(cell.id, slot, Month{0}, Stream::employment, 0, 0);
  const Month drawn = employment_drawn(phase.w0, month, spell);
  return draws.uniform(cell.id, slot, drawn, Stream::employment, 1, 0);
}

inline bool is_unemployed(const Draws& draws, const Cell& cell, std::uint32_t slot, Month month,
                          int spell, double unemployment) {
  return latent_employment(draws, cell, slot, month, spell) < unemployment;
}

}  // namespace komuna
