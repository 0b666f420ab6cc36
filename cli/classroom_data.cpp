#include "cli/classroom_data.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "build_info.hpp"
#include "cli/scenario_choice.hpp"
#include "engine/scenario/document/number_text.hpp"
#include "engine/scenario/document/scenario_record.hpp"

namespace komuna {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json json_of(const Node& node) {
  switch (node.kind) {
    case Node::Kind::map: {
      Json map = Json::object();
      for (const Node::Member& member : node.members) map[member.key] = json_of(*member.value);
      return map;
    }
    case Node::Kind::list: {
      Json list = Json::array();
      for (const NodePtr& item : node.items) list.push_back(json_of(*item));
      return list;
    }
    case Node::Kind::boolean:
      return node.text == "true";
    case Node::Kind::number:
      return parse_number(node.text).value_or(0);
    case Node::Kind::null:
      return nullptr;
    default:
      return node.text;
  }
}

Json what_if_json(const std::string& name, const Heading& heading,
                  const std::vector<Intervention>& interventions) {
  Json json;
  json["name"] = name;
  json["title"] = heading.title;
  json["summary"] = heading.summary;
  json["caption"] = heading.caption;
  json["informed"] = heading.informed;
  json["interventions"] = Json::parse(interventions_json(interventions));
  return json;
}

// Those that fit the scenario and may be asked in class.
Json what_ifs_for(const ScenarioChoice& scenario) {
  Json list = Json::array();
  for (const std::string& name : shipped_what_ifs(scenario_libraries())) {
    ScenarioChoice choice = scenario;
    choice.what_ifs = {name};
    Problems problems;
    const ChosenScenario chosen = load_scenario(choice, problems);
    if (!problems.empty() || chosen.scenario.what_ifs.empty()) continue;
    const WhatIf& what_if = chosen.scenario.what_ifs.front();
    if (what_if.heading.classroom)
      list.push_back(what_if_json(name, what_if.heading, what_if.interventions));
  }
  return list;
}

Json scenario_json(const ScenarioChoice& choice, const Scenario& scenario) {
  const ScenarioRecord record = record_of(scenario);
  Json json;
  json["name"] = record.name;
  json["resolved"] = Json::parse(record.resolved);
  json["provenance"] = Json::parse(record.provenance);
  json["sources"] = Json::parse(record.sources);
  json["what_ifs"] = Json::array();
  if (!scenario.interventions.empty())
    json["what_ifs"].push_back(
        what_if_json(scenario.name, scenario.parameters, scenario.interventions));
  for (Json& what_if : what_ifs_for(choice)) json["what_ifs"].push_back(std::move(what_if));
  return json;
}

std::vector<fs::path> lesson_files() {
  std::vector<fs::path> files;
  std::error_code error;
  for (const std::string& library : scenario_libraries())
    for (fs::directory_iterator at(fs::path(library) / "lessons", error), end; !error && at != end;
         at.increment(error))
      if (at->path().extension() == ".yaml") files.push_back(at->path());
  std::sort(files.begin(), files.end());
  return files;
}

Json lessons_json(std::size_t size_limit, Problems& problems) {
  Json lessons = Json::array();
  for (const fs::path& path : lesson_files()) {
    std::vector<FileRead> files;
    const NodePtr root = read_tree(path.string(), size_limit, files, problems);
    if (!root) continue;
    Json lesson;
    lesson["id"] = path.stem().string();
    const Json written = json_of(*root);
    for (const auto& [key, value] : written.items()) lesson[key] = value;
    lessons.push_back(std::move(lesson));
  }
  return lessons;
}

// In a page, "</script>" within the text would end it.
std::string safe_in_page(std::string text) {
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text)
    if (c == '<')
      safe += "\\u003c";
    else
      safe += c;
  return safe;
}

}  // namespace

int classroom_data(const ClassroomOptions& options, std::string& data) {
  Json json;
  json["komuna"] = {{"version", build_info::version}, {"commit", build_info::commit}};
  json["scenarios"] = Json::array();
  for (const std::string& name : options.scenarios) {
    ScenarioChoice choice;
    choice.scenario = name;
    choice.size_limit = options.size_limit;
    Problems problems;
    const ChosenScenario chosen = load_scenario(choice, problems);
    if (!problems.empty()) return report_problems(name, problems);
    json["scenarios"].push_back(scenario_json(choice, chosen.scenario));
  }
  Problems problems;
  json["lessons"] = lessons_json(options.size_limit, problems);
  if (!problems.empty()) return report_problems("lessons", problems);
  data = safe_in_page(json.dump());
  return 0;
}

}  // namespace komuna
