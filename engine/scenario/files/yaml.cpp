#include "engine/scenario/files/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/scenario/document/json_tree.hpp"
#include "engine/scenario/document/text_places.hpp"

namespace komuna {
namespace {

constexpr std::size_t most_from_aliases = 100000;  // values that aliases may stand for, in all
constexpr int most_open_brackets = 1000;

// Ends the parsing; caught in parse_yaml() and nowhere else. The problem was added before.
struct Stop {};

// yaml-cpp calls us with the events of the text, in its order; we build the tree.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(const TextPlaces& places, Problems& problems)
      : places_(places), problems_(problems), last_place_(places.at(std::size_t{0})) {}

  int documents() const { return documents_; }
  NodePtr root() const { return root_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) stop(place(mark), "a second document (---) in one file; allowed: one");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    auto node = new_node(mark, Node::Kind::null, "?");
    if (is_key_expected()) {
      take_key("~", node->position, false);
      return;
    }
    // yaml-cpp puts an absent value on the next line: the key is the better place.
    if (!open_.empty() && open_.back().has_key) node->position = open_.back().key_position;
    finish(std::move(node), anchor, 1);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    for (const Open& open : open_)
      if (open.anchor == anchor) stop(place(mark), "this alias (*) lies inside its own anchor (&)");
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) stop(place(mark), "this alias (*) has no anchor (&) before it");
    const auto& [node, size] = found->second;
    if (is_key_expected()) {
      if (!node->is_scalar()) stop(place(mark), "a key must be plain text");
      take_key(node->text, place(mark), false);
      return;
    }
    from_aliases_ += size;
    if (from_aliases_ > most_from_aliases)
      stop(place(mark), "the aliases (*) of this file stand for more than " +
                            std::to_string(most_from_aliases) + " values");
    add(node, size);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    auto node = new_node(mark, Node::Kind::text, tag);
    node->text = value;
    node->quoted = tag == "!";
    if (!node->quoted) node->kind = classify_plain(value);
    if (is_key_expected()) {
      if (anchor != 0) anchors_[anchor] = {node, 1};
      take_key(value, node->position, value == "<<" && !node->quoted);
      return;
    }
    if (node->kind == Node::Kind::null && !open_.empty() && open_.back().has_key)
      node->position = open_.back().key_position;
    finish(std::move(node), anchor, 1);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    begin(mark, Node::Kind::list, tag, anchor);
  }
  void OnSequenceEnd() override { end(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    begin(mark, Node::Kind::map, tag, anchor);
  }
  void OnMapEnd() override { end(); }

  // Of the last key, value or bracket that was understood.
  const Position& last_place() const { return last_place_; }

  // Where the key being read stands: "gates.soviet".
  std::string path() const {
    std::string path;
    for (const Open& open : open_)
      if (open.has_key) path = join_path(path, show_key(open.key));
    return path;
  }

 private:
  // A map or list whose end has not come yet.
  struct Open {
    std::shared_ptr<Node> node;
    YAML::anchor_t anchor = 0;
    std::size_t size = 1;  // values in it so far
    MapBuilder map;
    bool has_key = false;
    bool is_merge = false;  // the key is <<
    std::string key;
    Position key_position;
    std::size_t merges = 0;
  };

  Position place(const YAML::Mark& mark) const {
    return places_.at(static_cast<std::size_t>(std::max(mark.line, 0)),
                      static_cast<std::size_t>(std::max(mark.column, 0)));
  }

  [[noreturn]] void stop(const Position& position, const std::string& message) {
    problems_.add(position, path(), message);
    throw Stop{};
  }

  std::shared_ptr<Node> new_node(const YAML::Mark& mark, Node::Kind kind, const std::string& tag) {
    const Position position = place(mark);
    if (!tag.empty() && tag != "?" && tag != "!")
      stop(position, "the tag " + quote_briefly(tag) + " is not used in scenarios; leave it out");
    last_place_ = position;
    if (++values_ > most_values)
      stop(position, "more than " + std::to_string(most_values) + " values in one file");
    auto node = std::make_shared<Node>();
    node->kind = kind;
    node->position = position;
    return node;
  }

  bool is_key_expected() const {
    return !open_.empty() && open_.back().node->kind == Node::Kind::map && !open_.back().has_key;
  }

  void take_key(const std::string& key, const Position& position, bool is_merge) {
    Open& map = open_.back();
    map.has_key = true;
    map.is_merge = is_merge;
    map.key = key;
    map.key_position = position;
  }

  void begin(const YAML::Mark& mark, Node::Kind kind, const std::string& tag,
             YAML::anchor_t anchor) {
    if (is_key_expected()) stop(place(mark), "a key must be plain text, not a map or a list");
    if (open_.size() >= static_cast<std::size_t>(deepest_level))
      stop(place(mark), "nested deeper than " + std::to_string(deepest_level) + " levels");
    Open open;
    open.node = new_node(mark, kind, tag);
    open.anchor = anchor;
    open_.push_back(std::move(open));
  }

  void end() {
    Open open = std::move(open_.back());
    open_.pop_back();
    open.node->members = open.map.take();
    if (open.merges > 0) merge_into(*open.node);
    finish(std::move(open.node), open.anchor, open.size);
  }

  void finish(std::shared_ptr<Node> node, YAML::anchor_t anchor, std::size_t size) {
    if (anchor != 0) anchors_[anchor] = {node, size};
    add(std::move(node), size);
  }

  void add(NodePtr node, std::size_t size) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& open = open_.back();
    open.size += size;
    if (open.node->kind == Node::Kind::list) {
      open.node->items.push_back(std::move(node));
      return;
    }
    if (open.is_merge) ++open.merges;
    if (const auto* first = open.map.add({open.key, open.key_position, std::move(node)}))
      problems_.add(open.key_position, problems_.full() ? "" : path(),
                    "is given twice; the first is at " + to_string(first->key_position));
    open.has_key = false;
  }

  // Replaces `<<: *other` or `<<: [*one, *two]` by their members; own keys win, then the first.
  void merge_into(Node& map) {
    MapBuilder result;
    std::unordered_map<std::string_view, bool> own;
    for (const Node::Member& member : map.members) own.emplace(member.key, true);
    for (const Node::Member& member : map.members) {
      if (member.key != "<<") {
        result.add(member);
        continue;
      }
      std::vector<NodePtr> sources = {member.value};
      if (member.value->kind == Node::Kind::list) sources = member.value->items;
      for (const NodePtr& source : sources) {
        if (source->kind != Node::Kind::map)
          stop(member.key_position,
               "<< merges a map or a list of maps, not " + std::string(kind_name(*source)));
        for (const Node::Member& merged : source->members)
          if (own.count(merged.key) == 0) result.add(merged);
      }
    }
    map.members = result.take();
  }

  const TextPlaces& places_;
  Problems& problems_;
  std::vector<Open> open_;
  std::unordered_map<YAML::anchor_t, std::pair<NodePtr, std::size_t>> anchors_;
  NodePtr root_;
  Position last_place_;
  std::size_t values_ = 0;
  std::size_t from_aliases_ = 0;
  int documents_ = 0;
};

