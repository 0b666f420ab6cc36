#include "cli/screen.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string>

#include "engine/output/file_error.hpp"
#include "engine/scenario/document/plain_text.hpp"

namespace komuna {
namespace {

// 0 when all is written, else the error number.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

}  // namespace

void prepare_streams() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  for (int descriptor = 0; descriptor <= STDERR_FILENO; ++descriptor) {
    if (::fcntl(descriptor, F_GETFD) >= 0 || errno != EBADF) continue;
    // Takes the lowest free number, which is this one. Read-only: writing to a closed standard
    // output shall remain an error.
    if (::open("/dev/null", O_RDONLY) < 0) return;
  }
}

void print(std::string_view text) {
  const int error = write_all(STDOUT_FILENO, on_lines(text));
  if (error == EBADF) throw FileError("standard output", "is closed");
  if (error != 0 && error != EPIPE)
    throw FileError("standard output", "cannot be written: " + system_reason(error));
}

void tell(std::string_view text) {
  // A line that is drawn again and again.
  constexpr std::string_view line_begin = "\r";
  constexpr std::string_view erase_rest = "\x1b[K";
  const bool is_redrawn = text.size() >= line_begin.size() + erase_rest.size() &&
                          text.substr(0, line_begin.size()) == line_begin &&
                          text.substr(text.size() - erase_rest.size()) == erase_rest;
  if (!is_redrawn) {
    write_all(STDERR_FILENO, on_lines(text));
    return;
  }
  text.remove_prefix(line_begin.size());
  text.remove_suffix(erase_rest.size());
  std::string line(line_begin);
  write_all(STDERR_FILENO, line.append(on_one_line(text)).append(erase_rest));
}

bool messages_on_terminal() { return ::isatty(STDERR_FILENO) == 1; }

int terminal_width() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

}  // namespace komuna
