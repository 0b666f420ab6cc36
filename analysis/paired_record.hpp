#pragma once
// What a replicate of a comparison leaves behind besides the outcomes of its worlds, as bytes: who
// went where, deaths by cause, and the figures of the worlds that were simulated for attribution
// only. Kept by the run store beside the outcomes, in the same transaction.

#include <string>
#include <string_view>
#include <vector>

#include "analysis/pairs.hpp"

namespace komuna {

struct PairedRecord {
  std::vector<DeathsByCause> deaths;            // by world
  std::vector<std::vector<PairedLives>> lives;  // by alternative
  std::vector<std::vector<double>> figures;     // [lever world][metric]; empty without levers
};

std::string packed(const PairedRecord& record);
// Errors: DamagedRecord (engine/output/packed.hpp) where the bytes are another version's, or none.
PairedRecord unpacked_pairs(std::string_view bytes);

}  // namespace komuna
