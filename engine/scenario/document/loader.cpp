#include "engine/scenario/document/loader.hpp"

#include <algorithm>
#include <utility>

#include "engine/scenario/document/field_keys.hpp"
#include "engine/scenario/document/plain_text.hpp"
#include "engine/scenario/document/spelling.hpp"

// Here: maps, tables, keys, references and provenance. Single values are in loader_values.cpp,
// dated series in loader_series.cpp.

namespace komuna {
namespace {

std::vector<std::string_view> views(const std::vector<std::string>& words) {
  return {words.begin(), words.end()};
}

bool holds_key(const std::vector<std::string>& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

}  // namespace

Loader::Loader(const Bibliography& bibliography, Problems& problems)
    : bibliography_(bibliography), problems_(problems) {}

void Loader::declare(std::string_view kind, std::string_view id) {
  tables_[std::string(kind)].emplace(id, Position{});
}

void Loader::read(const NodePtr& root, const Body& body,
                  const std::vector<std::string>& other_keys) {
  if (root->kind != Node::Kind::map) {
    wrong_type(*root, root->position, "", "a map of keys and values");
    return;
  }
  enter(root.get(), root->position, "", body, other_keys);
}

void Loader::complain(const Position& position, const std::string& path,
                      const std::string& message) {
  problems_.add(position, path, message);
}

void Loader::wrong_type(const Node& node, const Position& position, const std::string& path,
                        const std::string& allowed) {
  std::string what =
      node.kind == Node::Kind::null ? "has no value" : "is " + std::string(kind_name(node));
  if (node.kind == Node::Kind::text || node.kind == Node::Kind::number ||
      node.kind == Node::Kind::boolean)
    what = quote_briefly(node.text) + ' ' + what;
  complain(position, path, what + "; allowed: " + allowed);
}

void Loader::enter(const Node* node, const Position& position, const std::string& path,
                   const Body& body, const std::vector<std::string>& other_keys) {
  Frame frame;
  frame.node = node;
  frame.position = position;
  frame.path = path;
  frame.problems_before = problems_.count();
  if (node != nullptr) {
    const std::vector<std::string> known = field_keys(body);
    frame.statements = read_statements(*node, known, path, bibliography_, problems_);
    for (const Node::Member& member : node->members) {
      if (holds_key(known, member.key) || is_provenance_key(member.key)) continue;
      if (holds_key(other_keys, member.key)) continue;
      const auto words = views(known);
      const std::string hint = !problems_.wants_hints() ? "" : did_you_mean(member.key, words);
      complain(member.key_position, join_path(path, show_key(member.key)),
               "is not a known key" + (hint.empty() ? "; allowed: " + list_words(words) : hint));
    }
  }
  frames_.push_back(std::move(frame));
  body(*this);
  frames_.pop_back();
}

const Node::Member* Loader::find(const Field& field) {
  const Frame& frame = frames_.back();
  if (frame.node == nullptr) return nullptr;
  const Node::Member* member = frame.node->find(field.key);
  if (member == nullptr && field.presence == Presence::required)
    complain(frame.position, join_path(frame.path, field.key),
             "is missing; required: " + std::string(field.help));
  if (member != nullptr && member->value->kind == Node::Kind::null) {
    complain(member->key_position, join_path(frame.path, field.key),
             field.presence == Presence::required
                 ? "has no value; required: " + std::string(field.help)
                 : "has no value; leave the line out to keep the default");
    return nullptr;
  }
  return member;
}

void Loader::object(const Field& field, const Body& body) {
  const Node::Member* member = find(field);
  const Frame& frame = frames_.back();
  const std::string path = join_path(frame.path, field.key);
  if (member == nullptr) {
    const Position position = frame.position;
    enter(nullptr, position, path, body);
  } else if (member->value->kind != Node::Kind::map) {
    wrong_type(*member->value, member->value->position, path, "a map of keys and values");
  } else {
    enter(member->value.get(), member->key_position, path, body);
  }
}

bool Loader::check_id(const Node::Member& entry, std::string_view kind, const std::string& path) {
  constexpr std::size_t longest = 64;
  const std::string& id = entry.key;
  constexpr std::string_view odd_letters = " \n\t.,;:\"'/\\[]{}()";
  if (id.empty() || id.size() > longest || id.find_first_of(odd_letters) != std::string::npos ||
      holds_control_character(id) || looks_like_formula(id)) {
    complain(entry.key_position, path,
             quote_briefly(id) + " cannot be the id of a " + std::string(kind) +
                 "; allowed: up to 64 letters, digits, _ and -, not - first");
    return false;
  }
  if (is_provenance_key(id) || id == "value" || id == "step" || id == "linear") {
    complain(entry.key_position, path,
             quote_briefly(id) + " has a meaning of its own and cannot be the id of a " +
                 std::string(kind));
    return false;
  }
  // Entries of different tables may share an id as long as nobody refers to it (finish()).
  const bool is_new = tables_[std::string(kind)].emplace(id, entry.key_position).second;
  if (!is_new) ambiguous_[std::string(kind)].emplace(id, entry.key_position);
  return true;
}

void Loader::entries(Entries& table, std::string_view kind, const Field& field) {
  tables_[std::string(kind)];  // known from now on, even if empty
  const Node::Member* member = find(field);
  if (member == nullptr) {
    for (std::size_t index = 0; index < table.size(); ++index)
      tables_[std::string(kind)].emplace(table.id(index), frames_.back().position);
    return;
  }
  const std::string path = join_path(frames_.back().path, field.key);
  const Node& map = *member->value;
  if (map.kind != Node::Kind::map) {
    wrong_type(map, map.position, path,
               "a map of entries, one for each " + std::string(kind) + ": id: {...}");
    return;
  }
  if (map.members.size() > most_entries) {
    complain(member->key_position, path,
             "has " + std::to_string(map.members.size()) + " entries; allowed: at most " +
                 std::to_string(most_entries));
    return;
  }
  table.clear();
  Frame outer;  // so that what the table says about its sources holds for its entries
  outer.node = &map;
  outer.position = member->key_position;
  outer.path = path;
  // A scalar under a name such as "source" is a statement; a map is an entry, refused by check_id.
  outer.statements = read_statements(map, {}, path, bibliography_, problems_);
  frames_.push_back(std::move(outer));
  for (const Node::Member& entry : map.members) {
    const std::string entry_path = join_path(path, show_key(entry.key));
    if (is_provenance_key(entry.key) || !check_id(entry, kind, entry_path)) continue;
    if (entry.value->kind != Node::Kind::map) {
      wrong_type(*entry.value, entry.key_position, entry_path,
                 "a map of keys and values ({} keeps all defaults)");
      continue;
    }
    table.append(entry.key);
    const std::size_t index = table.size() - 1;
    enter(entry.value.get(), entry.key_position, entry_path,
          [&table, index](FieldVisitor& visitor) { table.visit(index, visitor); });
  }
  frames_.pop_back();
}

void Loader::require(bool holds, std::string_view key, const std::string& message) {
  const Frame& frame = frames_.back();
  // After other problems the values at hand are defaults: a complaint would only confuse.
  if (holds || frame.node == nullptr || problems_.count() != frame.problems_before) return;
  const Node* node = frame.node;
  Position position = frame.position;
  std::string_view rest = key;
  while (node != nullptr && !rest.empty()) {
    const std::size_t dot = rest.find('.');
    const Node::Member* member = node->find(rest.substr(0, dot));
    if (member == nullptr) break;
    position = member->key_position;
    node = member->value.get();
    rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
  }
  complain(position, join_path(frame.path, key), message);
}

void Loader::refer(std::string_view kind, const std::string& id, const std::string& path,
                   const Position& position) {
  pending_.push_back({std::string(kind), id, path, position});
}

void Loader::finish() {
  for (const Pending& reference : pending_) {
    const auto table = tables_.find(reference.kind);
    if (table == tables_.end() || table->second.empty()) {
      complain(reference.position, reference.path,
               "there is no " + reference.kind + ' ' + quote_briefly(reference.id) +
                   ": this scenario lists none at all");
      continue;
    }
    const auto found = table->second.find(reference.id);
    if (found != table->second.end()) {
      const auto& doubles = ambiguous_[reference.kind];
      const auto other = doubles.find(reference.id);
      if (other != doubles.end())
        complain(reference.position, reference.path,
                 "there are several entries of kind " + reference.kind + " called " +
                     quote_briefly(reference.id) + " (" + to_string(found->second) + ", " +
                     to_string(other->second) + "); rename one of them");
      continue;
    }
    std::vector<std::string_view> ids;
    if (problems_.wants_hints())
      for (const auto& entry : table->second) ids.emplace_back(entry.first);
    const std::string hint = did_you_mean(reference.id, ids);
    complain(reference.position, reference.path,
             "there is no " + reference.kind + ' ' + quote_briefly(reference.id) +
                 (hint.empty() ? "; allowed: " + list_words(ids) : hint));
  }
  pending_.clear();
}

void Loader::record(const Given& given, Provenance::Leaf leaf) {
  Provenance entry;
  entry.path = given.path;
  entry.position = given.position;
  entry.leaf = leaf;
  Statement said = given.statement;
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
    if (said.how != Provenance::How::unstated) break;
    for (const Statement& general : frame->statements) {
      if (general.position.file_name() != given.position.file_name()) continue;
      if (said.confidence.empty()) said.confidence = general.confidence;
      if (said.note.empty()) said.note = general.note;
      said.how = general.how;
      said.sources = general.sources;
      said.text = general.text;
    }
  }
  entry.how = said.how;
  entry.sources = std::move(said.sources);
  entry.confidence = std::move(said.confidence);
  entry.text = std::move(said.text);
  entry.note = std::move(said.note);
  provenance_.push_back(std::move(entry));
}

void Loader::record_default(const Field& field, Provenance::Leaf leaf) {
  const Frame& frame = frames_.back();
  Provenance entry;
  entry.path = join_path(frame.path, field.key);
  entry.position = frame.position;
  entry.leaf = leaf;
  entry.how = Provenance::How::by_default;
  entry.text = std::string(field.basis);
  provenance_.push_back(std::move(entry));
}

}  // namespace komuna
