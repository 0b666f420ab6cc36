#pragma once
// The fingerprint of a file: two files with the same SHA-256 are the same file.
//
// Written into the manifest of every run, so that a reader can check that the scenario was not
// changed since. FIPS 180-4.

#include <string>
#include <string_view>

namespace komuna {

// 64 hexadecimal digits.
std::string sha256(std::string_view text);

}  // namespace komuna
