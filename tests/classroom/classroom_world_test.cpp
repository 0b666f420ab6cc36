// The classroom's scenario takes everybody but Czechoslovakia out of history, by lists. What
// history gains later must be decided upon there: left in by accident, it would slow the page down
// and make its caption untrue; left out by accident, it would be missing from the lessons.

#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/document/json_tree.hpp"
#include "engine/scenario/document/scenario.hpp"
#include "engine/scenario/files/scenario_files.hpp"
#include "tests/support/places.hpp"

namespace komuna::classroom {
namespace {

using Names = std::set<std::string>;

NodePtr shipped(const std::string& name) {
  ScenarioRequest request;
  request.scenario = name;
  request.libraries = {std::string(tests::source_folder) + "/scenarios"};
  Problems problems;
  const LoadedDocument document = load_document(request, problems);
  const Scenario scenario = bind_scenario(document.name, document.root, document.sources, problems);
  REQUIRE(problems.report() == "");
  return parse_json(resolved_scenario(scenario), name, problems);
}

const Node& table(const NodePtr& scenario, std::string_view name) {
  return *scenario->find(name)->value;
}

Names ids(const Node& map) {
  Names found;
  for (const Node::Member& member : map.members) found.insert(member.key);
  return found;
}

Names without(const Names& all, const Names& some) {
  Names rest;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(),
                      std::inserter(rest, rest.end()));
  return rest;
}

// Where a tree names one of them, as a key or as a value.
void mentions(const Node& node, const std::string& path, const Names& names,
              std::vector<std::string>& found) {
  if (node.kind == Node::Kind::text && names.count(node.text) > 0)
    found.push_back(path + ": " + node.text);
  for (const Node::Member& member : node.members) {
    const std::string place = path + "." + member.key;
    if (names.count(member.key) > 0) found.push_back(place);
    mentions(*member.value, place, names, found);
  }
  for (const NodePtr& item : node.items) mentions(*item, path, names, found);
}

// Other countries stay as places people may go to, and a site may be called like its collective.
bool is_a_place(const std::string& path) {
  return path.rfind("classroom.destinations.", 0) == 0 || path.rfind("classroom.sites.", 0) == 0;
}

}  // namespace

TEST_CASE("classroom: whatever history gains was decided upon") {
  const NodePtr history = shipped("historical"), room = shipped("classroom");
  CHECK(ids(table(room, "origins")) == Names{"czechoslovakia"});

  // Nobody who was taken out is named anywhere. To mend: take the place out in
  // scenarios/classroom/scenario.yaml as its neighbours are.
  Names gone = without(ids(table(history, "origins")), ids(table(room, "origins")));
  CHECK(gone.size() >= 20);
  gone.merge(without(ids(table(history, "collectives")), ids(table(room, "collectives"))));
  std::vector<std::string> left_in;
  mentions(*room, "classroom", gone, left_in);
  left_in.erase(std::remove_if(left_in.begin(), left_in.end(), is_a_place), left_in.end());
  CHECK(left_in == std::vector<std::string>{});

  // Whoever has to do with Czechoslovakia is there. To mend: take it off the list there.
  for (const std::string_view name : {"collectives", "templates", "contracts", "campaigns"})
    for (const Node::Member& entry : table(history, name).members) {
      std::vector<std::string> czechoslovak;
      mentions(*entry.value, entry.key, {"czechoslovakia"}, czechoslovak);
      INFO(name << "." << entry.key);
      if (!czechoslovak.empty()) CHECK(ids(table(room, name)).count(entry.key) == 1);
    }
  const auto waves = [](const NodePtr& scenario) {
    return ids(*table(scenario, "repression").find("waves")->value);
  };
  CHECK(waves(room) == waves(history));
}

}  // namespace komuna::classroom
