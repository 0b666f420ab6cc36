#include <array>

#include "engine/scenario/document/interventions.hpp"
#include "engine/scenario/document/number_text.hpp"
#include "engine/scenario/document/spelling.hpp"

// Reading the list of interventions from a document.

namespace komuna {
namespace {

struct Verb {
  std::string_view key;
  Series::Change change;
};
constexpr std::array<Verb, 3> verbs = {
    {{"set", Series::Change::set}, {"scale", Series::Change::scale}, {"add", Series::Change::add}}};

class InterventionReader {
 public:
  InterventionReader(const Node& map, std::string path, Problems& problems)
      : map_(map), path_(std::move(path)), problems_(problems) {}

  std::optional<Intervention> read() {
    const std::size_t before = problems_.count();
    check_keys();
    Intervention result;
    result.position = map_.position;
    if (const Node* node = required("change")) result.path = words(*node, "change");
    read_change(result);
    if (const auto* from = map_.find("from")) result.from = month(*from, 0);
    if (const auto* until = map_.find("until")) result.until = month(*until, 11);
    if (result.until < result.from)
      complain(map_.find("until")->value->position, "until",
               to_string(result.until) + " is before from: " + to_string(result.from));
    if (const auto* because = map_.find("because"))
      result.because = words(*because->value, "because");
    if (problems_.count() != before) return std::nullopt;
    return result;
  }

 private:
  void complain(const Position& position, std::string_view key, const std::string& message) {
    problems_.add(position, join_path(path_, key), message);
  }

  void check_keys() {
    const std::vector<std::string_view> known = {"change", "set",   "scale",  "add",
                                                 "from",   "until", "because"};
    for (const Node::Member& member : map_.members) {
      bool is_known = false;
      for (const std::string_view key : known) is_known = is_known || key == member.key;
      if (is_known) continue;
      const std::string hint = did_you_mean(member.key, known);
      complain(member.key_position, show_key(member.key),
               "is not a known key" + (hint.empty() ? "; allowed: " + list_words(known) : hint));
    }
  }

  const Node* required(std::string_view key) {
    const auto* member = map_.find(key);
    if (member == nullptr)
      complain(map_.position, key, "is missing; required: the path of a parameter");
    return member == nullptr ? nullptr : member->value.get();
  }

  std::string words(const Node& node, std::string_view key) {
    if (node.is_scalar() && !node.text.empty() && node.kind != Node::Kind::null) return node.text;
    complain(node.position, key, "is " + std::string(kind_name(node)) + "; allowed: words");
    return {};
  }

  void read_change(Intervention& result) {
    int given = 0;
    for (const Verb& verb : verbs) {
      const auto* member = map_.find(verb.key);
      if (member == nullptr) continue;
      ++given;
      result.change = verb.change;
      read_value(result, *member);
    }
    if (given != 1)
      problems_.add(map_.position, path_,
                    given == 0 ? "says nothing to do; required: one of set, scale, add"
                               : "may have only one of set, scale and add; write two entries");
  }

  void read_value(Intervention& result, const Node::Member& member) {
    const Node& node = *member.value;
    if (node.kind == Node::Kind::number) {
      if (const auto value = parse_number(node.text)) {
        result.value = *value;
        return;
      }
      complain(node.position, member.key, node.text + " is too large or too small for a number");
    } else if (result.change != Series::Change::set) {
      complain(node.position, member.key,
               "is " + std::string(kind_name(node)) + "; allowed: a number");
    } else if (node.kind == Node::Kind::boolean) {
      result.value = node.text[0] == 't' || node.text[0] == 'T';
    } else if (node.kind == Node::Kind::text) {
      result.value = node.text;
    } else {
      complain(node.kind == Node::Kind::null ? member.key_position : node.position, member.key,
               "is " + std::string(kind_name(node)) +
                   "; allowed: a number, true or false, a month, words");
    }
  }

  Month month(const Node::Member& member, int months_into_year) {
    const Node& node = *member.value;
    const auto read = node.is_scalar() ? parse_month(node.text) : std::nullopt;
    if (!read) {
      complain(node.kind == Node::Kind::null ? member.key_position : node.position, member.key,
               quote_briefly(node.text) + " is no month; allowed: YYYY-MM or YYYY");
      return months_into_year == 0 ? distant_past : distant_future;
    }
    return node.text.size() == 4 ? *read + months_into_year : *read;
  }

  const Node& map_;
  std::string path_;
  Problems& problems_;
};

}  // namespace

std::vector<Intervention> read_interventions(const Node& list, Problems& problems,
                                             const std::string& path) {
  std::vector<Intervention> result;
  if (list.kind == Node::Kind::null) return result;
  if (list.kind != Node::Kind::list) {
    problems.add(list.position, path,
                 "is " + std::string(kind_name(list)) +
                     "; allowed: a list of changes, - {change: path, scale: 0.5}");
    return result;
  }
  for (std::size_t at = 0; at < list.items.size(); ++at) {
    const Node& item = *list.items[at];
    const std::string item_path = path + '[' + std::to_string(at + 1) + ']';
    if (item.kind != Node::Kind::map) {
      problems.add(item.position, item_path,
                   "is " + std::string(kind_name(item)) +
                       "; allowed: {change: path, scale: 0.5, from: 1922-01}");
    } else if (auto read = InterventionReader(item, item_path, problems).read()) {
      result.push_back(std::move(*read));
    }
  }
  return result;
}

}  // namespace komuna
