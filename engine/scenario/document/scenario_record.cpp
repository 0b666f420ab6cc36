#include "engine/scenario/document/scenario_record.hpp"

#include <array>
#include <memory>
#include <unordered_map>
#include <utility>

#include "engine/scenario/document/json_text.hpp"
#include "engine/scenario/document/json_tree.hpp"
#include "engine/scenario/document/number_text.hpp"

namespace komuna {
namespace {

std::string_view name_of(Series::Change change) {
  switch (change) {
    case Series::Change::scale:
      return "scale";
    case Series::Change::add:
      return "add";
    default:
      return "set";
  }
}

void write_value(JsonText& json, const Intervention& intervention) {
  if (const auto* number = std::get_if<double>(&intervention.value)) {
    json.number(*number);
  } else if (const auto* flag = std::get_if<bool>(&intervention.value)) {
    json.raw(*flag ? "true" : "false");
  } else {
    json.text(std::get<std::string>(intervention.value));
  }
}

// Nothing is said of a text that is empty.
void write_words(JsonText& json, std::string_view key, const std::string& words) {
  if (!words.empty()) json.key(key).text(words);
}

std::string_view name_of(Provenance::Leaf leaf) {
  constexpr std::array<std::string_view, 3> names{"number", "date", "other"};
  return names[static_cast<std::size_t>(leaf)];
}

// Everything that an entry says, but of what it says it.
std::string statement_key(const Provenance& entry) {
  std::string key = std::to_string(static_cast<int>(entry.leaf)) + '|' +
                    std::to_string(static_cast<int>(entry.how));
  for (const std::string& id : entry.sources) key += '|' + id;
  for (const std::string* words : {&entry.confidence, &entry.text, &entry.note})
    key += '\n' + *words;
  return key;
}

void write_statement(JsonText& json, const Provenance& entry) {
  json.key("leaf").text(name_of(entry.leaf));
  json.key("how").text(to_string(entry.how));
  if (!entry.sources.empty()) {
    json.key("sources").begin_list();
    for (const std::string& id : entry.sources) json.text(id);
    json.end();
  }
  write_words(json, "confidence", entry.confidence);
  write_words(json, "text", entry.text);
  write_words(json, "note", entry.note);
}

void write_what_ifs(JsonText& json, const std::vector<WhatIf>& what_ifs) {
  json.key("what_ifs").begin_list();
  for (const WhatIf& what_if : what_ifs) {
    json.begin_map();
    json.key("name").text(what_if.name);
    write_words(json, "title", what_if.heading.title);
    write_words(json, "summary", what_if.heading.summary);
    write_words(json, "caption", what_if.heading.caption);
    json.key("informed").raw(what_if.heading.informed ? "true" : "false");
    json.key("classroom").raw(what_if.heading.classroom ? "true" : "false");
    json.end();
  }
  json.end();
}

// Many numbers share a statement: it is written once, and each number names its place in the list.
std::string provenance_json(const Scenario& scenario) {
  const std::vector<Provenance>& provenance = scenario.provenance;
  std::unordered_map<std::string, std::size_t> places;
  JsonText json;
  json.begin_map().key("statements").begin_list();
  for (const Provenance& entry : provenance) {
    if (!places.emplace(statement_key(entry), places.size()).second) continue;
    json.begin_map();
    write_statement(json, entry);
    json.end();
  }
  json.end().key("numbers").begin_map();
  for (const Provenance& entry : provenance)
    json.key(entry.path).raw(std::to_string(places.at(statement_key(entry))));
  json.end();
  write_what_ifs(json, scenario.what_ifs);
  json.end();
  return json.take();
}

std::string sources_json(const Bibliography& bibliography) {
  JsonText json;
  json.begin_map();
  for (const Source& source : bibliography.sources()) {
    json.key(source.id).begin_map();
    write_words(json, "title", source.title);
    write_words(json, "author", source.author);
    write_words(json, "year", source.year);
    write_words(json, "address", source.address);
    write_words(json, "note", source.note);
    for (const auto& [key, words] : source.more) write_words(json, key, words);
    json.end();
  }
  json.end();
  return json.take();
}

std::string words_at(const Node& map, std::string_view key) {
  const Node::Member* member = map.find(key);
  return member == nullptr ? std::string() : member->value->text;
}

// Position of a name in a row of them; `count` if it is none of them.
template <class Name>
int place_of(const std::string& word, int count, const Name& name) {
  int place = 0;
  while (place < count && name(place) != word) ++place;
  return place;
}

Provenance read_statement(const Node& map, Problems& problems) {
  constexpr int hows = 5, leaves = 3;
  Provenance entry;
  const int how = place_of(words_at(map, "how"), hows,
                           [](int k) { return to_string(static_cast<Provenance::How>(k)); });
  const int leaf = place_of(words_at(map, "leaf"), leaves,
                            [](int k) { return name_of(static_cast<Provenance::Leaf>(k)); });
  if (how == hows || leaf == leaves)
    problems.add(map.position, "provenance", "is of no known kind");
  entry.how = static_cast<Provenance::How>(how % hows);
  entry.leaf = static_cast<Provenance::Leaf>(leaf % leaves);
  if (const Node::Member* sources = map.find("sources"))
    for (const NodePtr& id : sources->value->items) entry.sources.push_back(id->text);
  entry.confidence = words_at(map, "confidence");
  entry.text = words_at(map, "text");
  entry.note = words_at(map, "note");
  return entry;
}

std::vector<Provenance> read_provenance(const Node& map, Problems& problems) {
  std::vector<Provenance> statements, provenance;
  if (const Node::Member* list = map.find("statements"))
    for (const NodePtr& item : list->value->items)
      statements.push_back(read_statement(*item, problems));
  const Node::Member* numbers = map.find("numbers");
  if (numbers == nullptr) {
    problems.add(map.position, "provenance", "names no numbers");
    return provenance;
  }
  for (const Node::Member& member : numbers->value->members) {
    const auto place = parse_number(member.value->text);
    if (!place || *place < 0 || *place >= static_cast<double>(statements.size())) {
      problems.add(member.value->position, member.key, "its provenance is not in the list");
      continue;
    }
    provenance.push_back(statements[static_cast<std::size_t>(*place)]);
    provenance.back().path = member.key;
  }
  return provenance;
}

// What-ifs as they introduce themselves; what they change is among the scenario's interventions.
std::vector<WhatIf> read_what_ifs(const Node& map) {
  std::vector<WhatIf> what_ifs;
  const Node::Member* list = map.find("what_ifs");
  if (list == nullptr) return what_ifs;
  for (const NodePtr& item : list->value->items) {
    WhatIf what_if;
    what_if.name = words_at(*item, "name");
    what_if.heading.title = words_at(*item, "title");
    what_if.heading.summary = words_at(*item, "summary");
    what_if.heading.caption = words_at(*item, "caption");
    what_if.heading.informed = words_at(*item, "informed") != "false";
    what_if.heading.classroom = words_at(*item, "classroom") != "false";
    what_ifs.push_back(std::move(what_if));
  }
  return what_ifs;
}

// The parameters and the interventions as one document, the way an author would have written it.
NodePtr document_of(const ScenarioRecord& record, Problems& problems) {
  const NodePtr resolved = parse_json(record.resolved, record.name, problems);
  const NodePtr interventions = parse_json(record.interventions, record.name, problems);
  if (!resolved || !interventions) return nullptr;
  auto document = std::make_shared<Node>(*resolved);
  document->members.push_back({"interventions", interventions->position, interventions});
  return document;
}

}  // namespace

std::string interventions_json(const std::vector<Intervention>& interventions) {
  JsonText json;
  json.begin_list();
  for (const Intervention& intervention : interventions) {
    json.begin_map();
    json.key("change").text(intervention.path);
    json.key(name_of(intervention.change));
    write_value(json, intervention);
    if (intervention.from != distant_past) json.key("from").text(to_string(intervention.from));
    if (intervention.until != distant_future) json.key("until").text(to_string(intervention.until));
    write_words(json, "because", intervention.because);
    json.end();
  }
  json.end();
  return json.take();
}

ScenarioRecord record_of(const Scenario& scenario) {
  return {scenario.name, resolved_scenario(scenario), interventions_json(scenario.interventions),
          provenance_json(scenario), sources_json(scenario.sources)};
}

Scenario scenario_of(const ScenarioRecord& record, Problems& problems) {
  Bibliography sources;
  if (!record.sources.empty())
    if (const NodePtr map = parse_json(record.sources, record.name, problems))
      sources.read(*map, problems);
  const NodePtr document = document_of(record, problems);
  Scenario scenario = bind_scenario(record.name, document, sources, problems);
  if (!record.provenance.empty())
    if (const NodePtr map = parse_json(record.provenance, record.name, problems)) {
      scenario.provenance = read_provenance(*map, problems);
      scenario.what_ifs = read_what_ifs(*map);
    }
  return scenario;
}

}  // namespace komuna
