#include "engine/scenario/files/scenario_places.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/scenario/temporary_folder.hpp"

using namespace komuna;

TEST_CASE("scenario places: folders, files with and without their ending, and names") {
  const tests::ScenarioFolder folder;
  const std::string whole = folder.write("valley/scenario.yaml", "title: T\n");
  const std::string single = folder.write("what_if/rain.yml", "title: T\n");
  folder.write("sources.yaml", "a: {title: A}\n");
  folder.write("lessons/weather.yaml", "title: {en: Lessons are no scenarios}\n");
  CHECK(scenario_file(folder.path("valley"))->string() == whole);
  CHECK(scenario_file(folder.path("what_if/rain"))->string() == single);
  CHECK_FALSE(scenario_file(folder.path("what_if")));
  CHECK(shipped_file({folder.path("")}, "valley")->filename() == "scenario.yaml");
  CHECK_FALSE(shipped_file({folder.path("")}, "../valley"));
  CHECK(scenario_name(whole) == "valley");
  CHECK(scenario_name(single) == "rain");
  CHECK(shipped_scenarios({folder.path("")}) == std::vector<std::string>{"valley", "what_if/rain"});
  CHECK(shipped_what_ifs({folder.path("")}) == std::vector<std::string>{"rain"});
  CHECK(what_if_place("rain") == "what_if/rain");
  CHECK(what_if_place("what_if/rain") == "what_if/rain");
}

TEST_CASE("scenario places: a name is no formula and nothing for a terminal") {
  CHECK(scenario_name("/a/=1+1/scenario.yaml") == "_=1+1");
  CHECK(scenario_name("/a/ @b.yaml") == "_ @b");
  CHECK(scenario_name("/a/line\nend\x1B[31m.yaml") == "line_end_[31m");
  CHECK(scenario_name("/a/line\nend.yaml") == "line_end");
  CHECK(scenario_name("/a/Интергельпо.yaml") == "Интергельпо");
}

TEST_CASE("scenario places: what lies below what") {
  CHECK(is_below("/a/b/c", "/a/b"));
  CHECK(is_below("/a/b/c", "/a/b/"));
  CHECK_FALSE(is_below("/a/bc", "/a/b"));
  CHECK(looks_like_path("a/b"));
  CHECK(looks_like_path("b.yaml"));
  CHECK_FALSE(looks_like_path("historical"));
}