// yaml-cpp looks ahead to the end of a bracket and needs much memory for many of them.
bool has_too_many_brackets(std::string_view text, const TextPlaces& places, Problems& problems) {
  int open = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '[' || text[at] == '{') ++open;
    if ((text[at] == ']' || text[at] == '}') && open > 0) --open;
    if (open <= most_open_brackets) continue;
    problems.add(
        places.at(at), "",
        "more than " + std::to_string(most_open_brackets) + " brackets [ or { that are not closed");
    return true;
  }
  return false;
}

bool is_indented_by_tab(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  return first != std::string_view::npos && line.substr(0, first).find('\t') != line.npos;
}

// The messages of yaml-cpp in words that help its readers.
void explain(const YAML::Exception& error, const TextPlaces& places, const TreeBuilder& builder,
             Problems& problems) {
  const auto line = static_cast<std::size_t>(std::max(error.mark.line, 0));
  const auto column = static_cast<std::size_t>(std::max(error.mark.column, 0));
  const auto add = [&](const Position& position, const std::string& message) {
    problems.add(position, builder.path(), message);
  };
  for (const std::size_t near : {line, line + 1, line == 0 ? 0 : line - 1})
    if (is_indented_by_tab(places.line_text(near)))
      return add(places.at(line, column), "not valid YAML (line " + std::to_string(near + 1) +
                                              " is indented by a tab; use spaces): " + error.msg);
  // The parser gets lost at the end of the file; where the quote opens is behind the last place.
  if (error.msg.find("illegal document indicator") != std::string::npos ||
      error.msg.find("illegal EOF in scalar") != std::string::npos)
    return add(builder.last_place(), "a quote is opened here and never closed");
  add(places.at(line, column), "not valid YAML: " + error.msg);
}

bool parse_events(std::string_view text, const TextPlaces& places, TreeBuilder& builder,
                  Problems& problems) {
  // The end marker makes a quote that is never closed an error instead of a long text.
  std::istringstream stream(std::string(text) + "\n...\n");
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
    return true;
  } catch (const Stop&) {
  } catch (const YAML::Exception& error) {
    explain(error, places, builder, problems);
  }
  return false;
}

}  // namespace

NodePtr parse_yaml(std::string_view text, std::string_view file, Problems& problems) {
  const TextPlaces places(file, text);
  if (has_too_many_brackets(text, places, problems)) return nullptr;
  TreeBuilder builder(places, problems);
  if (!parse_events(text, places, builder, problems)) return nullptr;
  if (builder.root() == nullptr || builder.root()->kind == Node::Kind::null) {
    problems.add(places.beginning(), "", "holds no values: it is blank or has only comments");
    return nullptr;
  }
  return builder.root();
}

}  // namespace komuna
