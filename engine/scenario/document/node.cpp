#include "engine/scenario/document/node.hpp"

#include "engine/scenario/document/number_text.hpp"
#include "engine/scenario/document/plain_text.hpp"

namespace komuna {

std::string to_string(const Position& position) {
  std::string text(position.file_name());
  if (position.line > 0) {
    text += ':' + std::to_string(position.line);
    if (position.column > 0) text += ':' + std::to_string(position.column);
  }
  return text;
}

const Node::Member* Node::find(std::string_view key) const {
  for (auto member = members.rbegin(); member != members.rend(); ++member)
    if (member->key == key) return &*member;
  return nullptr;
}

Node::Kind classify_plain(std::string_view text) {
  for (const std::string_view word : {"", "~", "null", "Null", "NULL"})
    if (text == word) return Node::Kind::null;
  for (const std::string_view word : {"true", "True", "TRUE", "false", "False", "FALSE"})
    if (text == word) return Node::Kind::boolean;
  return looks_like_number(text) ? Node::Kind::number : Node::Kind::text;
}

std::string_view kind_name(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      return "nothing";
    case Node::Kind::boolean:
      return "true or false";
    case Node::Kind::number:
      return "a number";
    case Node::Kind::text:
      return node.quoted ? "text in quotes" : "text";
    case Node::Kind::list:
      return "a list";
    case Node::Kind::map:
      return "a map";
  }
  return "nothing";
}

std::string quote_briefly(std::string_view text) {
  constexpr std::size_t most = 60;
  std::string result = "\"";
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool starts_character = (byte & 0xC0U) != 0x80U;
    if (at >= most && starts_character) return on_one_line(result + "...\"");
    result += byte < 0x20 || byte == 0x7F ? ' ' : text[at];
  }
  return on_one_line(result + "\"");
}

std::string show_key(std::string_view key) {
  bool is_plain = key.size() <= 60 && !key.empty();
  for (const char c : key) is_plain = is_plain && static_cast<unsigned char>(c) > 0x20 && c != 0x7F;
  return is_plain && !holds_control_character(key) ? std::string(key) : quote_briefly(key);
}

const Node::Member* MapBuilder::add(Node::Member member) {
  const auto [place, is_new] = seen_.try_emplace(member.key, members_.size());
  if (!is_new) return &members_[place->second];
  members_.push_back(std::move(member));
  return nullptr;
}

std::string join_path(std::string_view path, std::string_view key) {
  std::string joined(path);
  if (!joined.empty()) joined += '.';
  return joined.append(key);
}

}  // namespace komuna
