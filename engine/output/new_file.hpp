#pragma once
// A file that appears under its name only when it is whole.
//
// It is written as NAME.partial; commit() flushes it to the disk and renames it. If anything goes
// wrong before that, or the run is stopped, the partial file is removed: whoever finds a file finds
// all of it. A file that exists is never overwritten.
//
// Errors: every call may throw FileError with the path and the reason.

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/sha256.hpp"

namespace komuna {

class NewFile {
 public:
  explicit NewFile(std::string path);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();

  void write(std::string_view text);
  void commit();

  const std::string& path() const { return path_; }
  std::uint64_t bytes() const { return bytes_; }
  std::string sha256() const { return digest_.hexadecimal(); }

 private:
  void flush();
  [[noreturn]] void fail(int error_number) const;

  std::string path_;
  std::string partial_;
  int descriptor_ = -1;
  bool committed_ = false;
  std::string buffer_;
  std::uint64_t bytes_ = 0;
  Sha256 digest_;
};

// Name, size and fingerprint of a file that has been written, for the manifest.
struct WrittenFile {
  std::string name;  // within the folder of the run
  std::uint64_t bytes = 0;
  std::string sha256;
  std::int64_t rows = -1;  // of a table; -1 = no table
};

// The steps of NewFile, for files that are written another way.
// Throws if something of that name is there.
void require_new(const std::string& path);
// Makes and opens the partial file; returns its descriptor.
int create_partial(const std::string& path, const std::string& partial);
// A rename itself must reach the disk too.
void flush_folder_of(const std::string& path);

// A short text as one file.
WrittenFile write_file(const std::string& folder, const std::string& name, std::string_view text);

}  // namespace komuna
