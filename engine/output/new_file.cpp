#include "engine/output/new_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "engine/output/file_error.hpp"

namespace komuna {
namespace {

constexpr std::size_t buffer_size = std::size_t{1} << 16U;
constexpr mode_t readable_by_all = 0666;  // less what the user's mask takes away

}  // namespace

void require_new(const std::string& path) {
  struct stat status{};
  if (::lstat(path.c_str(), &status) == 0)
    throw FileError(path, "exists already; nothing is overwritten");
}

int create_partial(const std::string& path, const std::string& partial) {
  const int descriptor =
      ::open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, readable_by_all);
  if (descriptor < 0 && errno == EEXIST)
    throw FileError(partial,
                    "exists already: another run writes here or was cut short; remove it "
                    "or choose another folder");
  if (descriptor < 0) throw FileError(path, "cannot be created: " + system_reason(errno));
  return descriptor;
}

// Some file systems cannot do this for a folder; the file is whole all the same.
void flush_folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

NewFile::NewFile(std::string path) : path_(std::move(path)), partial_(path_ + ".partial") {
  require_new(path_);
  descriptor_ = create_partial(path_, partial_);
  buffer_.reserve(buffer_size);
}

NewFile::~NewFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!committed_) ::unlink(partial_.c_str());
}

void NewFile::fail(int error_number) const {
  throw FileError(path_, "cannot be written: " + system_reason(error_number));
}

void NewFile::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= buffer_size) flush();
}

void NewFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t count = ::write(descriptor_, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) fail(count < 0 ? errno : ENOSPC);
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  digest_.add(buffer_);
  bytes_ += buffer_.size();
  buffer_.clear();
}

void NewFile::commit() {
  flush();
  // EINVAL: a file system without fsync.
  if (::fsync(descriptor_) != 0 && errno != EINVAL && errno != ENOTSUP) fail(errno);
  const int descriptor = std::exchange(descriptor_, -1);
  if (::close(descriptor) != 0) fail(errno);
  if (::rename(partial_.c_str(), path_.c_str()) != 0) fail(errno);
  committed_ = true;
  flush_folder_of(path_);
}

WrittenFile write_file(const std::string& folder, const std::string& name, std::string_view text) {
  NewFile file(folder + '/' + name);
  file.write(text);
  file.commit();
  return {name, file.bytes(), file.sha256(), -1};
}

}  // namespace komuna
