#include "engine/output/run_folder.hpp"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "engine/output/file_error.hpp"

namespace komuna {
namespace {

namespace fs = std::filesystem;

void require_empty(const std::string& path) {
  std::error_code error;
  const fs::directory_iterator first(path, error);
  if (error) throw FileError(path, "cannot be read: " + system_reason(error.value()));
  if (first == fs::directory_iterator()) return;
  if (fs::exists(fs::path(path) / "manifest.json", error))
    throw FileError(path, "holds another run; nothing is overwritten: choose another folder");
  if (fs::exists(fs::path(path) / "run.db", error))
    throw FileError(path, "holds another run, which is going on or was cut short; komuna resume " +
                              path +
                              " continues it. Nothing is overwritten: choose another folder");
  throw FileError(path, "is not empty; nothing is overwritten: choose another folder");
}

}  // namespace

RunFolder::RunFolder(const std::string& path, Holds holds) : path_(path) {
  while (path_.size() > 1 && path_.back() == '/') path_.pop_back();
  if (path_.empty()) throw FileError("\"\"", "is no name of a folder");
  fs::path folder;
  try {
    for (const fs::path& part : fs::path(path_)) {
      folder /= part;
      std::error_code error;
      if (fs::is_directory(folder, error)) continue;
      if (fs::exists(fs::symlink_status(folder, error)))
        throw FileError(folder.string(), "is a file, not a folder");
      if (!fs::create_directory(folder, error) && error)
        throw FileError(folder.string(), "cannot be made: " + system_reason(error.value()));
      made_.push_back(folder.string());
    }
    if (holds == Holds::nothing) require_empty(path_);
    if (::access(path_.c_str(), W_OK) != 0)
      throw FileError(path_, "cannot be written: " + system_reason(errno));
  } catch (...) {
    for (auto made = made_.rbegin(); made != made_.rend(); ++made) ::rmdir(made->c_str());
    throw;
  }
}

RunFolder::~RunFolder() {
  for (const std::string& name : written_) ::unlink((path_ + '/' + name).c_str());
  for (auto made = made_.rbegin(); made != made_.rend(); ++made) ::rmdir(made->c_str());
}

void RunFolder::keep() {
  written_.clear();
  made_.clear();
}

void RunFolder::discard(const std::string& name) {
  ::unlink((path_ + '/' + name).c_str());
  ::unlink((path_ + '/' + name + ".partial").c_str());
}

void RunFolder::discard_temporary_files() {
  constexpr std::string_view prefix = "tmp.";
  constexpr std::size_t length = prefix.size() + 10;
  const auto is_temporary = [&](const std::string& name) {
    return name.size() == length && name.compare(0, prefix.size(), prefix) == 0 &&
           std::all_of(name.begin() + static_cast<std::ptrdiff_t>(prefix.size()), name.end(),
                       [](unsigned char c) { return std::isalnum(c) != 0; });
  };
  std::error_code error;
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(path_, error))
    if (is_temporary(entry.path().filename().string())) found.push_back(entry.path().string());
  for (const std::string& path : found) ::unlink(path.c_str());
}

std::string free_path(const std::string& base) {
  std::string path = base;
  std::error_code error;
  for (int n = 2; fs::exists(fs::symlink_status(path, error)); ++n)
    path = base + '-' + std::to_string(n);
  return path;
}

std::string plain_name(const std::string& name) {
  std::string plain = name;
  std::replace_if(
      plain.begin(), plain.end(),
      [](char c) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return !is_letter && !(c >= '0' && c <= '9') && c != '-' && c != '_';
      },
      '_');
  constexpr std::size_t longest = 100;
  if (plain.size() > longest) plain.resize(longest);
  if (plain.empty() || plain.front() == '-') plain.insert(0, 1, '_');
  return plain;
}

}  // namespace komuna
