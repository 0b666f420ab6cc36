#include <algorithm>

#include "engine/scenario/document/loader.hpp"
#include "engine/scenario/document/number_text.hpp"
#include "engine/scenario/document/plain_text.hpp"
#include "engine/scenario/document/spelling.hpp"

// The part of the loader that reads single values: numbers, words, months, references.

namespace komuna {
namespace {

bool is_not_finite_word(std::string_view text) {
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  if (!text.empty() && text[0] == '.') text.remove_prefix(1);
  std::string small(text.substr(0, 9));
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return small == "nan" || small == "inf" || small == "infinity";
}

// What is wrong with a scalar that should be a number.
std::string why_no_number(const Node& node) {
  const std::string shown = quote_briefly(node.text);
  if (is_not_finite_word(node.text)) return shown + " is not a finite number";
  if (node.kind == Node::Kind::number) return shown + " is too large or too small for a number";
  if (node.quoted && looks_like_number(node.text))
    return shown + " is text because of its quotes; write it without them";
  return shown + " is no decimal number";
}

std::string in_unit(const Field& field) {
  return field.unit.empty() || field.unit == "1" ? "" : " (" + std::string(field.unit) + ')';
}

bool is_word(const Node& node) { return node.is_scalar() && node.kind != Node::Kind::null; }

std::string why_no_month(std::string_view text) {
  const std::string shown = quote_briefly(text);
  if (text.size() == 10 && parse_month(text.substr(0, 7)))
    return shown + " names a day; the calendar of the model has months";
  return shown + " is no month";
}

constexpr std::string_view allowed_months = "YYYY-MM, or YYYY for its January, years 1000 to 2999";

}  // namespace

std::optional<Loader::Given> Loader::unwrap(const Node& node, const Position& position,
                                            const std::string& path, bool dated) {
  Given given{&node, position, path, {}};
  if (node.kind != Node::Kind::map) return given;
  const Node::Member* inner = node.find("value");
  if (inner == nullptr && !dated) return given;
  // Said once for a value: all files that contributed count, the last one wins.
  for (Statement& statement : read_statements(node, {}, path, bibliography_, problems_))
    given.statement = std::move(statement);
  for (const Node::Member& member : node.members) {
    if (&member == inner || is_provenance_key(member.key)) continue;
    if (dated && (member.key == "step" || member.key == "linear")) continue;
    std::vector<std::string_view> known = {"value",      "source",     "assumption",
                                           "calibrated", "confidence", "note"};
    if (dated) known.insert(known.end(), {"step", "linear"});
    complain(member.key_position, join_path(path, show_key(member.key)),
             "cannot stand beside a value; allowed: " + list_words(known) +
                 did_you_mean(member.key, known));
  }
  if (inner == nullptr) return given;  // a series by step or linear
  if (dated && (node.find("step") != nullptr || node.find("linear") != nullptr)) return given;
  if (inner->value->kind == Node::Kind::null) {
    complain(inner->key_position, join_path(path, "value"), "has no value");
    return std::nullopt;
  }
  given.node = inner->value.get();
  given.position = inner->value->position;
  return given;
}

std::optional<Loader::Given> Loader::take(const Field& field, Provenance::Leaf leaf, bool dated) {
  const Node::Member* member = find(field);
  if (member == nullptr) {
    record_default(field, leaf);
    return std::nullopt;
  }
  auto given = unwrap(*member->value, member->value->position,
                      join_path(frames_.back().path, field.key), dated);
  if (given) record(*given, leaf);
  return given;
}

std::optional<double> Loader::read_number(const Given& given, const Field& field) {
  // Written only for a complaint: a scenario has thousands of numbers, and a page loads it again in
  // every worker.
  const auto range = [&field] { return format_range(field.min, field.max) + in_unit(field); };
  const Node& node = *given.node;
  if (!node.is_scalar()) {
    wrong_type(node, given.position, given.path,
               range() + ", plain or as {value: ..., source: ...}");
    return std::nullopt;
  }
  const auto value = node.kind == Node::Kind::number ? parse_number(node.text) : std::nullopt;
  if (!value) {
    complain(given.position, given.path, why_no_number(node) + "; allowed: " + range());
  } else if (*value < field.min || *value > field.max) {
    complain(given.position, given.path,
             node.text + (*value < field.min ? " is too small" : " is too large") +
                 "; allowed: " + range());
  } else {
    return value;
  }
  return std::nullopt;
}

void Loader::number(double& value, const Field& field) {
  const auto given = take(field, Provenance::Leaf::number);
  if (!given) return;
  if (const auto read = read_number(*given, field)) value = *read;
}

void Loader::integer(std::int64_t& value, const Field& field) {
  const auto given = take(field, Provenance::Leaf::number);
  if (!given || !read_number(*given, field)) return;
  if (const auto whole = parse_integer(given->node->text)) {
    value = *whole;
  } else {
    complain(given->position, given->path,
             given->node->text + " is not a whole number of at most 19 digits; allowed: " +
                 format_range(field.min, field.max) + in_unit(field));
  }
}

void Loader::flag(bool& value, const Field& field) {
  const auto given = take(field, Provenance::Leaf::other);
  if (!given) return;
  const Node& node = *given->node;
  if (node.kind == Node::Kind::boolean) {
    value = node.text[0] == 't' || node.text[0] == 'T';
  } else {
    wrong_type(node, given->position, given->path, "true or false (not yes, no, on, off)");
  }
}

void Loader::text(std::string& value, const Field& field) {
  const auto given = take(field, Provenance::Leaf::other);
  if (!given) return;
  const Node& node = *given->node;
  if (node.kind != Node::Kind::text) {
    wrong_type(
        node, given->position, given->path,
        node.is_scalar() ? "text; write \"" + node.text + "\" in quotes if it is a word" : "text");
  } else if (node.text.empty() && field.presence == Presence::required) {
    complain(given->position, given->path, "is empty; required: " + std::string(field.help));
  } else if (const std::string why = why_no_plain_text(node.text); !why.empty()) {
    complain(given->position, given->path, why);
  } else {
    value = node.text;
  }
}

void Loader::month(Month& value, const Field& field) {
  const auto given = take(field, Provenance::Leaf::date);
  if (!given) return;
  const Node& node = *given->node;
  if (!is_word(node)) {
    wrong_type(node, given->position, given->path, std::string(allowed_months));
  } else if (const auto read = parse_month(node.text)) {
    value = *read;
  } else {
    complain(given->position, given->path,
             why_no_month(node.text) + "; allowed: " + std::string(allowed_months));
  }
}

void Loader::option(int& index, const std::vector<std::string_view>& names, const Field& field) {
  const auto given = take(field, Provenance::Leaf::other);
  if (!given) return;
  const Node& node = *given->node;
  if (!is_word(node)) {
    wrong_type(node, given->position, given->path, list_words(names));
    return;
  }
  const auto place = std::find(names.begin(), names.end(), node.text);
  if (place != names.end()) {
    index = static_cast<int>(place - names.begin());
  } else {
    complain(given->position, given->path,
             quote_briefly(node.text) + " is none of the choices; allowed: " + list_words(names) +
                 did_you_mean(node.text, names));
  }
}

void Loader::reference(std::string& id, std::string_view kind, const Field& field) {
  const auto given = take(field, Provenance::Leaf::other);
  if (!given) {
    const Frame& frame = frames_.back();
    if (frame.node != nullptr && !id.empty())
      refer(kind, id, join_path(frame.path, field.key), frame.position);
    return;
  }
  const Node& node = *given->node;
  if (!is_word(node)) {
    wrong_type(node, given->position, given->path, "the id of a " + std::string(kind));
  } else if (node.text.empty() && field.presence == Presence::required) {
    complain(given->position, given->path, "is empty; required: " + std::string(field.help));
  } else {
    id = node.text;
    if (!id.empty()) refer(kind, id, given->path, given->position);
  }
}

void Loader::references(std::vector<std::string>& ids, std::string_view kind, const Field& field) {
  const auto given = take(field, Provenance::Leaf::other);
  if (!given) {
    const Frame& frame = frames_.back();
    if (frame.node == nullptr) return;
    for (const std::string& id : ids)
      refer(kind, id, join_path(frame.path, field.key), frame.position);
    return;
  }
  if (given->node->kind != Node::Kind::list) {
    wrong_type(*given->node, given->position, given->path,
               "a list of ids, each of a " + std::string(kind) + ": [a, b]");
    return;
  }
  MapBuilder seen;
  ids.clear();
  for (const NodePtr& item : given->node->items) {
    if (!is_word(*item) || item->text.empty()) {
      wrong_type(*item, item->position, given->path, "the id of a " + std::string(kind));
    } else if (seen.add({item->text, item->position, item}) != nullptr) {
      complain(item->position, given->path, quote_briefly(item->text) + " is listed twice");
    } else {
      ids.push_back(item->text);
      refer(kind, item->text, given->path, item->position);
    }
  }
}

void Loader::numbers(NumbersById& values, std::string_view kind, const Field& field) {
  const Node::Member* member = find(field);
  if (member == nullptr) {
    record_default(field, Provenance::Leaf::number);
    return;
  }
  const std::string path = join_path(frames_.back().path, field.key);
  const auto given = unwrap(*member->value, member->value->position, path, false);
  if (!given) return;
  const Node& map = *given->node;
  if (map.kind != Node::Kind::map) {
    wrong_type(map, given->position, path,
               "numbers by the ids of table " + std::string(kind) + ": {a: 1, b: 2}");
    return;
  }
  Frame frame;  // what is said for the whole map holds for its numbers
  frame.node = &map;
  frame.position = member->key_position;
  frame.path = path;
  frame.statements = read_statements(map, {}, path, bibliography_, problems_);
  if (given->has_statement()) frame.statements.push_back(given->statement);
  frames_.push_back(std::move(frame));
  values.clear();
  for (const Node::Member& entry : map.members) {
    if (is_provenance_key(entry.key)) continue;
    const std::string entry_path = join_path(path, entry.key);
    refer(kind, entry.key, entry_path, entry.key_position);
    if (entry.value->kind == Node::Kind::null) {
      complain(entry.key_position, entry_path, "has no value");
      continue;
    }
    const auto one = unwrap(*entry.value, entry.value->position, entry_path, false);
    if (!one) continue;
    record(*one, Provenance::Leaf::number);
    if (const auto read = read_number(*one, field)) values.emplace_back(entry.key, *read);
  }
  frames_.pop_back();
}

}  // namespace komuna
