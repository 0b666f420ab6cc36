#include "tests/support/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "tests/support/places.hpp"

namespace komuna::tests {
namespace {

namespace fs = std::filesystem;

void move_to(int from, int to) {
  if (from == to) return;
  ::dup2(from, to);
  ::close(from);
}

// In the child; ends it.
[[noreturn]] void become(const std::vector<std::string>& words, const ProcessOptions& options,
                         int out, int err) {
  if (!options.output_to.empty()) {
    ::close(out);
    out = ::open(options.output_to.c_str(), O_WRONLY | O_CREAT, 0666);
  }
  move_to(out, STDOUT_FILENO);
  move_to(err, STDERR_FILENO);
  if (options.output_closed) ::close(STDOUT_FILENO);
  if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) ::_exit(126);
  const std::string home = std::string(source_folder) + "/tests/support";
  ::setenv("KOMUNA_HOME", home.c_str(), 1);
  if (!options.programs.empty()) ::setenv("PATH", options.programs.c_str(), 1);
  if (options.largest_file > 0) {
    const rlimit limit{static_cast<rlim_t>(options.largest_file),
                       static_cast<rlim_t>(options.largest_file)};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  std::vector<std::string> copies{std::string(komuna_program)};
  copies.insert(copies.end(), words.begin(), words.end());
  std::vector<char*> pointers;
  for (std::string& word : copies) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  ::execv(pointers[0], pointers.data());
  ::_exit(127);
}

// Takes what is there; false at the end of the stream.
bool take(int from, std::string& text) {
  std::array<char, 65536> buffer{};
  const ssize_t count = ::read(from, buffer.data(), buffer.size());
  if (count <= 0) return false;
  text.append(buffer.data(), static_cast<std::size_t>(count));
  return true;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "komuna-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

Ended call_komuna(const std::vector<std::string>& words, const ProcessOptions& options) {
  std::array<int, 2> out{}, err{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0 || ::pipe2(err.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("no pipe");
  const pid_t child = ::fork();
  if (child == 0) become(words, options, out[1], err[1]);
  if (child < 0) throw std::runtime_error("no process");
  ::close(out[1]);
  ::close(err[1]);
  Ended ended;
  std::array<pollfd, 2> ends{{{out[0], POLLIN, 0}, {err[0], POLLIN, 0}}};
  if (options.reader_gone) {
    ::close(out[0]);
    ends[0].fd = -1;
  }
  bool interrupted = !options.interrupt_when;
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    constexpr int milliseconds = 10;
    ::poll(ends.data(), ends.size(), interrupted ? -1 : milliseconds);
    if (!interrupted && options.interrupt_when()) {
      ::kill(child, options.signal);
      interrupted = true;
    }
    for (std::size_t k = 0; k < ends.size(); ++k) {
      if (ends[k].fd < 0 || ends[k].revents == 0) continue;
      if (take(ends[k].fd, k == 0 ? ended.out : ended.err)) continue;
      ::close(ends[k].fd);
      ends[k].fd = -1;
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ended;
}

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_text(const std::string& path, const std::string& text) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    names.push_back(at->path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string tiny_text() {
  return read_text(std::string(source_folder) + "/tests/support/scenarios/tiny/scenario.yaml");
}

}  // namespace komuna::tests
