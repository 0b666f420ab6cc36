#include "engine/scenario/document/json_tree.hpp"

#include <optional>
#include <string>
#include <utility>

#include "engine/scenario/document/number_text.hpp"
#include "engine/scenario/document/text_places.hpp"

namespace komuna {
namespace {

void append_utf8(std::string& text, unsigned code) {
  const auto byte = [&](unsigned bits) { text += static_cast<char>(bits); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0U | code >> 6U);
    byte(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    byte(0xE0U | code >> 12U);
    byte(0x80U | (code >> 6U & 0x3FU));
    byte(0x80U | (code & 0x3FU));
  } else {
    byte(0xF0U | code >> 18U);
    byte(0x80U | (code >> 12U & 0x3FU));
    byte(0x80U | (code >> 6U & 0x3FU));
    byte(0x80U | (code & 0x3FU));
  }
}

// Recursive descent; every function returns false or null once something was wrong.
class JsonReader {
 public:
  JsonReader(std::string_view text, std::string_view file, Problems& problems)
      : text_(text), places_(file, text), problems_(problems) {}

  NodePtr read() {
    NodePtr root = value();
    if (root == nullptr) return nullptr;
    skip_space();
    if (at_ < text_.size()) return fail("there is something after the end of the document");
    return has_failed_ ? nullptr : root;
  }

 private:
  NodePtr fail(const std::string& message) { return fail_at(at_, message); }
  NodePtr fail_at(std::size_t offset, const std::string& message) {
    if (!has_failed_) problems_.add(places_.at(offset), path_, "not valid JSON: " + message);
    has_failed_ = true;
    return nullptr;
  }

  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != text_.npos) ++at_;
  }
  bool next_is(char c) {
    skip_space();
    return at_ < text_.size() && text_[at_] == c;
  }
  bool accept(char c) {
    if (!next_is(c)) return false;
    ++at_;
    return true;
  }

  NodePtr value() {
    skip_space();
    if (at_ >= text_.size()) return fail("it ends where a value should stand");
    if (++values_ > most_values)
      return fail("more than " + std::to_string(most_values) + " values in one file");
    const char c = text_[at_];
    if (c == '{' || c == '[') return nested(c == '{');
    auto node = std::make_shared<Node>();
    node->position = places_.at(at_);
    if (c == '"') {
      auto words = string();
      if (!words) return nullptr;
      node->kind = Node::Kind::text;
      node->quoted = true;
      node->text = std::move(*words);
      return node;
    }
    const std::size_t start = at_;
    while (at_ < text_.size() && std::string_view(" \t\r\n,:]}[{\"").find(text_[at_]) == text_.npos)
      ++at_;
    node->text = std::string(text_.substr(start, at_ - start));
    if (!classify(*node))
      return fail_at(start, quote_briefly(node->text) +
                                " is neither a number nor true, false, null or text in quotes");
    return node;
  }

  static bool classify(Node& node) {
    if (node.text == "null") {
      node.kind = Node::Kind::null;
    } else if (node.text == "true" || node.text == "false") {
      node.kind = Node::Kind::boolean;
    } else if (looks_like_number(node.text) && node.text[0] != '+' && node.text[0] != '.' &&
               node.text.substr(0, 2) != "-." && node.text.back() != '.' &&
               node.text.find(".e") == std::string::npos &&
               node.text.find(".E") == std::string::npos) {
      node.kind = Node::Kind::number;
    } else {
      return false;
    }
    return true;
  }

  NodePtr nested(bool is_map) {
    if (++depth_ > deepest_level)
      return fail("nested deeper than " + std::to_string(deepest_level) + " levels");
    auto node = std::make_shared<Node>();
    node->kind = is_map ? Node::Kind::map : Node::Kind::list;
    node->position = places_.at(at_++);
    const bool is_good = is_map ? members(*node) : items(*node);
    --depth_;
    return is_good ? node : nullptr;
  }

  bool items(Node& node) {
    if (accept(']')) return true;
    do {
      NodePtr item = value();
      if (item == nullptr) return false;
      node.items.push_back(std::move(item));
    } while (accept(','));
    return accept(']') || fail("a list goes on with \",\" or ends with \"]\"") != nullptr;
  }

  bool members(Node& node) {
    if (accept('}')) return true;
    MapBuilder map;
    do {
      if (!next_is('"')) return fail("a key in double quotes should stand here") != nullptr;
      const Position position = places_.at(at_);
      auto key = string();
      if (!key) return false;
      if (!accept(':')) return fail("a key is followed by \":\"") != nullptr;
      const std::string outer = path_;
      path_ = join_path(outer, show_key(*key));
      NodePtr inner = value();
      if (inner == nullptr) return false;
      if (const auto* first = map.add({*key, position, std::move(inner)}))
        problems_.add(position, path_,
                      "is given twice; the first is at " + to_string(first->key_position));
      path_ = outer;
    } while (accept(','));
    node.members = map.take();
    return accept('}') || fail("a map goes on with \",\" or ends with \"}\"") != nullptr;
  }

  std::optional<std::string> string() {
    const std::size_t start = at_++;
    std::string words;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (static_cast<unsigned char>(text_[at_]) < 0x20) {
        fail("a line end or control character inside a text in quotes");
        return std::nullopt;
      }
      if (text_[at_] != '\\') {
        words += text_[at_++];
      } else if (!escape(words)) {
        return std::nullopt;
      }
    }
    if (at_ >= text_.size()) {
      fail_at(start, "the quote that opens here is never closed");
      return std::nullopt;
    }
    ++at_;
    return words;
  }

  bool escape(std::string& words) {
    constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
    const char letter = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    const std::size_t known = letters.find(letter);
    if (known != std::string_view::npos) {
      words += meanings[known];
      at_ += 2;
      return true;
    }
    auto code = unicode_escape();
    if (!code) return false;
    if (*code >= 0xD800 && *code <= 0xDBFF) {
      const auto low = unicode_escape();
      if (!low) return false;
      if (*low < 0xDC00 || *low > 0xDFFF) return fail("half of a surrogate pair") != nullptr;
      code = 0x10000 + ((*code - 0xD800) << 10U) + (*low - 0xDC00);
    } else if (*code >= 0xDC00 && *code <= 0xDFFF) {
      return fail("half of a surrogate pair") != nullptr;
    }
    if (*code == 0) return fail("\\u0000 is not allowed in text") != nullptr;
    append_utf8(words, *code);
    return true;
  }

  std::optional<unsigned> unicode_escape() {
    constexpr std::string_view digits = "0123456789abcdef";
    unsigned code = 0;
    bool is_good = at_ + 6 <= text_.size() && text_[at_] == '\\' && text_[at_ + 1] == 'u';
    for (std::size_t k = 2; is_good && k < 6; ++k) {
      const char c = text_[at_ + k];
      const std::size_t digit = digits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c);
      is_good = digit != std::string_view::npos;
      code = code * 16 + static_cast<unsigned>(digit & 0xFU);
    }
    if (!is_good) {
      fail("an unknown escape; allowed: \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX, pairs complete");
      return std::nullopt;
    }
    at_ += 6;
    return code;
  }

  std::string_view text_;
  TextPlaces places_;
  Problems& problems_;
  std::string path_;
  std::size_t at_ = 0;
  std::size_t values_ = 0;
  int depth_ = 0;
  bool has_failed_ = false;
};

}  // namespace

NodePtr parse_json(std::string_view text, std::string_view file, Problems& problems) {
  return JsonReader(text, file, problems).read();
}

}  // namespace komuna
