#pragma once
// Who goes in both worlds, in neither, only in the one, only in the other.
//
// The persons of a base world and of an alternative are matched by what they are (region, trade,
// place among the heads, number within the family), never by a running number. Each is counted
// once, with his origin and political stratum and with what became of the journey in either world.
// People nobody asked or wrote to in either world are not counted: they are the millions who
// stayed.
//
// A statement about who would have gone is one about this model and this pairing of chance, not
// about a historical person.

#include <cstdint>
#include <vector>

#include "analysis/journeys.hpp"

namespace komuna {

enum class Pairing : std::uint8_t { both, neither, only_base, only_alternative };
inline constexpr int pairing_count = 4;
std::string_view name_of(Pairing pairing);

struct PairedLives {
  Pairing pairing = Pairing::both;
  Index origin = none;  // position in the base scenario
  Stratum stratum = Stratum::indifferent;
  Journey in_base = Journey::went;
  Journey in_alternative = Journey::went;
  std::int64_t persons = 0;
  std::int64_t heads = 0;  // of households, among the persons
};

// One row for each combination that occurs, in the order of its columns.
std::vector<PairedLives> pair_lives(const TracedPeople& base, const TracedPeople& alternative);

// Sums of persons over rows of one kind.
std::int64_t persons_of(const std::vector<PairedLives>& rows, Pairing pairing);

}  // namespace komuna
