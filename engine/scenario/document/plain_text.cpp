#include "engine/scenario/document/plain_text.hpp"

#include <array>
#include <cstddef>
#include <cstdio>

#include "engine/scenario/document/node.hpp"

namespace komuna {
namespace {

struct Control {
  std::size_t bytes = 0;  // 0: it is none
  unsigned code = 0;
};

// The control character that begins at this byte.
Control control_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t k) -> unsigned {
    return at + k < text.size() ? static_cast<unsigned char>(text[at + k]) : 0U;
  };
  const unsigned first = byte(0);
  if (first < 0x20 || first == 0x7F) return {1, first};
  if (first == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0) return {2, byte(1)};
  if (first != 0xE2 || byte(2) < 0x80 || byte(2) > 0xBF) return {};
  const unsigned code = 0x2000U + ((byte(1) & 0x3FU) << 6U) + (byte(2) & 0x3FU);
  const bool turns = (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  return byte(1) >= 0x80 && byte(1) <= 0xBF && turns ? Control{3, code} : Control{};
}

std::string escape(const Control& control) {
  if (control.code == '\n') return "\\n";
  if (control.code == '\t') return "\\t";
  if (control.code == '\r') return "\\r";
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), control.bytes == 1 ? "\\x%02X" : "\\u{%04X}",
                control.code);
  return text.data();
}

std::string escaped(std::string_view text, std::string_view kept) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Control control = control_at(text, at);
    if (control.bytes == 0 || kept.find(text[at]) != std::string_view::npos) {
      result += text[at++];
      continue;
    }
    result += escape(control);
    at += control.bytes;
  }
  return result;
}

}  // namespace

bool looks_like_formula(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos &&
         std::string_view("=+-@").find(text[first]) != std::string_view::npos;
}

bool holds_control_character(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text[at] != '\n' && control_at(text, at).bytes > 0) return true;
  return false;
}

std::string why_no_plain_text(std::string_view text) {
  if (looks_like_formula(text))
    return quote_briefly(text) + " begins with " + text[text.find_first_not_of(" \t\r\n")] +
           ", which spreadsheets take for the beginning of a formula; put a word before it";
  if (holds_control_character(text))
    return "holds a control character; allowed: letters, digits, signs and line ends";
  if (!text.empty() && text.find_first_not_of(" \n") == std::string_view::npos)
    return "is blank; allowed: words, or nothing at all";
  return "";
}

std::string on_one_line(std::string_view text) { return escaped(text, ""); }
std::string on_lines(std::string_view text) { return escaped(text, "\n\t"); }

}  // namespace komuna
