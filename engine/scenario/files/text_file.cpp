#include "engine/scenario/files/text_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "engine/scenario/document/text_places.hpp"

namespace komuna {
namespace {

Position place_of(std::string_view file) {
  return Position{std::make_shared<const std::string>(file), 0, 0};
}

// Closes the file whatever happens.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path)
      // Non-blocking: opening a pipe without a writer would wait for ever.
      : number_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (number_ >= 0) ::close(number_);
  }
  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

std::string why_not_opened(int error) {
  switch (error) {
    case ENOENT:
      return "there is no such file";
    case EACCES:
      return "it may not be read (permission denied)";
    case ENOTDIR:
      return "there is no such file: a part of its path is not a folder";
    case ELOOP:
      return "its symbolic links go round in a circle";
    case ENAMETOOLONG:
      return "its name is too long";
    case ENXIO:
      return "it is not a regular file but a socket or device";
    default:
      return "cannot be opened: " + std::generic_category().message(error);
  }
}

std::string_view why_not_regular(mode_t mode) {
  if (S_ISDIR(mode)) return "it is a folder, not a file";
  if (S_ISFIFO(mode)) return "it is a pipe, not a regular file";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "it is a device, not a regular file";
  return "it is not a regular file";
}

// Length of the UTF-8 character that starts here; 0 if there is none (RFC 3629: no overlong forms,
// no surrogates, nothing above U+10FFFF).
std::size_t character_length(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t k) -> unsigned {
    return at + k < bytes.size() ? static_cast<unsigned char>(bytes[at + k]) : 0U;
  };
  const auto follows = [&](std::size_t k) { return (byte(k) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    if (first == 0xE0 && byte(1) < 0xA0) return 0;
    if (first == 0xED && byte(1) > 0x9F) return 0;
    return follows(1) && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (first == 0xF0 && byte(1) < 0x90) return 0;
    if (first == 0xF4 && byte(1) > 0x8F) return 0;
    return follows(1) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

std::string_view foreign_mark(std::string_view bytes) {
  const auto starts = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
  using namespace std::string_view_literals;
  if (starts("\xFF\xFE\0\0"sv) || starts("\0\0\xFE\xFF"sv)) return "UTF-32";
  if (starts("\xFF\xFE"sv) || starts("\xFE\xFF"sv)) return "UTF-16";
  return {};
}

// What is wrong at the first byte that cannot be part of a text file, with its offset.
struct BadByte {
  std::size_t offset;
  std::string message;
};

std::optional<BadByte> find_bad_byte(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == 0)
      return BadByte{at,
                     "a zero byte: the file is binary, or UTF-16 without its mark; save it as "
                     "UTF-8 text"};
    if (byte == '\r' && (at + 1 >= text.size() || text[at + 1] != '\n'))
      return BadByte{at,
                     "a carriage return without line feed: line ends of the old Macintosh; "
                     "save the file with Unix line ends"};
    if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F)
      return BadByte{at, fmt::format("a control character (byte 0x{:02X}); the file is not plain "
                                     "text",
                                     byte)};
    const std::size_t length = character_length(text, at);
    if (length == 0)
      return BadByte{at, fmt::format("byte 0x{:02X} is not UTF-8; perhaps the file is Latin-1, "
                                     "Latin-2 or Windows-1250: save it as UTF-8",
                                     byte)};
    at += length;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> read_bytes(const std::string& path, std::size_t size_limit,
                                      Problems& problems) {
  const auto fail = [&](std::string_view message, Trouble trouble) {
    problems.add(place_of(path), "", std::string(message), trouble);
    return std::nullopt;
  };
  const auto too_large = [&] {
    return fail(fmt::format("is larger than {} bytes ({:.3g} MiB), the limit for a scenario file; "
                            "raise the limit if that is meant",
                            size_limit, static_cast<double>(size_limit) / 1048576.0),
                Trouble::content);
  };
  if (path.find('\0') != std::string::npos)
    return fail("there is no such file: its name holds a zero byte", Trouble::file);
  const OpenFile file(path);
  if (!file.is_open()) return fail(why_not_opened(errno), Trouble::file);
  struct stat status{};
  if (::fstat(file.number(), &status) != 0) return fail(why_not_opened(errno), Trouble::file);
  if (!S_ISREG(status.st_mode)) return fail(why_not_regular(status.st_mode), Trouble::file);
  if (static_cast<unsigned long long>(status.st_size) > size_limit) return too_large();
  std::string bytes;
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t count = ::read(file.number(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      return fail("cannot be read: " + std::generic_category().message(errno), Trouble::file);
    if (count == 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(count));
    if (bytes.size() > size_limit) return too_large();  // it grew, or did not know its size
  }
}

std::optional<std::string_view> check_text(std::string_view bytes, std::string_view file,
                                           Problems& problems) {
  const auto fail = [&](const Position& position, const std::string& message) {
    problems.add(position, "", message);
    return std::nullopt;
  };
  const std::string_view mark = foreign_mark(bytes);
  const Position beginning{std::make_shared<const std::string>(file), 1, 1};
  if (!mark.empty()) return fail(beginning, fmt::format("is {}; save it as UTF-8", mark));
  constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
  if (bytes.substr(0, utf8_mark.size()) == utf8_mark) bytes.remove_prefix(utf8_mark.size());
  if (bytes.empty()) return fail(beginning, "is empty");
  if (const auto bad = find_bad_byte(bytes))
    return fail(TextPlaces(file, bytes).at(bad->offset), bad->message);
  return bytes;
}

}  // namespace komuna
