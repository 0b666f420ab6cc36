#include "engine/scenario/files/text_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/unit/scenario/temporary_folder.hpp"

using namespace komuna;
using namespace std::string_literals;

namespace {

struct Outcome {
  std::string report;
  int exit_code;
};

Outcome read(const std::string& path, std::size_t limit = default_size_limit) {
  Problems problems;
  if (const auto bytes = read_bytes(path, limit, problems)) check_text(*bytes, path, problems);
  return {problems.report(), problems.exit_code()};
}

Outcome check(std::string_view bytes) {
  Problems problems;
  check_text(bytes, "x.yaml", problems);
  return {problems.report(), problems.exit_code()};
}

}  // namespace

TEST_CASE("text file: what is no readable file is refused at once, with the exit code of disks") {
  const tests::ScenarioFolder folder;
  const std::string pipe = folder.path("pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(read(pipe).report == pipe + ": it is a pipe, not a regular file\n");
  CHECK(read(folder.path("missing")).report ==
        folder.path("missing") + ": there is no such file\n");
  CHECK(read(folder.path("")).report == folder.path("") + ": it is a folder, not a file\n");
  CHECK(read("/dev/zero").report == "/dev/zero: it is a device, not a regular file\n");
  const std::string file = folder.write("file", "a: 1");
  CHECK(read(file + "/below").report ==
        file + "/below: there is no such file: a part of its path is not a folder\n");
  CHECK(read(std::string(5000, 'a')).exit_code == 74);
  std::filesystem::create_symlink("loop", folder.path("loop"));
  CHECK(read(folder.path("loop")).report ==
        folder.path("loop") + ": its symbolic links go round in a circle\n");
  for (const std::string& path : {pipe, folder.path("missing"), folder.path(""), "/dev/zero"s})
    CHECK(read(path).exit_code == 74);
  CHECK(read(file).report == "");
}

TEST_CASE("text file: without permission it says so") {
  if (::geteuid() == 0) return;  // root may read everything
  const tests::ScenarioFolder folder;
  const std::string file = folder.write("secret", "a: 1");
  ::chmod(file.c_str(), 0);
  CHECK(read(file).report == file + ": it may not be read (permission denied)\n");
  CHECK(read(file).exit_code == 74);
}

TEST_CASE("text file: the size limit holds to the byte") {
  const tests::ScenarioFolder folder;
  const std::string file = folder.write("file", std::string(1000, '#'));
  CHECK(read(file, 1000).report == "");
  CHECK(read(file, 999).report ==
        file +
            ": is larger than 999 bytes (0.000953 MiB), the limit for a scenario file; raise "
            "the limit if that is meant\n");
  CHECK(read(file, 999).exit_code == 65);
  // A file that does not tell its size beforehand.
  CHECK(read("/proc/self/maps", 10).exit_code == 65);
}

TEST_CASE("text file: only UTF-8 text passes") {
  CHECK(check("a: \xC5\xBE\r\n\tb\n").report == "");
  CHECK(check("\xEF\xBB\xBF"
              "a: 1")
            .report == "");
  CHECK(check("").report == "x.yaml:1:1: is empty\n");
  CHECK(check("\xEF\xBB\xBF").report == "x.yaml:1:1: is empty\n");
  CHECK(check("\xFF\xFE"
              "a\0"s)
            .report == "x.yaml:1:1: is UTF-16; save it as UTF-8\n");
  CHECK(check("\xFE\xFF\0a"s).report == "x.yaml:1:1: is UTF-16; save it as UTF-8\n");
  CHECK(check("\xFF\xFE\0\0a\0\0\0"s).report == "x.yaml:1:1: is UTF-32; save it as UTF-8\n");
  CHECK(check("\0\0\xFE\xFF"s).report == "x.yaml:1:1: is UTF-32; save it as UTF-8\n");
  CHECK(check("a\0:\0 \0001\0"s).report ==
        "x.yaml:1:2: a zero byte: the file is binary, or UTF-16 without its mark; save it as UTF-8 "
        "text\n");
  CHECK(check("a: 1\nn\xE1zev: 2\n").report ==
        "x.yaml:2:2: byte 0xE1 is not UTF-8; perhaps the file is Latin-1, Latin-2 or Windows-1250: "
        "save it as UTF-8\n");
  CHECK(check("a: 1\rb: 2\r").report ==
        "x.yaml:1:5: a carriage return without line feed: line ends of the old Macintosh; save the "
        "file with Unix line ends\n");
  CHECK(check("a: \x1B[31m").report ==
        "x.yaml:1:4: a control character (byte 0x1B); the file is not plain text\n");
  for (const char* bad :
       {"\x80", "\xC3", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xE2\x82", "\xFE"}) {
    CAPTURE(bad);
    CHECK(check(std::string("a") + bad).exit_code == 65);
  }
  for (const char* good : {"\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                           "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
    CHECK(check(good).report == "");
}
