// The two worlds of the page, on this machine.

#include "classroom/wasm/worlds.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "analysis/pairs.hpp"
#include "classroom/wasm/close_up.hpp"
#include "classroom/wasm/course.hpp"
#include "classroom/wasm/description.hpp"
#include "classroom/wasm/persons.hpp"
#include "engine/scenario/document/json_text.hpp"
#include "engine/scenario/document/json_tree.hpp"
#include "engine/scenario/document/number_text.hpp"
#include "engine/scenario/files/scenario_files.hpp"
#include "tests/support/places.hpp"
#include "tests/wasm/arcadia.hpp"

namespace komuna::classroom {
namespace {

const std::string less_ready = R"([{"change": "decision.join_constant", "set": -9.5}])";

std::string arcadia() {
  return R"({"name": "arcadia", "resolved": )" + std::string(tests::arcadia) + "}";
}

Scenario shipped(const std::string& name) {
  ScenarioRequest request;
  request.scenario = name;
  request.libraries = {std::string(tests::source_folder) + "/scenarios"};
  Problems problems;
  const LoadedDocument document = load_document(request, problems);
  Scenario scenario = bind_scenario(document.name, document.root, document.sources, problems);
  REQUIRE(problems.report() == "");
  return scenario;
}

// What the page makes of a position (classroom/src/model/levers.ts).
std::string interventions_of(const LeverOffered& lever, double position) {
  JsonText json;
  json.begin_list();
  for (const LeverChange& change : lever.changes) {
    constexpr const char* names[]{"set", "scale", "add"};
    json.begin_map();
    json.key("change").text(change.parameter);
    json.key(names[static_cast<int>(change.how)]).number(change.plus + change.times * position);
    if (lever.from != distant_past) json.key("from").text(to_string(lever.from));
    if (lever.until != distant_future) json.key("until").text(to_string(lever.until));
    json.end();
  }
  json.end();
  return json.take();
}

}  // namespace

TEST_CASE("worlds: the changed world run alone is that of a pair") {
  Worlds worlds;
  REQUIRE(worlds.load(arcadia()) == "");
  REQUIRE(worlds.change(less_ready) == "");
  const Model& history = worlds.model(Which::history);
  const Model& changed = worlds.model(Which::changed);
  const PairPlan plan({&history, nullptr}, {{&changed, &history}});
  for (std::uint64_t replicate = 0; replicate < 5; ++replicate) {
    const PairedOutcome pair = run_pair(plan, 7, replicate);
    // The other way round: the hazards of the unchanged world are then not known yet.
    const Simulation other = worlds.run(Which::changed, 7, replicate);
    const Simulation base = worlds.run(Which::history, 7, replicate);
    CHECK(base.outcome(replicate).months == pair.worlds[0].months);
    CHECK(other.outcome(replicate).months == pair.worlds[1].months);
    CHECK(pair.worlds[0].months != pair.worlds[1].months);
  }
}

TEST_CASE("worlds: what one engine has observed serves another") {
  const Scenario scenario = shipped("classroom");
  const std::string document =
      R"({"name": "classroom", "resolved": )" + resolved_scenario(scenario) + "}";
  Worlds first, second, misled;
  for (Worlds* worlds : {&first, &second, &misled}) {
    REQUIRE(worlds->load(document) == "");
    REQUIRE(worlds->change(R"([{"change": "drives.giving", "scale": 0.5}])") == "");
  }
  CHECK(first.known(3, 0) == nullptr);
  first.run(Which::history, 3, 0);
  REQUIRE(first.known(3, 0) != nullptr);
  second.know(3, 0, *first.known(3, 0));
  FoundingHazards others = *first.known(3, 0);
  for (double& hazard : others) hazard *= 1000;
  misled.know(3, 0, others);
  const auto months = [](Worlds& worlds) {
    return worlds.run(Which::changed, 3, 0).outcome(0).months;
  };
  const auto expected = months(first);
  CHECK(months(second) == expected);
  CHECK(months(misled) != expected);  // what is told is used
}

TEST_CASE("worlds: what is wrong is said, and the worlds stay as they were") {
  Worlds worlds;
  CHECK(worlds.load("{") != "");
  CHECK(worlds.load(R"({"name": "x"})") == "the page: there is no scenario in it");
  CHECK(worlds.load(R"({"name": "x", "resolved": {"title": 3}})").find("title") !=
        std::string::npos);
  CHECK_FALSE(worlds.loaded());
  REQUIRE(worlds.load(arcadia()) == "");
  REQUIRE(worlds.change(less_ready) == "");
  const auto before = worlds.run(Which::changed, 1, 0).outcome(0).months;
  CHECK(worlds.change(R"([{"change": "gate.nothing", "set": 1}])").find("gate.nothing") !=
        std::string::npos);
  CHECK(worlds.change("[{") != "");
  CHECK(worlds.change(R"([{"change": "origins.arcadia.unemployment", "set": 7}])") != "");
  CHECK(worlds.run(Which::changed, 1, 0).outcome(0).months == before);
  REQUIRE(worlds.change("[]") == "");
  CHECK_FALSE(worlds.parts());
  CHECK(worlds.run(Which::changed, 1, 0).outcome(0).months ==
        worlds.run(Which::history, 1, 0).outcome(0).months);
}

TEST_CASE("course: flat numbers have the layout they promise") {
  Worlds worlds;
  REQUIRE(worlds.load(arcadia()) == "");
  const Simulation simulation = worlds.run(Which::history, 3, 0);
  const Outcome outcome = simulation.outcome(0);
  const std::vector<std::int32_t> numbers = course_of(simulation, outcome);
  const std::size_t months = 15 * 12, columns = collective_columns().size();
  REQUIRE(numbers.size() == 4 + variable_count * months + columns * outcome.collectives.size());
  CHECK(numbers[0] == static_cast<std::int32_t>(variable_count));
  CHECK(numbers[1] == static_cast<std::int32_t>(months));
  const std::size_t departed = variable_index("departed");
  std::int64_t sum = 0, all = 0;
  for (std::size_t m = 0; m < months; ++m) sum += numbers[4 + departed * months + m];
  for (const std::int64_t count : outcome.months[departed]) all += count;
  CHECK(sum == all);
  CHECK(all > 0);
}

TEST_CASE("persons: each can be followed through both worlds") {
  Worlds worlds;
  REQUIRE(worlds.load(arcadia()) == "");
  REQUIRE(worlds.change(less_ready) == "");
  Problems problems;
  const NodePtr list = parse_json(list_persons(worlds, 1921, 0, 20), "persons", problems);
  REQUIRE(list);
  const auto& persons = list->find("persons")->value->items;
  REQUIRE(!persons.empty());
  CHECK(persons.size() <= 20);
  for (const NodePtr& person : {persons.front(), persons.back()}) {
    const auto& key = person->find("key")->value->items;
    const auto part = [&](std::size_t i) {
      return static_cast<std::uint32_t>(parse_number(key[i]->text).value());
    };
    const NodePtr life =
        parse_json(tell_life(worlds, 1921, 0, {part(0), part(1), part(2)}), "life", problems);
    REQUIRE(life);
    const auto& both = life->find("worlds")->value->items;
    REQUIRE(both.size() == 2);
    const auto& ends = person->find("ends")->value->items;
    // Known in a world: has a story in it.
    for (std::size_t w = 0; w < 2; ++w) CHECK(both[w]->items.empty() == ends[w]->text.empty());
  }
}

TEST_CASE("close_up: a history from near is JSON with a series a collective") {
  Worlds worlds;
  REQUIRE(worlds.load(arcadia()) == "");
  Problems problems;
  const NodePtr story = parse_json(close_up(worlds, Which::history, 1, 0), "story", problems);
  REQUIRE(story);
  REQUIRE(!story->find("collectives")->value->items.empty());
  for (const NodePtr& collective : story->find("collectives")->value->items) {
    const double start = parse_number(collective->find("start")->value->text).value();
    CHECK(collective->find("members")->value->items.size() ==
          15 * 12 - static_cast<std::size_t>(start));
  }
}

TEST_CASE("levers: those of the classroom mean something at both ends, and nothing at history") {
  const Scenario scenario = shipped("classroom");
  REQUIRE(scenario.parameters.levers.size() == 10);
  Worlds worlds;
  REQUIRE(worlds.load(R"({"name": "classroom", "resolved": )" + resolved_scenario(scenario) +
                      "}") == "");
  for (const LeverOffered& lever : scenario.parameters.levers) {
    INFO(lever.id);
    const bool scales = lever.changes.front().how == LeverChange::How::scale;
    for (const double end : {lever.smallest, lever.largest}) {
      // A lever that sets is left alone where history is (classroom/src/model/levers.ts).
      if (!scales && end == lever.history) continue;
      CHECK(worlds.change(interventions_of(lever, end)) == "");
      CHECK(worlds.parts().has_value() == (end != lever.history));
    }
    if (!scales) continue;
    CHECK(worlds.change(interventions_of(lever, lever.history)) == "");
    CHECK_FALSE(worlds.parts());
  }
  CHECK(describe(worlds).find("\"soviet_agitation\"") != std::string::npos);
}

}  // namespace komuna::classroom
