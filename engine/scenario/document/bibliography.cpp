#include "engine/scenario/document/bibliography.hpp"

#include <array>

#include "engine/scenario/document/plain_text.hpp"
#include "engine/scenario/document/spelling.hpp"

namespace komuna {
namespace {

constexpr std::array<std::string_view, 20> known_keys = {
    "title",   "author",  "year",     "address",  "note",    "editor",    "publisher",
    "journal", "volume",  "issue",    "pages",    "archive", "fonds",     "chapter",
    "place",   "edition", "language", "accessed", "kind",    "identifier"};

void read_value(Source& source, const Node::Member& member) {
  const std::string& text = member.value->text;
  if (member.key == "title") {
    source.title = text;
  } else if (member.key == "author") {
    source.author = text;
  } else if (member.key == "year") {
    source.year = text;
  } else if (member.key == "address") {
    source.address = text;
  } else if (member.key == "note") {
    source.note = text;
  } else {
    source.more.emplace_back(member.key, text);
  }
}

// A number may have a sign before it.
std::string why_no_words(const Node& node) {
  return node.kind == Node::Kind::text ? why_no_plain_text(node.text) : "";
}

Source read_source(const Node::Member& entry, Problems& problems) {
  const std::string path = join_path("sources", show_key(entry.key));
  const std::vector<std::string_view> known(known_keys.begin(), known_keys.end());
  Source source;
  source.id = entry.key;
  source.position = entry.key_position;
  if (const std::string why = why_no_plain_text(entry.key); !why.empty())
    problems.add(entry.key_position, path, "the id of a source " + why);
  if (entry.value->kind != Node::Kind::map) {
    problems.add(entry.key_position, path,
                 "is " + std::string(kind_name(*entry.value)) +
                     "; a source is a map with at least a title: {title: ..., author: ...}");
    return source;
  }
  for (const Node::Member& member : entry.value->members) {
    bool is_known = false;
    for (const std::string_view key : known) is_known = is_known || key == member.key;
    if (!is_known) {
      problems.add(member.key_position, join_path(path, show_key(member.key)),
                   "is not a key of a source; allowed: title, author, year, address, note, "
                   "publisher, journal, pages, archive and the like" +
                       did_you_mean(member.key, known));
    } else if (!member.value->is_scalar() || member.value->kind == Node::Kind::null) {
      problems.add(member.value->position, join_path(path, show_key(member.key)),
                   "is " + std::string(kind_name(*member.value)) + "; allowed: words");
    } else {
      if (const std::string why = why_no_words(*member.value); !why.empty())
        problems.add(member.value->position, join_path(path, show_key(member.key)), why);
      read_value(source, member);
    }
  }
  if (source.title.empty()) problems.add(entry.key_position, path, "a source needs a title");
  return source;
}

}  // namespace

void Bibliography::read(const Node& map, Problems& problems) {
  if (map.kind == Node::Kind::null) return;
  if (map.kind != Node::Kind::map) {
    problems.add(
        map.position, "sources",
        "is " + std::string(kind_name(map)) + "; allowed: a map of sources, id: {title: ...}");
    return;
  }
  for (const Node::Member& entry : map.members) {
    Source source = read_source(entry, problems);
    const auto [place, is_new] = places_.try_emplace(entry.key, sources_.size());
    if (is_new) {
      sources_.push_back(std::move(source));
    } else {
      sources_[place->second] = std::move(source);
    }
  }
}

const Source* Bibliography::find(std::string_view id) const {
  const auto place = places_.find(std::string(id));
  return place == places_.end() ? nullptr : &sources_[place->second];
}

std::vector<std::string_view> Bibliography::ids() const {
  std::vector<std::string_view> list;
  list.reserve(sources_.size());
  for (const Source& source : sources_) list.emplace_back(source.id);
  return list;
}

std::string short_citation(const Source& source) {
  std::string text = source.author.empty() ? "" : source.author + ": ";
  text += source.title;
  return source.year.empty() ? text : text + ", " + source.year;
}

}  // namespace komuna
