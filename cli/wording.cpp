#include "cli/wording.hpp"

#include <algorithm>

namespace komuna {
namespace {

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::string cut(std::string_view text, std::size_t width) {
  if (length_of(text) <= width) return std::string(text);
  std::size_t at = 0;
  for (std::size_t kept = 0; at < text.size(); ++at) {
    if (continues_character(text[at])) continue;
    if (kept + 1 >= width) break;
    ++kept;
  }
  return std::string(text.substr(0, at)) + '~';
}

}  // namespace

std::size_t length_of(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text)
    if (!continues_character(c)) ++length;
  return length;
}

std::string left(std::string_view text, std::size_t width) {
  std::string result = cut(text, width);
  result.append(width - length_of(result), ' ');
  return result;
}

std::string right(std::string_view text, std::size_t width) {
  const std::string result = cut(text, width);
  return std::string(width - length_of(result), ' ') + result;
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  std::string result;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end < text.size() ? end + 1 : end);
    if (word.empty()) continue;
    if (column > 0 && column + 1 + length_of(word) > width) {
      result += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (column > indent || (column > 0 && result.back() != ' ')) {
      result += ' ';
      ++column;
    }
    result += word;
    column += length_of(word);
  }
  return result;
}

}  // namespace komuna
