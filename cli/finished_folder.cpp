#include "cli/finished_folder.hpp"

#include <filesystem>

#include "engine/base/sha256.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/manifest.hpp"
#include "engine/output/run_store.hpp"

namespace komuna {
namespace {

namespace fs = std::filesystem;

Manifest manifest_of(const std::string& folder) {
  try {
    return read_manifest((fs::path(folder) / manifest_name).string());
  } catch (const FileError& problem) {
    if (std::error_code error; !fs::exists(fs::path(folder) / store_name, error))
      throw FileError(folder,
                      std::string("holds no run that could be continued (") + problem.what() + ')');
    throw FileError(folder, std::string("the folder is damaged: ") + problem.what() +
                                ". Remove that file: komuna resume " + folder +
                                " then makes it again, and all tables, from " +
                                std::string(store_name));
  }
}

[[noreturn]] void throw_damaged(const std::string& folder, const std::string& why) {
  throw FileError(folder, "the folder is damaged: " + std::string(manifest_name) +
                              " tells of a finished run, but " + std::string(store_name) + ' ' +
                              why + ". komuna replay " + folder +
                              " --out NEW makes the run again, in a new folder");
}

// "" = it is the store of this run, with all of it.
std::string why_not_its_store(const StorePlan& plan, std::int64_t finished,
                              const Manifest& manifest) {
  if (plan.kind != manifest.kind || plan.seed != manifest.seed ||
      plan.replicates != manifest.replicates ||
      sha256(plan.worlds.front().resolved) != manifest.resolved_sha256)
    return "is that of another run";
  if (finished < manifest.completed)
    return "holds only " + std::to_string(finished) + " of its " +
           std::to_string(manifest.completed) + " replicates";
  return "";
}

void require_store(const std::string& folder, const Manifest& manifest) {
  std::error_code error;
  const auto size = fs::file_size(fs::path(folder) / store_name, error);
  if (error) throw_damaged(folder, "is not there");
  if (size == 0) throw_damaged(folder, "is empty");
  std::string why;
  try {
    const RunStore store = RunStore::read(folder);
    why = why_not_its_store(store.plan(), store.finished_count(), manifest);
  } catch (const FileError& problem) {
    throw_damaged(folder, std::string("cannot be used (") + problem.what() + ')');
  }
  if (!why.empty()) throw_damaged(folder, why);
}

void require_files(const std::string& folder, const Manifest& manifest) {
  std::string missing;
  for (const WrittenFile& file : manifest.outputs)
    if (std::error_code error; !fs::exists(fs::path(folder) / file.name, error))
      missing += (missing.empty() ? "" : ", ") + file.name;
  if (!missing.empty())
    throw FileError(folder, "the run is finished, but not all its files are there: " + missing +
                                ". komuna export " + folder + " makes them again");
}

}  // namespace

void require_whole(const std::string& folder) {
  const Manifest manifest = manifest_of(folder);
  require_store(folder, manifest);
  require_files(folder, manifest);
}

}  // namespace komuna
