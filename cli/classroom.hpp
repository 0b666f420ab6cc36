#pragma once
// `komuna classroom`: the page for lessons, as one file with scenarios in it.
//
// The page is built once from classroom/ (docs/classroom.md says how) and holds no scenario. This
// command puts scenarios, the what-ifs that fit them and the lessons into it. The file needs
// nothing else: it opens from a USB stick without a network.

#include <cstddef>
#include <string>
#include <vector>

namespace komuna {

struct ClassroomOptions {
  std::vector<std::string> scenarios;  // none: the shipped "classroom"
  std::string page;                    // the page without scenarios; "" = where it is built to
  std::string out = "komuna-classroom.html";
  bool data_only = false;  // writes the JSON that goes into the page instead
  std::size_t size_limit = 0;
};

// Returns the exit code. Errors: UsageError (no page, or not one of ours), FileError.
int write_classroom(const ClassroomOptions& options);

}  // namespace komuna
