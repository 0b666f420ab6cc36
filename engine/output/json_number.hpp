#pragma once
// Whole numbers in a JSON file that others may have changed: the kind and the range are looked at
// before the number is used, because reading 2.7 or 1e300 as a whole number would silently give
// another one.
//
// Errors: std::exception naming the key, what is there and what is allowed; the reader of the file
// adds which file it is.

#include <charconv>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

namespace komuna {

// The member `key` of an object, from `least` to `most`.
template <class Json>
std::int64_t whole_at(const Json& json, const char* key, std::int64_t least,
                      std::int64_t most = std::numeric_limits<std::int64_t>::max()) {
  const Json& value = json.at(key);
  constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const bool fits = value.is_number_integer() &&
                    !(value.is_number_unsigned() && value.template get<std::uint64_t>() > largest);
  if (fits && value.template get<std::int64_t>() >= least &&
      value.template get<std::int64_t>() <= most)
    return value.template get<std::int64_t>();
  throw std::runtime_error(std::string(key) + " is " + value.dump().substr(0, 40) +
                           "; allowed: a whole number from " + std::to_string(least) + " to " +
                           std::to_string(most));
}

// The same of a seed, which is written as text: readers that keep numbers as doubles would lose its
// last digits.
template <class Json>
std::uint64_t seed_at(const Json& json, const char* key) {
  const Json& value = json.at(key);
  const auto text = value.is_string() ? value.template get<std::string>() : std::string();
  std::uint64_t seed = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, seed);
  if (error == std::errc() && rest == end) return seed;
  throw std::runtime_error(std::string(key) + " is " + value.dump().substr(0, 40) +
                           "; allowed: the digits of a whole number from 0 to " +
                           std::to_string(std::numeric_limits<std::uint64_t>::max()));
}

}  // namespace komuna
