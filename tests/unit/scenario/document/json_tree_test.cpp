#include "engine/scenario/document/json_tree.hpp"

#include <catch2/catch.hpp>

#include "engine/scenario/document/json_text.hpp"

using namespace komuna;

namespace {

std::string complaint(std::string_view text) {
  Problems problems;
  const NodePtr root = parse_json(text, "x.json", problems);
  CHECK((root == nullptr || !problems.empty() || root->kind != Node::Kind::null));
  return problems.report();
}

}  // namespace

TEST_CASE("json tree: values with their places") {
  Problems problems;
  const NodePtr root =
      parse_json("{\"a\": [1, -2.5e3, true],\n \"\xC5\xBE\": {\"b\": \"c\"}}", "x.json", problems);
  REQUIRE(problems.report() == "");
  CHECK(root->find("a")->value->items[1]->text == "-2.5e3");
  CHECK(root->find("a")->value->items[1]->position.column == 11);
  CHECK(root->find("\xC5\xBE")->value->find("b")->value->position.line == 2);
  CHECK(root->find("\xC5\xBE")->value->find("b")->value->position.column == 13);
  CHECK(root->find("\xC5\xBE")->value->find("b")->value->quoted);
}

TEST_CASE("json tree: escapes, surrogate pairs included") {
  Problems problems;
  const NodePtr root =
      parse_json(R"(["\u017e\ud83d\ude00\n\"\\\/", "\u00e9"])", "x.json", problems);
  REQUIRE(problems.report() == "");
  CHECK(root->items[0]->text == "\xC5\xBE\xF0\x9F\x98\x80\n\"\\/");
  CHECK(root->items[1]->text == "\xC3\xA9");
  CHECK(complaint(R"(["\ud83d"])") != "");
  CHECK(complaint(R"(["\ude00"])") == "x.json:1:9: not valid JSON: half of a surrogate pair\n");
  CHECK(complaint(R"(["\ud83dx"])") != "");
  CHECK(complaint(R"(["\u0000"])") != "");
  CHECK(complaint(R"(["\u00"])") != "");
}

TEST_CASE("json tree: what is not JSON is refused with its place") {
  CHECK(complaint("{\"a\": 1,}") ==
        "x.json:1:9: not valid JSON: a key in double quotes should stand here\n");
  CHECK(complaint("[1 2]") ==
        "x.json:1:4: not valid JSON: a list goes on with \",\" or ends with \"]\"\n");
  CHECK(complaint("{\"a\": {\"b\": NaN}}") ==
        "x.json:1:13: a.b: not valid JSON: \"NaN\" is neither a number nor true, false, null or "
        "text in quotes\n");
  CHECK(complaint("{\"a\": 1} x") ==
        "x.json:1:10: not valid JSON: there is something after the end of the document\n");
  CHECK(complaint("[\"abc") ==
        "x.json:1:2: not valid JSON: the quote that opens here is never closed\n");
  CHECK(complaint("{\"a\": 1,\n \"a\": 2}") ==
        "x.json:2:2: a: is given twice; the first is at x.json:1:2\n");
  for (const char* text :
       {"",         "   ",   "{",     "[",     "[1,",          "{\"a\"",     "{\"a\":",
        "{a: 1}",   "['a']", "[01]",  "[.5]",  "[5.]",         "[+1]",       "[1.e5]",
        "[-.5]",    "[1e]",  "[0x1]", "[nul]", "[true false]", "[\"a\nb\"]", "[\"\\x\"]",
        "// c\n[]", "]",     ",",     "[,1]",  "[1,,2]",       "\"",         "\"\\",
        "[\"\\u12"}) {
    CAPTURE(text);
    CHECK(complaint(text) != "");
  }
}

TEST_CASE("json tree: depth is limited") {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  CHECK(complaint(nested(64)).empty());
  CHECK(complaint(nested(65)) == "x.json:1:65: not valid JSON: nested deeper than 64 levels\n");
  CHECK(complaint(std::string(1000000, '[')) ==
        "x.json:1:65: not valid JSON: nested deeper than 64 levels\n");
}

TEST_CASE("json text: what is written can be read") {
  const std::string odd =
      "a\"b\\c\nd\te\x01"
      "f\xC5\xBE";
  Problems problems;
  const NodePtr root = parse_json('[' + json_quote(odd) + ']', "x.json", problems);
  REQUIRE(problems.report() == "");
  CHECK(root->items[0]->text == odd);
}
