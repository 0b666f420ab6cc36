#include "engine/scenario/document/json_text.hpp"

#include "engine/scenario/document/number_text.hpp"

namespace komuna {

std::string json_quote(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out += digits[byte >> 4U];
      out += digits[byte & 0xFU];
    } else {
      out += c;
    }
  }
  return out + '"';
}

void JsonText::new_line() {
  out_ += '\n';
  out_.append(levels_.size() * 2, ' ');
}

void JsonText::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  if (!levels_.back().is_empty) out_ += ',';
  levels_.back().is_empty = false;
  new_line();
}

JsonText& JsonText::begin_map() {
  before_value();
  out_ += '{';
  levels_.push_back({'}', true});
  return *this;
}

JsonText& JsonText::begin_list() {
  before_value();
  out_ += '[';
  levels_.push_back({']', true});
  return *this;
}

JsonText& JsonText::end() {
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.is_empty) new_line();
  out_ += level.end;
  return *this;
}

JsonText& JsonText::key(std::string_view name) {
  before_value();
  out_ += json_quote(name) + ": ";
  after_key_ = true;
  return *this;
}

JsonText& JsonText::text(std::string_view words) { return raw(json_quote(words)); }

JsonText& JsonText::raw(std::string_view json) {
  before_value();
  out_ += json;
  return *this;
}

JsonText& JsonText::number(double value) { return raw(format_number(value)); }

std::string JsonText::take() { return std::move(out_) + '\n'; }

}  // namespace komuna
