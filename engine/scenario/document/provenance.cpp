#include "engine/scenario/document/provenance.hpp"

#include <algorithm>

#include "engine/scenario/document/plain_text.hpp"
#include "engine/scenario/document/spelling.hpp"

namespace komuna {
namespace {

std::string read_confidence(const Node& node, const std::string& path, Problems& problems) {
  for (const std::string_view word : {"high", "medium", "low"}) {
    const char capital = static_cast<char>(word[0] - 'a' + 'A');
    if (node.text == word || node.text == std::string(1, capital)) return std::string(word);
  }
  problems.add(node.position, path,
               quote_briefly(node.text) +
                   " is no confidence; allowed: high, medium, low (H, M, L)" +
                   did_you_mean(node.text, {"high", "medium", "low"}));
  return {};
}

bool check_words(const Node& node, const std::string& path, Problems& problems) {
  if (node.is_scalar() && !node.text.empty()) {
    const std::string why =
        node.kind == Node::Kind::text ? why_no_plain_text(node.text) : std::string();
    if (!why.empty()) problems.add(node.position, path, why);
    return why.empty();
  }
  problems.add(node.position, path,
               "is " +
                   std::string(node.text.empty() && node.is_scalar() ? "empty" : kind_name(node)) +
                   "; allowed: words");
  return false;
}

void read_source_id(const Node& node, const std::string& path, const Bibliography& bibliography,
                    Statement& statement, Problems& problems) {
  if (!check_words(node, path, problems)) return;
  statement.sources.push_back(node.text);
  if (bibliography.find(node.text) != nullptr) return;
  problems.add(node.position, path,
               "there is no source " + quote_briefly(node.text) +
                   " in the bibliography (sources.yaml)" +
                   (!problems.wants_hints() ? "" : did_you_mean(node.text, bibliography.ids())));
}

void set_how(Statement& statement, Provenance::How how, const Node::Member& member,
             const std::string& path, Problems& problems) {
  if (statement.how != Provenance::How::unstated)
    problems.add(member.key_position, path,
                 "only one of source, assumption and calibrated may be given; put the rest into "
                 "note");
  statement.how = how;
}

void read_member(const Node::Member& member, const std::string& path,
                 const Bibliography& bibliography, Statement& statement, Problems& problems) {
  const Node& node = *member.value;
  if (member.key == "source") {
    set_how(statement, Provenance::How::sourced, member, path, problems);
    if (node.kind == Node::Kind::list) {
      for (const NodePtr& item : node.items)
        read_source_id(*item, path, bibliography, statement, problems);
    } else {
      read_source_id(node, path, bibliography, statement, problems);
    }
  } else if (member.key == "confidence") {
    if (check_words(node, path, problems))
      statement.confidence = read_confidence(node, path, problems);
  } else if (check_words(node, path, problems)) {
    if (member.key == "note") {
      statement.note = node.text;
      return;
    }
    set_how(statement,
            member.key == "assumption" ? Provenance::How::assumed : Provenance::How::calibrated,
            member, path, problems);
    statement.text = node.text;
  }
}

}  // namespace

bool only_recalled(const Bibliography& bibliography, const Provenance& entry) {
  for (const std::string& id : entry.sources) {
    const Source* source = bibliography.find(id);
    if (source == nullptr || source->note.rfind("Recalled", 0) != 0) return false;
  }
  return !entry.sources.empty();
}

std::string_view to_string(Provenance::How how) {
  switch (how) {
    case Provenance::How::sourced:
      return "sourced";
    case Provenance::How::assumed:
      return "assumption";
    case Provenance::How::calibrated:
      return "calibrated";
    case Provenance::How::by_default:
      return "default";
    case Provenance::How::unstated:
      return "unstated";
  }
  return "unstated";
}

bool is_provenance_key(std::string_view key) {
  return key == "source" || key == "assumption" || key == "calibrated" || key == "confidence" ||
         key == "note";
}

bool is_value_with_source(const Node& node) {
  if (node.kind != Node::Kind::map) return false;
  bool has_value = false;
  for (const Node::Member& member : node.members) {
    if (member.key == "value" || member.key == "step" || member.key == "linear") {
      has_value = true;
    } else if (!is_provenance_key(member.key)) {
      return false;
    }
  }
  return has_value;
}

std::vector<Statement> read_statements(const Node& map, const std::vector<std::string>& own_keys,
                                       const std::string& path, const Bibliography& bibliography,
                                       Problems& problems) {
  std::vector<Statement> statements;
  for (const Node::Member& member : map.members) {
    if (!is_provenance_key(member.key)) continue;
    if (std::find(own_keys.begin(), own_keys.end(), member.key) != own_keys.end()) continue;
    Statement* mine = nullptr;
    for (Statement& statement : statements)
      if (statement.position.file_name() == member.key_position.file_name()) mine = &statement;
    if (mine == nullptr) {
      statements.emplace_back();
      mine = &statements.back();
      mine->position = member.key_position;
    }
    read_member(member, join_path(path, member.key), bibliography, *mine, problems);
  }
  return statements;
}

}  // namespace komuna
