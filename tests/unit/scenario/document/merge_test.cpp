#include "engine/scenario/document/merge.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/scenario/reading.hpp"

using namespace komuna;

namespace {

// "a: 1, b: {c: 2}" of a tree without files, for comparison.
std::string show(const Node& node) {
  if (node.is_scalar()) return node.text;
  std::string text;
  for (const NodePtr& item : node.items) text += (text.empty() ? "" : ", ") + show(*item);
  for (const Node::Member& member : node.members)
    text += (text.empty() ? "" : ", ") + member.key + ": " + show(*member.value);
  return node.kind == Node::Kind::list ? '[' + text + ']' : '{' + text + '}';
}

std::string merged(std::string_view below, std::string_view above, std::string* report = nullptr) {
  Problems problems;
  const NodePtr tree =
      merge(parse_yaml(below, "below", problems), parse_yaml(above, "above", problems), problems);
  if (report != nullptr) *report = problems.report();
  CHECK((report != nullptr || problems.empty()));
  return show(*tree);
}

}  // namespace

TEST_CASE("merge: maps deeply, everything else whole, in the order below") {
  CHECK(merged("{a: 1, b: {c: 2, d: 3}, e: 4}", "{b: {d: 5, f: 6}, a: 7}") ==
        "{a: 7, b: {c: 2, d: 5, f: 6}, e: 4}");
  CHECK(merged("{a: [1, 2]}", "{a: [3]}") == "{a: [3]}");
  CHECK(merged("{a: {b: 1}}", "{a: 2}") == "{a: 2}");
  CHECK(merged("{a: {value: 1, source: x}}", "{a: {value: 2}}") == "{a: {value: 2}}");
  CHECK(merged("{a: {step: {1921: 1}}}", "{a: {step: {1922: 2}}}") == "{a: {step: {1922: 2}}}");
  CHECK(merged("{a: {b: 1}}", "{a: {value: {c: 2}, source: x}}") ==
        "{a: {value: {c: 2}, source: x}}");
  // A map with more than a value and its source is a struct with a field of that name.
  CHECK(merged("{a: {value: 1, source: x}}", "{a: {error: 3}}") ==
        "{a: {value: 1, source: x, error: 3}}");
  CHECK(merged("{a: {value: 1, error: 3}}", "{a: {value: 2}}") == "{a: {value: 2, error: 3}}");
}

TEST_CASE("merge: ~ takes away what is there, and complains where nothing is") {
  CHECK(merged("{a: 1, b: {c: 2, d: 3}}", "{b: {c: ~}}") == "{a: 1, b: {d: 3}}");
  std::string report;
  CHECK(merged("{gates: {south: 1}}", "{gates: {suoth: ~}}", &report) == "{gates: {south: 1}}");
  CHECK(report ==
        "above:1:10: gates.suoth: ~ takes an entry of the extended scenario away, but it has none "
        "of this name; did you mean \"south\"?\n");
}

TEST_CASE("merge: an empty map empties the table it is laid over") {
  CHECK(merged("{a: {b: 1, c: 2}, d: 3}", "{a: {}}") == "{a: {}, d: 3}");
}

TEST_CASE("merge: a statement of one file is kept once, and stands where it was last") {
  Problems problems;
  const NodePtr base = parse_yaml("{a: {source: s, note: n, b: 1}}", "base", problems);
  const NodePtr x = parse_yaml("{a: {source: t, b: 2}}", "x", problems);
  const NodePtr y = parse_yaml("{a: {c: 3}}", "y", problems);
  const NodePtr both = merge(merge(base, x, problems), merge(base, y, problems), problems);
  CHECK(show(*both) == "{a: {b: 1, source: t, source: s, note: n, c: 3}}");
  CHECK(merge(base, base, problems) == base);
  CHECK(problems.empty());
}

TEST_CASE("merge: a path becomes nested maps") {
  Problems problems;
  CHECK(show(*nest("a.b.c", parse_yaml("[1]", "x", problems))) == "{a: {b: {c: [1]}}}");
  CHECK(show(*without(parse_yaml("{a: 1, b: 2}", "x", problems), "a")) == "{b: 2}");
}
