#include "analysis/report/gnuplot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>

namespace komuna::report {
namespace {

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closer>;

// In and out are unnamed files: neither side ever waits for the other to read.
bool run_gnuplot(std::FILE* in, std::FILE* out) {
  posix_spawn_file_actions_t actions;
  if (::posix_spawn_file_actions_init(&actions) != 0) return false;
  ::posix_spawn_file_actions_adddup2(&actions, ::fileno(in), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, ::fileno(out), STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  // A group of its own: whoever stops komuna while it finishes does not stop the drawing.
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::string program = "gnuplot";
  std::string no_settings = "-d";  // a user's own settings must not change the report
  const std::array<char*, 3> words{program.data(), no_settings.data(), nullptr};
  // A fixed language: numbers have points, not commas.
  std::string language = "LC_ALL=C.UTF-8";
  const std::array<char*, 2> environment{language.data(), nullptr};
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, program.c_str(), &actions, &attributes, words.data(),
                                   environment.data());
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  if (error != 0) return false;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string content_of(std::FILE* file) {
  std::string text;
  std::rewind(file);
  std::array<char, 65536> buffer{};
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file))
    text.append(buffer.data(), got);
  return text;
}

std::vector<std::string> separate(const std::string& text) {
  constexpr std::string_view end = "</svg>";
  std::vector<std::string> drawings;
  for (std::size_t at = 0;;) {
    const std::size_t found = text.find(end, at);
    if (found == std::string::npos) return drawings;
    drawings.push_back(text.substr(at, found + end.size() - at));
    at = found + end.size();
  }
}

}  // namespace

std::vector<std::string> draw_with_gnuplot(const std::vector<std::string>& scripts) {
  const File in(std::tmpfile());
  const File out(std::tmpfile());
  if (!in || !out) return {};
  for (const std::string& script : scripts) std::fwrite(script.data(), 1, script.size(), in.get());
  if (std::fflush(in.get()) != 0) return {};
  std::rewind(in.get());
  if (!run_gnuplot(in.get(), out.get())) return {};
  std::vector<std::string> drawings = separate(content_of(out.get()));
  if (drawings.size() != scripts.size()) return {};
  return drawings;
}

std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20U) continue;
    result += c;
    if (c == '\'') result += c;
  }
  return result + '\'';
}

std::string colour(Ink ink) {
  return fmt::format("rgb '#0001{:02x}'", static_cast<unsigned>(ink) + 1);
}

std::string opening(int width, int height) {
  return fmt::format(
      "reset session\n"
      "set terminal svg size {},{} dynamic noenhanced font 'sans,12' linewidth 1\n"
      "set encoding utf8\nunset key\nset border 0\nunset xtics\nunset ytics\n",
      width, height);
}

}  // namespace komuna::report
