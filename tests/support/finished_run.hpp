#pragma once
// Runs of the tiny world that are stopped, killed and continued, and what they must come to.

#include <sys/mount.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/process.hpp"

namespace komuna::tests {

// Names of the files whose bytes may not depend on how the run came to its end.
inline std::vector<std::string> lasting_files(const std::string& folder) {
  std::vector<std::string> names = names_in(folder);
  names.erase(std::remove_if(names.begin(), names.end(),
                             [](const std::string& name) {
                               return name == "manifest.json" || name == "run.db";
                             }),
              names.end());
  return names;
}

// "" when both folders hold whole runs with the same bytes, else what is different.
inline std::string different_file(const std::string& one, const std::string& other) {
  if (names_in(one) != names_in(other)) {
    std::string text = "the names of the files:";
    for (const std::string& name : names_in(other)) text += ' ' + name;
    return text;
  }
  if (!std::filesystem::exists(one + "/manifest.json")) return "there is no manifest";
  for (const std::string& name : lasting_files(one))
    if (read_text(one + '/' + name) != read_text(other + '/' + name)) return name;
  return "";
}

inline std::uintmax_t size_of(const std::string& file) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  return error ? 0 : size;
}

using Words = std::vector<std::string>;

// The words of a comparison of the tiny world, to be written to `out`.
inline Words compare_words(const std::string& out, const Words& more) {
  Words words{"compare", "tiny"};
  words.insert(words.end(), more.begin(), more.end());
  for (const char* word : {"--quiet", "--out"}) words.emplace_back(word);
  words.push_back(out);
  return words;
}

inline Ended compare(const std::string& out, const Words& more) {
  return call_komuna(compare_words(out, more));
}

// A small disk of its own; only root can have one.
class SmallDisk {
 public:
  SmallDisk(std::string folder, const std::string& size) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    is_there_ = ::geteuid() == 0 &&
                ::mount("komuna-test", folder_.c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (is_there_) ::umount2(folder_.c_str(), MNT_DETACH);
  }
  bool is_there() const { return is_there_; }
  bool make_read_only() {
    return ::mount("komuna-test", folder_.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0;
  }
  bool make_writable() {
    return ::mount("komuna-test", folder_.c_str(), "tmpfs", MS_REMOUNT, nullptr) == 0;
  }

 private:
  std::string folder_;
  bool is_there_ = false;
};

}  // namespace komuna::tests
