#include "engine/output/key_text.hpp"

#include <fmt/format.h>

namespace komuna {

std::string key_text(std::uint64_t key) { return fmt::format("{:016x}", key); }

}  // namespace komuna
