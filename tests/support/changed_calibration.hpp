#pragma once
// The calibration of `tiny` with something in it replaced.

#include <catch2/catch.hpp>
#include <string>

#include "tests/support/places.hpp"
#include "tests/support/process.hpp"

namespace komuna::tests {

// Written into the folder; the path of the file.
inline std::string changed_file(const TemporaryFolder& folder, const std::string& from,
                                const std::string& to) {
  std::string text =
      read_text(std::string(source_folder) + "/tests/support/scenarios/tiny/calibration.yaml");
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  const std::string path = folder / "changed.yaml";
  write_text(path, text);
  return path;
}

}  // namespace komuna::tests
