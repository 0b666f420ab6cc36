#pragma once
// Reads a file of text, and refuses politely what is not one.
//
// Regular files only (never a device or a pipe, which could keep us waiting for ever), no larger
// than the limit, UTF-8 without control characters. A byte order mark of UTF-8 is dropped. Trouble
// with the disk (missing, not allowed, a folder) is told from trouble with the content (empty,
// binary, another encoding, too large).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/scenario/document/problem.hpp"

namespace komuna {

inline constexpr std::size_t default_size_limit = std::size_t{4} << 20U;  // 4 MiB

// The bytes as they are, or nothing and a problem that names the file.
std::optional<std::string> read_bytes(const std::string& path, std::size_t size_limit,
                                      Problems& problems);

// Checks the encoding. Returns the text without its byte order mark, or nothing.
std::optional<std::string_view> check_text(std::string_view bytes, std::string_view file,
                                           Problems& problems);

}  // namespace komuna
