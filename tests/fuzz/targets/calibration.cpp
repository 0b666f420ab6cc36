// Files of calibrations, beside the shipped scenarios.

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "analysis/calibration_file.hpp"
#include "tests/fuzz/targets/scenario_promises.hpp"

namespace {

constexpr std::size_t size_limit = 1U << 20U;

}  // namespace

void komuna::fuzz::fuzz_one(std::string_view bytes) {
  const std::string path = (std::filesystem::temp_directory_path() /
                            ("komuna-fuzz-" + std::to_string(::getpid()) + ".yaml"))
                               .string();
  std::ofstream(path, std::ios::binary) << bytes;
  const char* home = std::getenv("KOMUNA_HOME");
  const std::string libraries = std::string(home == nullptr ? "." : home) + "/scenarios";
  is_calibration_file(path, size_limit);
  Problems problems;
  const Calibration calibration = load_calibration(path, {libraries}, {}, size_limit, problems);
  if (!problems.empty()) check_complaints(problems);
  if (problems.empty()) {
    promise(!calibration.document.parameters.empty(), "a calibration frees a parameter");
    for (const PriorEntry& entry : calibration.document.parameters)
      promise(reach_of(prior_of(entry)).first <= reach_of(prior_of(entry)).second,
              "a prior begins before it ends");
  }
  std::filesystem::remove(path);
}
