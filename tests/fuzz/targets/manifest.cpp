// A file named manifest.json that holds anything.

#include "engine/output/manifest.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "engine/output/file_error.hpp"
#include "tests/fuzz/fuzz_one.hpp"

void komuna::fuzz::fuzz_one(std::string_view bytes) {
  const std::string path = (std::filesystem::temp_directory_path() /
                            ("komuna-fuzz-" + std::to_string(::getpid()) + ".json"))
                               .string();
  std::ofstream(path, std::ios::binary) << bytes;
  try {
    const Manifest manifest = read_manifest(path);
    promise(manifest.replicates >= 1, "a manifest asks for a replicate at least");
  } catch (const FileError& error) {
    promise(!std::string_view(error.what()).empty(), "a refused manifest gets a message");
  }
  std::filesystem::remove(path);
}
