#include "engine/scenario/document/what_if.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "engine/scenario/files/yaml.hpp"

using namespace komuna;

namespace {

WhatIfDocument document(const std::string& name, const std::string& text) {
  Problems problems;
  WhatIfDocument read{name, parse_yaml(text, name + ".yaml", problems)};
  REQUIRE(problems.report() == "");
  return read;
}

std::string complaint(const std::string& text) {
  Problems problems;
  read_what_if(document("asked", text), problems);
  return problems.report();
}

// What is wrong with laying these lists of changes over each other; the first is the scenario's.
std::string clashes(const std::string& own, const std::vector<std::string>& lists) {
  Problems problems;
  std::vector<WhatIf> what_ifs;
  const auto listed = [&problems](const std::string& name, const std::string& list) {
    std::string text = "title: T\ninterventions: [";
    text.append(list).append("]\n");
    return read_what_if(document(name, text), problems);
  };
  for (const std::string& list : lists)
    what_ifs.push_back(listed(what_ifs.empty() ? "w1" : "w2", list));
  const WhatIf scenario = listed("s", own.empty() ? "{change: z, set: 0}" : own);
  check_overlaps(scenario.interventions, what_ifs, problems);
  return problems.report();
}

bool says(const std::string& report, const std::string& words) {
  return report.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("what-if: heading and changes are read, what it extends is left aside") {
  Problems problems;
  const WhatIf read =
      read_what_if(document("prohibits",
                            "extends: historical\ntitle: Prohibits\nsummary: S\ncaption: C\n"
                            "informed: false\nclassroom: false\n"
                            "interventions: [{change: a.b, set: 1, from: 1923-01}]\n"),
                   problems);
  CHECK(problems.report() == "");
  CHECK(read.name == "prohibits");
  CHECK(read.heading.title == "Prohibits");
  CHECK(read.heading.caption == "C");
  CHECK_FALSE(read.heading.informed);
  CHECK_FALSE(read.heading.classroom);
  REQUIRE(read.interventions.size() == 1);
  CHECK(read.interventions[0].path == "a.b");
}

TEST_CASE("what-if: other keys, other what-ifs and empty lists are refused") {
  const std::string list = "interventions: [{change: a, set: 1}]\n";
  CHECK(complaint("title: T\n" + list) == "");
  CHECK(says(complaint(list), "title: is missing"));
  CHECK(says(complaint("title: T\ngate: {minimum_train: 1}\n" + list),
             "asked.yaml:2:1: gate: cannot be laid over another scenario"));
  CHECK(says(complaint("title: T\nsumary: S\n" + list), "did you mean \"summary\"?"));
  CHECK(says(complaint("title: T\nextends: [historical, what_if/other]\n" + list),
             "lies over another what-if"));
  CHECK(says(complaint("title: T\n"), "a what-if must change something"));
  CHECK(says(complaint("title: T\ninterventions: []\n"), "a what-if must change something"));
  CHECK(says(complaint("title: T\ninterventions: 5\n"), "is a number"));
}

TEST_CASE("what-if: two that give one parameter different values in shared months clash") {
  const std::string early = "{change: a, set: 1, from: 1922-01, until: 1923-12}";
  const std::string late = "{change: a, set: 2, from: 1924-01}";
  const std::string meets = "{change: a, set: 2, from: 1923-12}";
  CHECK(clashes("", {early, late}) == "");
  const std::string report = clashes("", {early, meets});
  CAPTURE(report);
  CHECK(says(report, "a: is changed by the what-if \"w2\" and by the what-if \"w1\" (w1.yaml:2:"));
  CHECK(says(report, ") in 1923-12; leave one of them out"));
  CHECK(says(clashes("", {"{change: a, set: 1}", "{change: a, scale: 2}"}), "in all months"));
  CHECK(says(clashes(early, {late, meets}), "by the scenario itself"));
}

TEST_CASE("what-if: where the order cannot matter there is no clash") {
  CHECK(clashes("", {"{change: a, scale: 2}", "{change: a, scale: 3, from: 1922-01}"}) == "");
  CHECK(clashes("", {"{change: a, add: 2}", "{change: a, add: -1}"}) == "");
  CHECK(clashes("", {"{change: a, set: 0}", "{change: a, set: 0, from: 1922-01}"}) == "");
  CHECK(clashes("", {"{change: a, set: 0}", "{change: b, set: 1}"}) == "");
  CHECK(clashes("{change: a, add: 1}", {"{change: a, add: 1}"}) == "");
  // The order within one what-if is its own business.
  CHECK(clashes("", {"{change: a, set: 0}, {change: a, set: 1, from: 1922-01}"}) == "");
}
