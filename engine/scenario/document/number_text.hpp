#pragma once
// Numbers as people write them, and back again without losing a bit.
//
// Reading accepts decimal numbers only (12, -0.5, .5, 1e3): hexadecimal, octal, 1_000 and 12 % are
// refused, because readers of YAML disagree about them. Writing gives the shortest of 15, 16 or 17
// significant digits that reads back as the same double. Independent of the locale in force at
// program start, provided nobody calls setlocale.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace komuna {

// Decimal syntax only: [+-] digits [. digits] [e [+-] digits], no leading zeros such as 010.
bool looks_like_number(std::string_view text);

// The nearest double. Empty when the text is no number, or is too large or too small for a double.
std::optional<double> parse_number(std::string_view text);

// A whole number, exactly. Accepts 12, -3 and also 12.0 and 1e3 below 2^53; empty otherwise.
std::optional<std::int64_t> parse_integer(std::string_view text);

// Valid JSON for every finite value: "0.1", "2441", "1e+22".
std::string format_number(double value);

// What a range allows, in words: "0 to 1", "at least 0", "at most 5", "any number".
std::string format_range(double min, double max);

}  // namespace komuna
