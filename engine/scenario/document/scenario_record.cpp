#include "engine/scenario/document/scenario_record.hpp"

#include <array>
#include <memory>
#include <utility>

#include "engine/scenario/document/json_text.hpp"
#include "engine/scenario/document/json_tree.hpp"

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

std::string provenance_json(const std::vector<Provenance>& provenance) {
  JsonText json;
  json.begin_list();
  for (const Provenance& entry : provenance) {
    json.begin_map();
    json.key("path").text(entry.path);
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
    json.end();
  }
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

Provenance read_entry(const Node& map, Problems& problems) {
  constexpr int hows = 5, leaves = 3;
  Provenance entry;
  entry.path = words_at(map, "path");
  const int how = place_of(words_at(map, "how"), hows,
                           [](int k) { return to_string(static_cast<Provenance::How>(k)); });
  const int leaf = place_of(words_at(map, "leaf"), leaves,
                            [](int k) { return name_of(static_cast<Provenance::Leaf>(k)); });
  if (how == hows || leaf == leaves)
    problems.add(map.position, entry.path, "its provenance is of no known kind");
  entry.how = static_cast<Provenance::How>(how % hows);
  entry.leaf = static_cast<Provenance::Leaf>(leaf % leaves);
  if (const Node::Member* sources = map.find("sources"))
    for (const NodePtr& id : sources->value->items) entry.sources.push_back(id->text);
  entry.confidence = words_at(map, "confidence");
  entry.text = words_at(map, "text");
  entry.note = words_at(map, "note");
  return entry;
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
          provenance_json(scenario.provenance), sources_json(scenario.sources)};
}

Scenario scenario_of(const ScenarioRecord& record, Problems& problems) {
  Bibliography sources;
  if (!record.sources.empty())
    if (const NodePtr map = parse_json(record.sources, record.name, problems))
      sources.read(*map, problems);
  const NodePtr document = document_of(record, problems);
  Scenario scenario = bind_scenario(record.name, document, sources, problems);
  if (!record.provenance.empty()) {
    scenario.provenance.clear();
    if (const NodePtr list = parse_json(record.provenance, record.name, problems))
      for (const NodePtr& entry : list->items)
        scenario.provenance.push_back(read_entry(*entry, problems));
  }
  return scenario;
}

}  // namespace komuna
