#include "engine/scenario/document/what_if.hpp"

#include <algorithm>
#include <array>

#include "engine/scenario/document/loader.hpp"
#include "engine/scenario/document/spelling.hpp"

namespace komuna {
namespace {

constexpr std::array<std::string_view, 9> known_keys{"title",    "summary",   "caption",
                                                     "informed", "classroom", "interventions",
                                                     "extends",  "sources",   "$schema"};

bool is_known(std::string_view key) {
  return std::find(known_keys.begin(), known_keys.end(), key) != known_keys.end();
}

// The heading's keys alone; what does not belong into a what-if is reported.
NodePtr heading_of(const WhatIfDocument& document, Problems& problems) {
  auto heading = std::make_shared<Node>(*document.root);
  heading->members.clear();
  for (const Node::Member& member : document.root->members) {
    if (!is_known(member.key))
      problems.add(member.key_position, show_key(member.key),
                   "cannot be laid over another scenario; a what-if may hold title, summary, "
                   "caption, informed, classroom and interventions" +
                       did_you_mean(member.key, {known_keys.begin(), known_keys.end()}));
    else if (member.key != "interventions" && member.key != "extends" && member.key != "sources" &&
             member.key != "$schema")
      heading->members.push_back(member);
  }
  return heading;
}

// The interventions of another what-if would be lost without a word.
void refuse_chain(const Node& root, Problems& problems) {
  const Node::Member* extends = root.find("extends");
  if (extends == nullptr) return;
  std::vector<const Node*> names;
  if (extends->value->kind == Node::Kind::list)
    for (const NodePtr& item : extends->value->items) names.push_back(item.get());
  else
    names.push_back(extends->value.get());
  for (const Node* name : names)
    if (name->text.find("what_if/") != std::string::npos)
      problems.add(name->position, "extends",
                   "lies over another what-if; lay both over the scenario: --what-if twice");
}

// Do both hold in some month?
bool overlap(const Intervention& a, const Intervention& b) {
  return a.from <= b.until && b.from <= a.until;
}

bool clash(const Intervention& a, const Intervention& b) {
  if (a.path != b.path || !overlap(a, b)) return false;
  if (a.change != b.change) return true;
  return a.change == Series::Change::set && a.value != b.value;
}

std::string months_of(const Intervention& a, const Intervention& b) {
  const Month from = std::max(a.from, b.from), until = std::min(a.until, b.until);
  if (from == distant_past && until == distant_future) return "in all months";
  if (from == distant_past) return "until " + to_string(until);
  if (until == distant_future) return "from " + to_string(from) + " on";
  return from == until ? "in " + to_string(from)
                       : "from " + to_string(from) + " until " + to_string(until);
}

void report_clashes(const std::vector<Intervention>& earlier, const std::string& whose,
                    const WhatIf& later, Problems& problems) {
  for (const Intervention& b : later.interventions)
    for (const Intervention& a : earlier)
      if (clash(a, b))
        problems.add(b.position, b.path,
                     "is changed by the what-if \"" + later.name + "\" and by " + whose + " (" +
                         to_string(a.position) + ") " + months_of(a, b) +
                         "; leave one of them out, or give them months that do not meet",
                     Trouble::usage);
}

}  // namespace

WhatIf read_what_if(const WhatIfDocument& document, Problems& problems) {
  WhatIf what_if;
  what_if.name = document.name;
  if (!document.root) return what_if;
  refuse_chain(*document.root, problems);
  const Bibliography none_cited;
  Loader loader(none_cited, problems);
  loader.read(heading_of(document, problems),
              [&what_if](FieldVisitor& visitor) { fields(visitor, what_if.heading); });
  loader.finish();
  const Node::Member* list = document.root->find("interventions");
  if (list != nullptr) what_if.interventions = read_interventions(*list->value, problems);
  const bool is_empty = list == nullptr || list->value->items.empty();
  if (is_empty && (list == nullptr || list->value->kind == Node::Kind::list ||
                   list->value->kind == Node::Kind::null))
    problems.add(document.root->position, "interventions",
                 "a what-if must change something; required: a list of changes, - {change: path, "
                 "scale: 0.5}");
  return what_if;
}

void check_overlaps(const std::vector<Intervention>& own, const std::vector<WhatIf>& what_ifs,
                    Problems& problems) {
  for (std::size_t later = 0; later < what_ifs.size(); ++later) {
    report_clashes(own, "the scenario itself", what_ifs[later], problems);
    for (std::size_t earlier = 0; earlier < later; ++earlier)
      report_clashes(what_ifs[earlier].interventions,
                     "the what-if \"" + what_ifs[earlier].name + '"', what_ifs[later], problems);
  }
}

}  // namespace komuna
