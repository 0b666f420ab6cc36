#pragma once
// Everything that is wrong with a scenario, collected and shown at once, each with its place:
//
//   scenario.yaml:12:5: gates.soviet.places: -3 is too small; allowed: at least 0
//
// A hostile file may hold a million mistakes: the first 1,000 are kept, the others counted.

#include <cstddef>
#include <string>
#include <vector>

#include "engine/scenario/document/node.hpp"

namespace komuna {

// Who can act on it: whoever typed the command (exit 64), wrote the scenario (65), or looks after
// the disk (74).
enum class Trouble { usage, content, file };

struct Problem {
  Position position;
  std::string path;     // "gates.soviet.places", or "" when it concerns the whole file
  std::string message;  // what is wrong; what is allowed; did you mean ...
  Trouble trouble = Trouble::content;
};

// "file:line:col: path: message"
std::string to_string(const Problem& problem);

class Problems {
 public:
  static constexpr std::size_t most_kept = 1000;

  void add(Position position, std::string path, std::string message,
           Trouble trouble = Trouble::content);

  bool empty() const { return count_ == 0; }
  std::size_t count() const { return count_; }
  bool full() const { return kept_.size() >= most_kept; }
  // Searching for what was meant takes time: the first 100 problems are worth it.
  bool wants_hints() const { return kept_.size() < 100; }
  std::vector<Problem> sorted() const;  // by file, line, column
  // One line each, at most `most_shown`, then "and N more".
  std::string report(std::size_t most_shown = 50) const;
  // 0 without problems; else 64 if any is of usage, 74 if any is of a file, 65 otherwise.
  int exit_code() const;

 private:
  std::vector<Problem> kept_;
  std::size_t count_ = 0;
};

}  // namespace komuna
