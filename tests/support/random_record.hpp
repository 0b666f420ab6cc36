#pragma once
// Structs with lists of members, filled with the worst that may stand in them, and compared bit by
// bit: NaN equals the same NaN, 0 does not equal -0.

#include <bit>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "engine/output/record_bytes.hpp"

namespace komuna::tests {

class RandomRecord {
 public:
  explicit RandomRecord(unsigned seed) : bits_(seed) {}

  template <class T>
  void fill(T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      value.resize(below(4) == 0 ? 0 : below(200));
      for (char& c : value) c = static_cast<char>(bits_());
    } else if constexpr (ListTraits<T>::is_list) {
      value.resize(below(4));
      for (auto& item : value) fill(item);
    } else if constexpr (ArrayTraits<T>::is_array) {
      for (auto& item : value) fill(item);
    } else if constexpr (std::is_same_v<T, bool>) {
      value = below(2) == 1;
    } else if constexpr (std::is_floating_point_v<T>) {
      value = any_double();
    } else if constexpr (std::is_enum_v<T>) {
      value = static_cast<T>(below(3));
    } else if constexpr (std::is_integral_v<T>) {
      value = any_whole<T>();
    } else {
      std::apply([&](auto... member) { (fill(value.*member), ...); }, checked_members<T>());
    }
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return bits_() % bound; }
  double any_double() {
    using Limits = std::numeric_limits<double>;
    const double odd[]{0.0,
                       -0.0,
                       Limits::infinity(),
                       -Limits::infinity(),
                       Limits::denorm_min(),
                       Limits::max(),
                       std::bit_cast<double>(0x7FF8000000000123U)};
    const std::uint64_t choice = below(std::size(odd) * 2);
    return choice < std::size(odd) ? odd[choice] : std::bit_cast<double>(bits_());
  }
  template <class T>
  T any_whole() {
    const T odd[]{std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), T{0}, T{1}};
    const std::uint64_t choice = below(std::size(odd) * 2);
    return choice < std::size(odd) ? odd[choice] : static_cast<T>(bits_());
  }

  std::mt19937_64 bits_;
};

template <class T>
bool same_bits(const T& a, const T& b) {
  if constexpr (std::is_floating_point_v<T>) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
  } else if constexpr (ListTraits<T>::is_list || ArrayTraits<T>::is_array) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
      if (!same_bits(a[i], b[i])) return false;
    return true;
  } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T> ||
                       std::is_same_v<T, std::string>) {
    return a == b;
  } else {
    return std::apply([&](auto... member) { return (same_bits(a.*member, b.*member) && ...); },
                      checked_members<T>());
  }
}

}  // namespace komuna::tests
