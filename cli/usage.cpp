#include "cli/usage.hpp"

#include <charconv>

#include "engine/scenario/document/node.hpp"

namespace komuna {

std::uint64_t whole_number(std::string_view option, const std::string& text, std::uint64_t least,
                           std::uint64_t most) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc() && rest == end && value >= least && value <= most) return value;
  throw UsageError(std::string(option) + ": " + quote_briefly(text) +
                   " is not possible; allowed: a whole number from " + std::to_string(least) +
                   " to " + std::to_string(most));
}

}  // namespace komuna
