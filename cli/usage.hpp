#pragma once
// Mistakes in what was typed (exit code 64): one message, and where to read more.

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace komuna {

class UsageError : public std::runtime_error {
 public:
  explicit UsageError(const std::string& message) : std::runtime_error(message) {}
};

inline constexpr int usage_exit_code = 64;

// A whole number given to an option. Errors: UsageError that names the option and the range.
std::uint64_t whole_number(std::string_view option, const std::string& text, std::uint64_t least,
                           std::uint64_t most);

}  // namespace komuna
