#pragma once
// What stands in a scenario file, before anybody knows what it means: a tree of maps, lists and
// words, each with the place where it was written, so that every complaint can point at it.
//
// The tree is read-only once built; anchors in YAML share sub-trees, hence the shared pointers.
// Columns count characters, not bytes, from 1; line 0 means "no line" (a command-line option).

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace komuna {

struct Position {
  std::shared_ptr<const std::string> file;  // shared by all nodes of a file; null = unknown
  int line = 0;
  int column = 0;

  std::string_view file_name() const { return file ? std::string_view(*file) : std::string_view(); }
};

// "scenario.yaml:12:5", "--set a.b=1" (no line) or "" (nowhere).
std::string to_string(const Position& position);

struct Node;
using NodePtr = std::shared_ptr<const Node>;

struct Node {
  enum class Kind { null, boolean, number, text, list, map };
  struct Member {
    std::string key;
    Position key_position;
    NodePtr value;  // never null
  };

  Kind kind = Kind::null;
  bool quoted = false;  // "1" is text, 1 is a number
  std::string text;     // a scalar as written, without quotes
  Position position;
  std::vector<NodePtr> items;   // of a list
  std::vector<Member> members;  // of a map, in the order of the file

  bool is_scalar() const { return kind != Kind::list && kind != Kind::map; }
  // The last member with that key (merged files may state a source each), or null.
  const Member* find(std::string_view key) const;
};

// Kind of an unquoted scalar: ~ and null; true and false; decimal numbers; text. The words yes,
// no, on, off, the forms 0x10, 010, 1_000 and .nan, .inf are text: none of them may be guessed at.
Node::Kind classify_plain(std::string_view text);

// "a number", "a list", ...: for messages.
std::string_view kind_name(const Node& node);

// A short, printable, quoted version of any text, for messages.
std::string quote_briefly(std::string_view text);

// A key as it is shown in a path: itself, unless it is long or unprintable.
std::string show_key(std::string_view key);

// Members of a map under construction, with a check against keys that come twice.
class MapBuilder {
 public:
  // Adds the member; if its key is there already, leaves the map alone and returns the first one.
  // The pointer is valid until the next call.
  const Node::Member* add(Node::Member member);
  bool contains(const std::string& key) const { return seen_.count(key) != 0; }
  std::vector<Node::Member> take() { return std::move(members_); }
  const std::vector<Node::Member>& members() const { return members_; }

 private:
  std::vector<Node::Member> members_;
  std::unordered_map<std::string, std::size_t> seen_;
};

// "a.b" from "a" and "b"; just "b" at the root.
std::string join_path(std::string_view path, std::string_view key);

}  // namespace komuna
