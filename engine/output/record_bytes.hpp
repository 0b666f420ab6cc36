#pragma once
// Structs as bytes and back, exactly: the form in which outcomes and lives are stored.
//
// A struct takes part by one list of its members, one line each, in their order:
//
//   constexpr auto members_of(Of<Train>) { return std::tuple(&Train::departed, &Train::persons); }
//
// A member that is forgotten in the list does not compile (the list is counted against the struct).
// layout_of<T>() is a number that changes when a member is added, removed or gets another type, so
// that bytes of another version are recognised without anybody having to remember it.
//
// Whole numbers take as many bytes as they need (7 bits each, lowest first; signed ones with the
// sign in the lowest bit), doubles their 8 bytes as they are (any bits: infinities, NaN, -0), texts
// and lists their length first.

#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/base/month.hpp"
#include "engine/output/packed.hpp"

namespace komuna {

template <class T>
struct Of {};

constexpr auto members_of(Of<Month>) { return std::tuple(&Month::index); }

// --- what there is -------------------------------------------------------------------------------

template <class T>
struct ListTraits {
  static constexpr bool is_list = false;
};
template <class T>
struct ListTraits<std::vector<T>> {
  static constexpr bool is_list = true;
};
template <class T>
struct ArrayTraits {
  static constexpr bool is_array = false;
};
template <class T, std::size_t n>
struct ArrayTraits<std::array<T, n>> {
  static constexpr bool is_array = true;
  static constexpr std::size_t size = n;
};

// How many members an aggregate has: the most initialisers it accepts.
struct AnyValue {
  template <class T>
  operator T() const;  // never defined, never called
};
template <class T, class... Values>
constexpr std::size_t member_count() {
  if constexpr (requires { T{Values{}..., AnyValue{}}; })
    return member_count<T, Values..., AnyValue>();
  else
    return sizeof...(Values);
}

template <class T>
constexpr auto checked_members() {
  constexpr auto list = members_of(Of<T>{});
  static_assert(std::tuple_size_v<decltype(list)> == member_count<T>(),
                "a member of the struct is missing in its list");
  return list;
}

template <class T, class Member>
Member type_of_member(Member T::*);

constexpr std::uint32_t mixed(std::uint32_t sum, std::uint32_t more) {
  return (sum ^ more) * 16777619U;  // Fowler, Noll and Vo
}

template <class T>
constexpr std::uint32_t layout_of() {
  if constexpr (std::is_same_v<T, std::string>) {
    return 11;
  } else if constexpr (ListTraits<T>::is_list) {
    return mixed(12, layout_of<typename T::value_type>());
  } else if constexpr (ArrayTraits<T>::is_array) {
    return mixed(mixed(13, ArrayTraits<T>::size), layout_of<typename T::value_type>());
  } else if constexpr (std::is_floating_point_v<T>) {
    return 14;
  } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
    return mixed(std::is_enum_v<T> ? 15 : 16, sizeof(T));
  } else {
    return std::apply(
        [](auto... member) {
          std::uint32_t sum = 2166136261U;
          ((sum = mixed(sum, layout_of<decltype(type_of_member(member))>())), ...);
          return sum;
        },
        checked_members<T>());
  }
}

// --- writing -------------------------------------------------------------------------------------

class ByteWriter {
 public:
  template <class T>
  void put(const T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      number(value.size());
      bytes_ += value;
    } else if constexpr (ListTraits<T>::is_list) {
      number(value.size());
      for (const auto& item : value) put(item);
    } else if constexpr (ArrayTraits<T>::is_array) {
      for (const auto& item : value) put(item);
    } else if constexpr (std::is_floating_point_v<T>) {
      auto bits = std::bit_cast<std::uint64_t>(static_cast<double>(value));
      for (int k = 0; k < 8; ++k, bits >>= 8U) bytes_ += static_cast<char>(bits & 0xFFU);
    } else if constexpr (std::is_enum_v<T>) {
      put(static_cast<std::underlying_type_t<T>>(value));
    } else if constexpr (std::is_signed_v<T>) {
      const auto wide = static_cast<std::int64_t>(value);
      number((static_cast<std::uint64_t>(wide) << 1U) ^ static_cast<std::uint64_t>(wide >> 63));
    } else if constexpr (std::is_unsigned_v<T>) {
      number(value);
    } else {
      std::apply([&](auto... member) { (put(value.*member), ...); }, checked_members<T>());
    }
  }
  const std::string& bytes() const { return bytes_; }
  void clear() { bytes_.clear(); }

 private:
  void number(std::uint64_t value) {
    for (; value >= 0x80U; value >>= 7U) bytes_ += static_cast<char>((value & 0x7FU) | 0x80U);
    bytes_ += static_cast<char>(value);
  }

  std::string bytes_;
};

// --- reading -------------------------------------------------------------------------------------

// Errors: DamagedRecord where the bytes end too early or a number does not fit.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  template <class T>
  void get(T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      value = take(length());
    } else if constexpr (ListTraits<T>::is_list) {
      value.resize(length());
      for (auto& item : value) get(item);
    } else if constexpr (ArrayTraits<T>::is_array) {
      for (auto& item : value) get(item);
    } else if constexpr (std::is_floating_point_v<T>) {
      std::uint64_t bits = 0;
      const std::string_view eight = take(8);
      for (std::size_t k = 8; k-- > 0;) bits = bits << 8U | static_cast<unsigned char>(eight[k]);
      value = static_cast<T>(std::bit_cast<double>(bits));
    } else if constexpr (std::is_enum_v<T>) {
      std::underlying_type_t<T> number{};
      get(number);
      value = static_cast<T>(number);
    } else if constexpr (std::is_signed_v<T>) {
      const std::uint64_t folded = number();
      fit(value, static_cast<std::int64_t>(folded >> 1U) ^ -static_cast<std::int64_t>(folded & 1U));
    } else if constexpr (std::is_unsigned_v<T>) {
      fit(value, number());
    } else {
      std::apply([&](auto... member) { (get(value.*member), ...); }, checked_members<T>());
    }
  }
  bool at_end() const { return rest_.empty(); }

 private:
  template <class T, class Wide>
  static void fit(T& value, Wide wide) {
    value = static_cast<T>(wide);
    if (static_cast<Wide>(value) != wide) throw DamagedRecord("a number is too large");
  }
  std::string_view take(std::size_t count) {
    if (count > rest_.size()) throw DamagedRecord("a record is cut short");
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1).front());
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80U) return value;
    }
    throw DamagedRecord("a number has no end");
  }
  // Everything in a list takes at least a byte.
  std::size_t length() {
    const std::uint64_t count = number();
    if (count > rest_.size()) throw DamagedRecord("a list is longer than its record");
    return static_cast<std::size_t>(count);
  }

  std::string_view rest_;
};

}  // namespace komuna
