#pragma once
// The key of a replicate or a draw as tables show it.

#include <cstdint>
#include <string>

namespace komuna {

// 16 hexadecimal digits: as a number it would lose its last bits in spreadsheets.
std::string key_text(std::uint64_t key);

}  // namespace komuna
