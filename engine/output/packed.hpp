#pragma once
// Bytes made small, with a checksum: what of a replicate is kept for the program and not for people
// is stored like this.
//
// The form is a Zstandard frame (RFC 8878) with its length and checksum, so that other programs can
// open it too. A byte that has changed on the disk is found when it is unpacked.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace komuna {

// Bytes that are not what was stored. Whoever reads them knows from which file they came.
class DamagedRecord : public std::runtime_error {
 public:
  explicit DamagedRecord(const std::string& reason) : std::runtime_error(reason) {}
};

// The most that one packed piece may hold, bytes: more is taken for damage.
inline constexpr std::size_t largest_record = std::size_t{1} << 30U;

std::string pack(std::string_view bytes);
// Errors: DamagedRecord.
std::string unpack(std::string_view packed);

}  // namespace komuna
