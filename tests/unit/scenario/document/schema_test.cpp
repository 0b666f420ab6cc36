#include "engine/scenario/document/schema.hpp"

#include <catch2/catch.hpp>

#include "engine/scenario/document/json_tree.hpp"
#include "tests/unit/scenario/reading.hpp"

using namespace komuna;

namespace {

const Node& at(const Node& node, std::initializer_list<const char*> keys) {
  const Node* place = &node;
  for (const char* key : keys) {
    const auto* member = place->find(key);
    if (member == nullptr) FAIL("no " << key);
    place = member->value.get();
  }
  return *place;
}

}  // namespace

TEST_CASE("schema: valid JSON that knows fields, ranges and what is required") {
  toy::World world;
  Problems problems;
  const std::string text = json_schema(toy::body_of(world), "Toy", "https://example.org/toy");
  const NodePtr root = parse_json(text, "schema.json", problems);
  REQUIRE(problems.report() == "");
  CHECK(at(*root, {"$schema"}).text == "https://json-schema.org/draft/2020-12/schema");
  const Node& whole = at(*root, {"$defs", "whole"});
  const auto& required = at(whole, {"required"}).items;
  REQUIRE(required.size() == 2);
  CHECK(required[0]->text == "title");
  CHECK(required[1]->text == "gates");
  CHECK(at(*root, {"$defs", "part"}).find("required") == nullptr);
  const Node& gate = *at(whole, {"properties", "gates", "anyOf"}).items[0];
  CHECK(at(gate, {"propertyNames", "pattern"}).text ==
        "^(?![=+@-])[^\\s.,;:\"'/\\\\\\[\\]{}()]{1,64}$");
  const Node& places = at(gate, {"additionalProperties", "properties", "places"});
  CHECK(at(places, {"description"}).text ==
        "Persons let in each month. Unit: persons/month. Default from: assumption: toy.");
  CHECK(at(*at(places, {"anyOf"}).items[0], {"type"}).text == "integer");
  CHECK(at(*at(places, {"anyOf"}).items[0], {"minimum"}).text == "0");
  CHECK(at(whole, {"additionalProperties"}).text == "false");
  CHECK(at(whole, {"properties"}).find("extends") != nullptr);
  CHECK(at(whole, {"properties"}).find("interventions") != nullptr);
}
