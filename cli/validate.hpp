#pragma once
// `komuna validate FILE...`: everything that is wrong with scenarios, without running them.

#include <cstddef>
#include <string>
#include <vector>

namespace komuna {

struct ValidateOptions {
  std::vector<std::string> scenarios;
  std::vector<std::string> readable;  // folders that may be read besides their own
  std::size_t size_limit = 0;         // bytes
};

// Returns the exit code: 0, or the gravest of the scenarios' (64 before 74 before 65).
int validate(const ValidateOptions& options);

}  // namespace komuna
