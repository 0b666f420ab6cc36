#include "engine/scenario/files/yaml.hpp"

#include <catch2/catch.hpp>

#include "engine/scenario/document/json_tree.hpp"

using namespace komuna;

namespace {

NodePtr good(std::string_view text) {
  Problems problems;
  NodePtr root = parse_yaml(text, "x.yaml", problems);
  CHECK(problems.report() == "");
  REQUIRE(root != nullptr);
  return root;
}

std::string complaint(std::string_view text) {
  Problems problems;
  parse_yaml(text, "x.yaml", problems);
  return problems.report();
}

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int k = 0; k < times; ++k) text += piece;
  return text;
}

}  // namespace

TEST_CASE("yaml: kinds of scalars") {
  const NodePtr root = good(
      "number: 1\nquoted: \"1\"\nyes_word: yes\noctal: 010\nhex: 0x10\nnan: .nan\nlong: 1_000\n"
      "flag: true\nquoted_flag: 'true'\nnothing:\ntilde: ~\ndate: 1923-05\nblock: |\n  two\n"
      "  lines\n");
  const auto kind = [&](const char* key) { return root->find(key)->value->kind; };
  CHECK(kind("number") == Node::Kind::number);
  for (const char* key :
       {"quoted", "yes_word", "octal", "hex", "nan", "long", "quoted_flag", "date", "block"})
    CHECK(kind(key) == Node::Kind::text);
  CHECK(kind("flag") == Node::Kind::boolean);
  CHECK(kind("nothing") == Node::Kind::null);
  CHECK(kind("tilde") == Node::Kind::null);
  CHECK(root->find("nothing")->value->position.line == 10);  // that of its key
  CHECK(root->find("block")->value->text == "two\nlines\n");
}

TEST_CASE("yaml: places count characters") {
  const NodePtr root = good("\xC5\xBElu\xC5\xA5: {k\xC5\xAF\xC5\x88: 1, b: 2}\n");
  CHECK(root->members[0].value->find("b")->value->position.column == 19);
}

TEST_CASE("yaml: merge keys") {
  const NodePtr root = good(
      "base: &base {a: 1, b: 2}\nother: &other {b: 3, c: 4}\n"
      "one: {<<: *base, b: 5}\nmany: {<<: [*other, *base], d: 6}\nquoted: {\"<<\": 1}\n");
  const auto value = [&](const char* map, const char* key) {
    const auto* member = root->find(map)->value->find(key);
    return member == nullptr ? "none" : member->value->text;
  };
  CHECK(value("one", "a") == "1");
  CHECK(value("one", "b") == "5");
  CHECK(value("many", "b") == "3");  // the first of the list wins
  CHECK(value("many", "a") == "1");
  CHECK(value("many", "d") == "6");
  CHECK(value("quoted", "<<") == "1");
  CHECK(complaint("a: {<<: 1}") ==
        "x.yaml:1:5: a: << merges a map or a list of maps, not a "
        "number\n");
}

TEST_CASE("yaml: aliases share one tree") {
  const NodePtr root = good("a: &x [1, 2]\nb: *x\n&k c: 3\nd: {*k : 4}\n");
  CHECK(root->find("a")->value == root->find("b")->value);
  CHECK(root->find("d")->value->find("c")->value->text == "4");
  CHECK(complaint("a: &x [1, 2]\n*x : 1\n") == "x.yaml:2:1: a key must be plain text\n");
}

