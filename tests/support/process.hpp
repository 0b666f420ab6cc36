#pragma once
// Starts the built command as a user would, and catches what it says.

#include <csignal>
#include <functional>
#include <string>
#include <vector>

namespace komuna::tests {

// A folder of its own for one test, removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + '/' + name; }

 private:
  std::string path_;
};

struct Ended {
  int code = -1;  // 128 + signal if a signal ended it
  std::string out;
  std::string err;
};

struct ProcessOptions {
  std::string folder;     // working folder; "" = the test's own
  std::string output_to;  // a file or device instead of Ended::out
  bool output_closed = false;
  bool reader_gone = false;              // standard output is a pipe nobody reads
  std::string programs;                  // the PATH, if not the test's own
  long largest_file = 0;                 // bytes; 0 = no limit
  std::function<bool()> interrupt_when;  // asked every 10 ms; then the signal is sent, once
  int signal = SIGINT;
};

// The command with KOMUNA_HOME = tests/support, so that its shipped scenarios are `tiny` and
// `tiny_what_if`.
Ended call_komuna(const std::vector<std::string>& words, const ProcessOptions& options = {});

std::string read_text(const std::string& path);
void write_text(const std::string& path, const std::string& text);
// Names in a folder, sorted; empty if it is not there.
std::vector<std::string> names_in(const std::string& folder);
// The text of the scenario `tiny`.
std::string tiny_text();

}  // namespace komuna::tests
