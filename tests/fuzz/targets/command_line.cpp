// Words a user may type, of commands that write nothing: each line of the input is a word.

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "cli/command_line.hpp"
#include "tests/fuzz/fuzz_one.hpp"

namespace {

// The fuzzer chooses among these; what it writes comes after them. A run has a folder that cannot
// be made, and a world of a millisecond.
const std::vector<std::vector<std::string>> beginnings{
    {"validate"},
    {"describe"},
    {"help"},
    {"run", "teaching", "--quiet", "--replicates", "1", "--out", "/dev/null/nowhere"},
    {"compare", "teaching", "--quiet", "--replicates", "2", "--out", "/dev/null/nowhere"},
    {"resume", "/dev/null/nowhere"},
    {"export", "/dev/null/nowhere"},
    {"replay", "/dev/null/nowhere"},
    {"lives", "teaching", "--limit", "1"},
    {"calibrate", "historical", "--quiet", "--out", "/dev/null/nowhere"},
    {"sensitivity", "teaching", "--quiet", "--parameters", "decision.join_constant=-12..-11",
     "--out", "/dev/null/nowhere"},
    {"merge", "/dev/null/nowhere", "--out", "/dev/null/elsewhere"},
    {"new", "/dev/null/nowhere"}};

}  // namespace

void komuna::fuzz::fuzz_one(std::string_view bytes) {
  static const bool silent = std::freopen("/dev/null", "w", stdout) != nullptr;
  if (!silent || bytes.empty()) return;
  std::vector<std::string> words{"komuna"};
  const auto first = static_cast<unsigned char>(bytes.front());
  const auto& beginning = beginnings[first % beginnings.size()];
  words.insert(words.end(), beginning.begin(), beginning.end());
  std::string word;
  for (const char c : bytes.substr(1)) {
    if (c == '\n') words.push_back(std::exchange(word, {}));
    if (c != '\n' && c != '\0') word += c;  // no word of a command line holds a zero
  }
  if (!word.empty()) words.push_back(word);
  std::vector<const char*> pointers;
  for (const std::string& each : words) pointers.push_back(each.c_str());
  const int code = run_command_line(static_cast<int>(pointers.size()), pointers.data());
  promise(code == 0 || code == 64 || code == 65 || code == 74, "the exit code is a documented one");
}
