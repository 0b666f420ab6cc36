#include "engine/scenario/document/merge.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "engine/scenario/document/provenance.hpp"
#include "engine/scenario/document/spelling.hpp"

namespace komuna {
namespace {

std::string no_such_entry(const Node& below, const Node::Member& member, const Problems& problems) {
  std::vector<std::string_view> keys;
  if (problems.wants_hints())
    for (const Node::Member& other : below.members) keys.emplace_back(other.key);
  return "~ takes an entry of the extended scenario away, but it has none of this name" +
         did_you_mean(member.key, keys);
}

bool has_value_key(const Node& map) {
  return map.find("value") != nullptr || map.find("step") != nullptr ||
         map.find("linear") != nullptr;
}

// A parameter with its source is one thing. But a struct may have a field called value: a map that
// has more than a value and its source, on either side, shows that it is one.
bool merges_deeply(const Node& below, const Node& above) {
  if (below.kind != Node::Kind::map || above.kind != Node::Kind::map) return false;
  const bool is_value_below = is_value_with_source(below);
  const bool is_value_above = is_value_with_source(above);
  if (is_value_below == is_value_above) return !is_value_below;
  if (is_value_above) return has_value_key(below);
  const Node::Member* value = below.find("value");
  return value != nullptr && value->value->is_scalar();
}

// Statements of several files stand side by side, each for its own numbers; one of a file that is
// there already, which both scenarios extend, says nothing new.
void add_statement(const Node::Member& member, std::vector<Node::Member>& members) {
  for (Node::Member& old : members)  // marked here, removed by merge()
    if (old.key == member.key && old.key_position.file_name() == member.key_position.file_name())
      old.value = nullptr;
  members.push_back(member);
}

}  // namespace

NodePtr merge(const NodePtr& below, const NodePtr& above, Problems& problems,
              const std::string& path) {
  // What two scenarios both have from one that they extend: the same tree.
  if (below == above || !merges_deeply(*below, *above)) return above;
  if (above->members.empty() && !path.empty()) return above;  // {} empties a table
  auto result = std::make_shared<Node>(*below);
  result->position = above->position;
  std::vector<Node::Member>& members = result->members;
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t at = 0; at < members.size(); ++at) places[members[at].key] = at;
  for (const Node::Member& member : above->members) {
    const auto place = places.find(member.key);
    const bool is_new = place == places.end();
    if (member.value->kind == Node::Kind::null) {
      if (is_new) {
        problems.add(member.key_position, join_path(path, member.key),
                     no_such_entry(*below, member, problems));
        continue;
      }
      for (Node::Member& old : members)  // marked here, removed below
        if (old.key == member.key) old.value = nullptr;
      places.erase(place);
    } else if (is_new) {
      members.push_back(member);
    } else if (is_provenance_key(member.key)) {
      add_statement(member, members);
    } else {
      Node::Member& old = members[place->second];
      old.value = merge(old.value, member.value, problems, join_path(path, member.key));
      old.key_position = member.key_position;
    }
  }
  members.erase(std::remove_if(members.begin(), members.end(),
                               [](const Node::Member& member) { return member.value == nullptr; }),
                members.end());
  return result;
}

NodePtr nest(std::string_view path, NodePtr value) {
  const std::size_t dot = path.rfind('.');
  auto map = std::make_shared<Node>();
  map->kind = Node::Kind::map;
  map->position = value->position;
  const std::string_view key = dot == std::string_view::npos ? path : path.substr(dot + 1);
  map->members.push_back({std::string(key), value->position, std::move(value)});
  return dot == std::string_view::npos ? map : nest(path.substr(0, dot), map);
}

NodePtr without(const NodePtr& map, std::string_view key) {
  if (map->find(key) == nullptr) return map;
  auto result = std::make_shared<Node>(*map);
  auto& members = result->members;
  members.erase(std::remove_if(members.begin(), members.end(),
                               [=](const Node::Member& member) { return member.key == key; }),
                members.end());
  return result;
}

}  // namespace komuna
