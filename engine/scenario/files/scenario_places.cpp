#include "engine/scenario/files/scenario_places.hpp"

#include <algorithm>
#include <system_error>

#include "engine/scenario/document/plain_text.hpp"

namespace komuna {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view what_if_folder = "what_if/";
constexpr std::string_view lesson_folder = "lessons";  // of the classroom page; no scenarios

bool has_scenario_ending(const fs::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".yaml" || ending == ".yml" || ending == ".json";
}

void add_shipped(const fs::path& folder, const std::string& prefix, int levels,
                 std::vector<std::string>& names) {
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const fs::path& path = at->path();
    const std::string stem = prefix + path.stem().string();
    if (is_folder(path)) {
      if (scenario_file(path)) {
        names.push_back(prefix + path.filename().string());
      } else if (levels > 1 && path.filename() != lesson_folder) {
        add_shipped(path, prefix + path.filename().string() + '/', levels - 1, names);
      }
    } else if (has_scenario_ending(path) && path.stem() != "sources") {
      names.push_back(stem);
    }
  }
}

// A scenario is called after its file, and the name stands in tables and messages: "_" before what
// a spreadsheet would take for a formula, and instead of control characters.
std::string plain_name(std::string name) {
  const bool holds_control = holds_control_character(name);
  for (char& c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || (holds_control && byte >= 0x7F)) c = '_';
  }
  return looks_like_formula(name) ? '_' + name : name;
}

}  // namespace

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error) && !error;
}
bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error) && !error;
}
bool is_plain_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error) && !error;
}

fs::path real_place(const fs::path& path) {
  std::error_code error;
  fs::path result = fs::weakly_canonical(path, error);
  return error ? path.lexically_normal() : result;
}

bool is_below(const fs::path& path, const fs::path& folder) {
  const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  // A folder written with a slash at its end has an empty last part.
  return end == folder.end() || (end->empty() && std::next(end) == folder.end());
}

std::optional<fs::path> scenario_file(const fs::path& path) {
  if (is_folder(path)) {
    for (const char* name : {"scenario.yaml", "scenario.yml", "scenario.json"})
      if (is_there(path / name)) return path / name;
    return std::nullopt;
  }
  if (is_there(path)) return path;
  for (const char* ending : {".yaml", ".yml", ".json"}) {
    fs::path with_ending = path;
    with_ending += ending;
    if (is_there(with_ending)) return with_ending;
  }
  return std::nullopt;
}

std::optional<fs::path> shipped_file(const std::vector<std::string>& libraries,
                                     const std::string& name) {
  if (name.empty() || name[0] == '/' || name[0] == '.') return std::nullopt;
  for (const std::string& library : libraries)
    if (auto file = scenario_file(fs::path(library) / name)) return file;
  return std::nullopt;
}

bool looks_like_path(const std::string& name) {
  return name.find('/') != std::string::npos || has_scenario_ending(name) || name == "." ||
         name == "..";
}

bool is_what_if(std::string_view name) {
  return name.substr(0, what_if_folder.size()) == what_if_folder;
}

std::string what_if_place(const std::string& name) {
  return is_what_if(name) ? name : std::string(what_if_folder).append(name);
}

std::string scenario_name(const fs::path& file) {
  const fs::path stem = file.stem();
  if (stem != "scenario") return plain_name(stem.string());
  const std::string folder = real_place(file).parent_path().filename().string();
  return folder.empty() ? stem.string() : plain_name(folder);
}

std::vector<std::string> shipped_scenarios(const std::vector<std::string>& libraries) {
  std::vector<std::string> names;
  for (const std::string& library : libraries) add_shipped(library, "", 2, names);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::vector<std::string> shipped_what_ifs(const std::vector<std::string>& libraries) {
  std::vector<std::string> names;
  for (const std::string& name : shipped_scenarios(libraries))
    if (is_what_if(name)) names.push_back(name.substr(what_if_folder.size()));
  return names;
}

}  // namespace komuna
