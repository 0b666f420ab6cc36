#pragma once
// The fingerprint of a file: two files with the same SHA-256 are the same file.
//
// Written into the manifest of every run, for the scenario that was read and for the tables that
// were written, so that a reader can check that neither was changed since. FIPS 180-4.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace komuna {

// Takes a text piece by piece, as it is written. Cost: about 5 ns a byte.
class Sha256 {
 public:
  void add(std::string_view text);
  // 64 hexadecimal digits, of everything added so far.
  std::string hexadecimal() const;

 private:
  void mix(const unsigned char* bytes);  // 64 of them

  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> block_{};
  std::size_t filled_ = 0;
  std::uint64_t bytes_ = 0;
};

// Of a text at hand.
std::string sha256(std::string_view text);

}  // namespace komuna
