#include "engine/scenario/document/text_places.hpp"

#include <algorithm>

namespace komuna {
namespace {

constexpr std::size_t stride = 256;

bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

}  // namespace

TextPlaces::TextPlaces(std::string_view file, std::string_view text)
    : file_(std::make_shared<const std::string>(file)), text_(text), line_starts_{0} {
  std::size_t characters = 0;
  characters_.reserve(text.size() / stride + 1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at % stride == 0) characters_.push_back(characters);
    if (starts_character(text[at])) ++characters;
    if (text[at] == '\n') line_starts_.push_back(at + 1);
  }
  if (text.size() % stride == 0) characters_.push_back(characters);
}

std::size_t TextPlaces::characters_before(std::size_t offset) const {
  std::size_t count = characters_[offset / stride];
  for (std::size_t at = offset / stride * stride; at < offset; ++at)
    if (starts_character(text_[at])) ++count;
  return count;
}

Position TextPlaces::at(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<std::size_t>(next - line_starts_.begin()) - 1;
  const std::size_t column = characters_before(offset) - characters_before(line_starts_[line]);
  return Position{file_, static_cast<int>(line + 1), static_cast<int>(column + 1)};
}

Position TextPlaces::at(std::size_t line, std::size_t byte_column) const {
  if (line >= line_starts_.size()) return at(text_.size());
  return at(line_starts_[line] + byte_column);
}

std::string_view TextPlaces::line_text(std::size_t line) const {
  if (line >= line_starts_.size()) return {};
  const std::size_t start = line_starts_[line];
  return text_.substr(start, text_.find('\n', start) - start);
}

}  // namespace komuna
