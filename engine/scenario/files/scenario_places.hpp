#pragma once
// Where scenarios lie on the disk: names of shipped ones, folders, files.
//
// A library is a folder of shipped scenarios, each a folder with a scenario.yaml or a single file;
// one level of folders may group them (`what_if/no_letters`, `variants/ties_led`).

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace komuna {

bool is_there(const std::filesystem::path& path);
bool is_folder(const std::filesystem::path& path);
bool is_plain_file(const std::filesystem::path& path);  // or a link to one; no pipe, no device
// Symbolic links and ".." resolved, so that no file has two names.
std::filesystem::path real_place(const std::filesystem::path& path);
bool is_below(const std::filesystem::path& path, const std::filesystem::path& folder);

// The file of a scenario: the path itself, or scenario.yaml in the folder it names, or with an
// ending added. Empty if there is none.
std::optional<std::filesystem::path> scenario_file(const std::filesystem::path& path);
std::optional<std::filesystem::path> shipped_file(const std::vector<std::string>& libraries,
                                                  const std::string& name);
// What a scenario is called: its file, or the folder of a scenario.yaml.
std::string scenario_name(const std::filesystem::path& file);

bool looks_like_path(const std::string& name);
// A shipped what-if by its whole name: "what_if/no_letters".
bool is_what_if(std::string_view name);
// The whole name of a shipped what-if that may be given without its folder.
std::string what_if_place(const std::string& name);

// Names of the shipped scenarios, sorted; of the what-ifs among them, without the folder's name.
std::vector<std::string> shipped_scenarios(const std::vector<std::string>& libraries);
std::vector<std::string> shipped_what_ifs(const std::vector<std::string>& libraries);

}  // namespace komuna
