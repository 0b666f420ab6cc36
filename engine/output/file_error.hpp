#pragma once
// Trouble with the disk: a folder that may not be written, a disk that is full, a file in the way.
//
// The message names the path and the reason; whoever looks after the disk can act on it (exit code
// 74).

#include <stdexcept>
#include <string>

namespace komuna {

class FileError : public std::runtime_error {
 public:
  // "path: reason"
  FileError(const std::string& path, const std::string& reason)
      : std::runtime_error(path + ": " + reason) {}
};

inline constexpr int file_error_exit_code = 74;

// What an error number of the system (errno) says, in words.
std::string system_reason(int error_number);

}  // namespace komuna
