#include "cli/replayed_files.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "cli/replay.hpp"
#include "cli/screen.hpp"
#include "cli/stop_request.hpp"
#include "engine/output/file_error.hpp"

namespace komuna {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder() {
  std::string name = (fs::temp_directory_path() / "komuna-replay-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw FileError(name, "cannot be made: " + system_reason(errno));
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void until_stopped(bool in_scratch, const std::function<void()>& work) {
  try {
    work();
  } catch (const Stopped& stopped) {
    if (in_scratch) throw Stopped(stopped.signal(), "stopped; nothing was compared or kept");
    throw;
  }
}

int judge_files(const std::vector<WrittenFile>& then, const std::vector<WrittenFile>& again,
                bool quiet) {
  std::map<std::string, std::string> made;
  for (const WrittenFile& file : again) made[file.name] = file.sha256;
  std::string text;
  int differing = 0;
  for (const WrittenFile& file : then) {
    const auto found = made.find(file.name);
    const bool is_same = found != made.end() && found->second == file.sha256;
    differing += is_same ? 0 : 1;
    text += fmt::format("  {:24} {}\n", file.name,
                        is_same               ? "the same"
                        : found == made.end() ? "DIFFERS: it was not made again"
                                              : "DIFFERS");
  }
  const std::string verdict =
      differing == 0 ? fmt::format("All {} files are the same, byte for byte.\n", then.size())
                     : fmt::format("{} of {} files differ.\n", differing, then.size());
  if (!quiet) print(text + verdict);
  if (differing > 0 && quiet) tell("komuna: " + verdict);
  return differing == 0 ? 0 : differs_exit_code;
}

}  // namespace komuna
