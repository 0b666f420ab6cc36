// Hands a target every file of the folders and files it is given: NAME_replay PLACE...
// Each input may take a second of the processor at most, and must be there; hangs end by ctest's
// time limit.

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_one.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> inputs(int count, char** places) {
  std::vector<fs::path> found;
  for (int i = 1; i < count; ++i) {
    if (!fs::is_directory(places[i])) {
      found.emplace_back(places[i]);
      continue;
    }
    for (const auto& entry : fs::directory_iterator(places[i]))
      if (entry.is_regular_file()) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

int main(int count, char** places) {
  const std::vector<fs::path> files = inputs(count, places);
  komuna::fuzz::promise(!files.empty(), "there are inputs to replay");
  for (const fs::path& path : files) {
    std::ifstream file(path, std::ios::binary);
    komuna::fuzz::promise(static_cast<bool>(file), "the input can be read");
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    std::fprintf(stderr, "%s\n", path.c_str());
    const std::clock_t begin = std::clock();
    komuna::fuzz::fuzz_one(bytes);
    const double taken = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
#ifdef NDEBUG
    komuna::fuzz::promise(taken < 1.0, "an input takes less than a second");
#else
    (void)taken;
#endif
  }
  std::fprintf(stderr, "%zu inputs kept their promises\n", files.size());
  return 0;
}
