// A file named run.db that holds anything.

#include "engine/output/run_store.hpp"

#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>

#include "engine/output/file_error.hpp"
#include "tests/fuzz/fuzz_one.hpp"

namespace {

// Of this process; gone with it.
struct Folder {
  Folder() { std::filesystem::create_directories(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  std::string path =
      (std::filesystem::temp_directory_path() / ("komuna-fuzz-" + std::to_string(::getpid())))
          .string();
};

}  // namespace

void komuna::fuzz::fuzz_one(std::string_view bytes) {
  const Folder folder;
  std::ofstream(folder.path + "/run.db", std::ios::binary) << bytes;
  try {
    const RunStore store = RunStore::read(folder.path);
    std::int64_t replicates = 0;
    for (std::size_t world = 0; world < store.plan().worlds.size(); ++world)
      store.source(world)->each([&](const Outcome&) { ++replicates; });
    store.each_extra([](std::uint64_t, std::string_view) {});
    store.each_life([](const Life&) {}, 0);
    promise(replicates ==
                store.finished_count() * static_cast<std::int64_t>(store.plan().worlds.size()),
            "every replicate that counts as finished can be read in every world");
  } catch (const FileError& error) {
    promise(!std::string_view(error.what()).empty(), "a refused store gets a message");
  }
}