TEST_CASE("yaml: what is refused, with its place") {
  CHECK(complaint("a: 1\nb: 2\na: 3\n") ==
        "x.yaml:3:1: a: is given twice; the first is at x.yaml:1:1\n");
  CHECK(complaint("a: {b: 1, b: 2}") ==
        "x.yaml:1:11: a.b: is given twice; the first is at x.yaml:1:5\n");
  CHECK(complaint("a: !!python/object:os.system x") ==
        "x.yaml:1:4: a: the tag \"tag:yaml.org,2002:python/object:os.system\" is not used in "
        "scenarios; leave it out\n");
  CHECK(complaint("a: \"never closed\nb: 1\n") ==
        "x.yaml:1:1: a: a quote is opened here and never closed\n");
  CHECK(complaint("b: 1\na: 'never closed\nc: 1\n") ==
        "x.yaml:2:1: a: a quote is opened here and never closed\n");
  CHECK(complaint("a: *nowhere").find("x.yaml:1:4") == 0);
  CHECK(complaint("a: &x {b: *x}") ==
        "x.yaml:1:11: a.b: this alias (*) lies inside its own anchor (&)\n");
  CHECK(complaint("a: &x {<<: *x}") ==
        "x.yaml:1:12: a.<<: this alias (*) lies inside its own anchor (&)\n");
  CHECK(complaint("a: 1\n---\nb: 2\n") ==
        "x.yaml:2:1: a second document (---) in one file; allowed: one\n");
  CHECK(complaint("{a: 1}: 2").find("x.yaml:1:1: a key must be plain text") == 0);
  CHECK(complaint("? [a, b]\n: 2").find("a key must be plain text") != std::string::npos);
  CHECK(complaint("a:\n\tb: 1\n").find("line 2 is indented by a tab; use spaces") !=
        std::string::npos);
  for (const char* text : {"", " \n\n", "# only a comment\n", "---\n", "~"}) {
    CAPTURE(text);
    CHECK(complaint(text) == "x.yaml:1:1: holds no values: it is blank or has only comments\n");
  }
}

TEST_CASE("yaml: several mistakes are found in one reading") {
  CHECK(complaint("a: 1\na: 2\nb: {c: 1, c: 2}\n") ==
        "x.yaml:2:1: a: is given twice; the first is at x.yaml:1:1\n"
        "x.yaml:3:11: b.c: is given twice; the first is at x.yaml:3:5\n");
}

TEST_CASE("yaml: depth is limited in every form") {
  const std::string message = "nested deeper than 64 levels";
  std::string block;
  for (int k = 0; k < 100; ++k) block += repeated(" ", k) + "a:\n";
  for (const std::string& text :
       {repeated("[", 70) + repeated("]", 70), repeated("{a: ", 70) + repeated("}", 70),
        repeated("- ", 70) + "1", block + repeated(" ", 100) + "b: 1", repeated("[", 10000)}) {
    const std::string report = complaint(text);
    CAPTURE(report);
    const bool is_named = report.find(message) != std::string::npos ||
                          report.find("more than 1000 brackets") != std::string::npos;
    CHECK(is_named);
  }
  CHECK(complaint(repeated("[", 64) + repeated("]", 64)).empty());
}

TEST_CASE("yaml: an alias bomb is defused") {
  std::string bomb = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
  for (int k = 1; k < 12; ++k) {
    const std::string before = std::string("*a") + std::to_string(k - 1);
    bomb += std::string("a") + std::to_string(k) + ": &a" + std::to_string(k) + " [" + before +
            repeated(", " + before, 8) + "]\n";
  }
  CHECK(complaint(bomb).find("stand for more than 100000 values") != std::string::npos);
}

TEST_CASE("yaml: JSON documents read the same by both readers") {
  const std::string text = "{\"a\": [1, 2.5, true, null, \"x\"],\n\t\"b\": {\"c\": {}, \"d\": []}}";
  Problems problems;
  const NodePtr json = parse_json(text, "x.yaml", problems);
  const NodePtr yaml = good(text);
  REQUIRE(problems.report() == "");
  const auto& a = json->find("a")->value->items;
  const auto& b = yaml->find("a")->value->items;
  REQUIRE(a.size() == b.size());
  for (std::size_t k = 0; k < a.size(); ++k) {
    CHECK(a[k]->kind == b[k]->kind);
    if (a[k]->kind != Node::Kind::null) CHECK(a[k]->text == b[k]->text);
    CHECK(a[k]->position.column == b[k]->position.column);
  }
  CHECK(yaml->find("b")->value->find("c")->value->kind == Node::Kind::map);
}
