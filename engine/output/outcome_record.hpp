#pragma once
// An outcome as packed bytes, to be restored exactly: every number to the last bit.
//
// A member added to Outcome or to a struct in it is added to its list in outcome_record.cpp; until
// then that file does not compile.

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/simulation/outcome.hpp"

namespace komuna {

// Changes with the structs: bytes of another layout cannot be read.
std::uint32_t outcome_layout();

std::string pack_outcome(const Outcome& outcome);
// Errors: DamagedRecord.
Outcome unpack_outcome(std::string_view packed);

}  // namespace komuna
