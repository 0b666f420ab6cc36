#include "engine/output/library_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "engine/base/sha256.hpp"
#include "engine/output/file_error.hpp"

namespace komuna {
namespace {

constexpr std::size_t piece_size = std::size_t{1} << 16U;

class OpenFile {
 public:
  explicit OpenFile(const std::string& path)
      : descriptor_(::open(path.c_str(), O_RDWR | O_CLOEXEC)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

[[noreturn]] void fail(const std::string& path, int error_number) {
  throw FileError(path, "cannot be written: " + system_reason(error_number));
}

WrittenFile fingerprint(const OpenFile& file, const std::string& path) {
  WrittenFile written;
  Sha256 digest;
  std::array<char, piece_size> piece{};
  for (;;) {
    const ssize_t count = ::read(file.descriptor(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path, errno);
    if (count == 0) break;
    digest.add({piece.data(), static_cast<std::size_t>(count)});
    written.bytes += static_cast<std::uint64_t>(count);
  }
  written.sha256 = digest.hexadecimal();
  return written;
}

}  // namespace

LibraryFile::LibraryFile(const std::string& folder, std::string name)
    : name_(std::move(name)), path_(folder + '/' + name_), partial_(path_ + ".partial") {
  // The empty partial file is made here, by the rules for files of our own: a library would say
  // less clearly why it cannot, and some overwrite what is there.
  require_new(path_);
  const int descriptor = create_partial(path_, partial_);
  if (::close(descriptor) != 0) fail(path_, errno);
}

LibraryFile::~LibraryFile() {
  if (!committed_) ::unlink(partial_.c_str());
}

WrittenFile LibraryFile::commit() {
  WrittenFile written;
  {
    const OpenFile file(partial_);
    if (file.descriptor() < 0) fail(path_, errno);
    written = fingerprint(file, path_);
    if (::fsync(file.descriptor()) != 0 && errno != EINVAL && errno != ENOTSUP) fail(path_, errno);
  }
  if (::rename(partial_.c_str(), path_.c_str()) != 0) fail(path_, errno);
  committed_ = true;
  flush_folder_of(path_);
  written.name = name_;
  return written;
}

}  // namespace komuna
