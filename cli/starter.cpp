#include "cli/starter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/scenario_choice.hpp"
#include "cli/screen.hpp"
#include "cli/usage.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/new_file.hpp"
#include "engine/scenario/document/node.hpp"
#include "starter_texts.hpp"

namespace komuna {
namespace {

namespace fs = std::filesystem;

// The scenario comes last: a folder without one is no scenario.
struct Starter {
  std::string_view name;
  std::array<std::pair<const char*, std::string_view>, 3> files;
};
constexpr std::array<Starter, 2> starters{
    {{"minimal",
      {{{"README.md", starter_texts::minimal_readme},
        {"sources.yaml", starter_texts::minimal_sources},
        {"scenario.yaml", starter_texts::minimal_scenario}}}},
     {"historical",
      {{{"README.md", starter_texts::historical_readme},
        {"sources.yaml", starter_texts::historical_sources},
        {"scenario.yaml", starter_texts::historical_scenario}}}}}};

const Starter& find_starter(const std::string& name) {
  for (const Starter& starter : starters)
    if (starter.name == name) return starter;
  throw UsageError("--from: there is no starter " + quote_briefly(name) +
                   "; allowed: minimal, historical");
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

std::string name_of(const fs::path& folder) {
  constexpr std::size_t longest = 64;
  std::string name = folder.filename().string();
  const bool is_good = !name.empty() && name.size() <= longest && name.front() != '-' &&
                       std::all_of(name.begin(), name.end(), is_plain);
  if (!is_good)
    throw UsageError(quote_briefly(name.empty() ? folder.string() : name) +
                     " cannot be the name of a scenario; allowed: up to 64 letters a to z, digits, "
                     "_ and -, no - at its beginning");
  const auto shipped = shipped_scenarios(scenario_libraries());
  if (std::find(shipped.begin(), shipped.end(), name) != shipped.end())
    throw UsageError(quote_briefly(name) +
                     " is the name of a shipped scenario, which komuna run would take; choose "
                     "another name");
  return name;
}

std::string text_for(std::string_view text, const std::string& name) {
  constexpr std::string_view token = "@NAME@";
  std::string result(text);
  for (std::size_t at = result.find(token); at != std::string::npos; at = result.find(token, at))
    result.replace(at, token.size(), name);
  return result;
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(folder, error)))
    throw FileError(folder.string(), "is there already; nothing is overwritten");
  if (!fs::create_directory(folder, error))
    throw FileError(folder.string(), system_reason(error.value()));
}

}  // namespace

int write_starter(const StarterOptions& options) {
  const Starter& starter = find_starter(options.from);
  fs::path folder(options.folder);
  if (!folder.has_filename()) folder = folder.parent_path();  // a slash at its end
  const std::string name = name_of(folder);
  make_folder(folder);
  try {
    for (const auto& [file, text] : starter.files)
      write_file(folder.string(), file, text_for(text, name));
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    throw;
  }
  print(
      fmt::format("Wrote {0}/scenario.yaml, sources.yaml and README.md. Next:\n\n"
                  "  komuna validate {0}\n  komuna run {0}\n",
                  folder.string()));
  return 0;
}

}  // namespace komuna
