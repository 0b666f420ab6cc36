#include "engine/output/stata_do.hpp"

#include <catch2/catch.hpp>

using namespace komuna;

TEST_CASE("stata: texts keep their letters and call no macro") {
  CHECK(stata_text("plain") == "`\"plain\"'");
  CHECK(stata_text("Čech \"and\" others") == "`\"Čech \"and\" others\"'");
  CHECK(stata_text("for $5 or `x'") == "`\"for \\$5 or \\`x'\"'");
  CHECK(stata_text("two\nlines") == "`\"two lines\"'");
  // Neither of these may end the text early.
  CHECK(stata_text("\"'") == "`\"\" '\"'");
  CHECK(stata_text("back\\") == "`\"back\\ \"'");
}

TEST_CASE("stata: long help is cut between letters and kept whole in a note") {
  TableShape shape;
  shape.name = "t";
  std::string help;
  for (int i = 0; i < 100; ++i) help += "č";
  shape.columns = {{"a", ColumnType::integer, "", help, Filled::always, {}, false}};
  const std::string text = stata_do({}, {&shape});
  std::string label;
  for (int i = 0; i < 80; ++i) label += "č";
  CHECK(text.find("label variable a `\"" + label + "\"'\n") != std::string::npos);
  CHECK(text.find("notes a: " + help + "\n") != std::string::npos);
}

TEST_CASE("stata: a title can neither leave its comment nor swallow the line after it") {
  ExportedRun run;
  run.title = "a /* b // c\nclear all";
  const std::string text = stata_do(run, {});
  CHECK(text.rfind("* a / * b / / c clear all\n* komuna", 0) == 0);
}

TEST_CASE("stata: a name that Stata cannot take is a fault of ours") {
  TableShape shape;
  shape.columns.resize(1);
  shape.columns[0].name = std::string(33, 'a');
  CHECK_THROWS(stata_do({}, {&shape}));
}
