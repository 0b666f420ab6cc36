#pragma once
// A file that somebody else's library writes, under the same promise as our own (new_file.hpp): it
// appears under its name only when it is whole, and nothing is overwritten.
//
//   LibraryFile file(folder, "summary.xlsx");
//   ... the library writes file.partial() ...
//   WrittenFile written = file.commit();
//
// Errors: every call may throw FileError with the path and the reason.

#include <string>

#include "engine/output/new_file.hpp"

namespace komuna {

class LibraryFile {
 public:
  LibraryFile(const std::string& folder, std::string name);
  LibraryFile(const LibraryFile&) = delete;
  LibraryFile& operator=(const LibraryFile&) = delete;
  // Takes away what is not committed.
  ~LibraryFile();

  const std::string& path() const { return path_; }
  const std::string& partial() const { return partial_; }
  // Call when the library has closed the file: flushes it to the disk, gives it its name and
  // reads it once for its fingerprint.
  WrittenFile commit();

 private:
  std::string name_;
  std::string path_;
  std::string partial_;
  bool committed_ = false;
};

}  // namespace komuna
