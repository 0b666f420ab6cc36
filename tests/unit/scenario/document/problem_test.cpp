#include "engine/scenario/document/problem.hpp"

#include <catch2/catch.hpp>

#include "engine/scenario/document/text_places.hpp"

using namespace komuna;

TEST_CASE("problem: sorted by place, capped, counted") {
  Problems problems;
  const auto file = std::make_shared<const std::string>("b.yaml");
  const auto first = std::make_shared<const std::string>("a.yaml");
  problems.add({file, 10, 2}, "x", "late");
  problems.add({file, 9, 5}, "y", "early");
  problems.add({first, 99, 1}, "", "other file");
  CHECK(problems.report() ==
        "a.yaml:99:1: other file\nb.yaml:9:5: y: early\nb.yaml:10:2: x: late\n");
  CHECK(problems.report(1) == "a.yaml:99:1: other file\nand 2 more\n");
  for (std::size_t k = 0; k < 2 * Problems::most_kept; ++k) problems.add({}, "", "again");
  CHECK(problems.full());
  CHECK(problems.count() == 2 * Problems::most_kept + 3);
  CHECK(problems.sorted().size() == Problems::most_kept);
}

TEST_CASE("problem: the exit code says who can act") {
  Problems problems;
  CHECK(problems.exit_code() == 0);
  problems.add({}, "", "a");
  CHECK(problems.exit_code() == 65);
  problems.add({}, "", "b", Trouble::file);
  CHECK(problems.exit_code() == 74);
  problems.add({}, "", "c", Trouble::usage);
  CHECK(problems.exit_code() == 64);
}

// Against counting from the start of the text each time.
TEST_CASE("text places: lines and columns in characters") {
  std::string text;
  for (int k = 0; k < 700; ++k) text += k % 50 == 49 ? "\n" : k % 3 == 0 ? "\xC5\xBE" : "a";
  const TextPlaces places("f", text);
  int line = 1, column = 1;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool inside = (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
    if (!inside) {
      const Position position = places.at(at);
      REQUIRE(position.line == line);
      REQUIRE(position.column == column);
      ++column;
    }
    if (text[at] == '\n') ++line, column = 1;
  }
  CHECK(TextPlaces("f", "").at(7).line == 1);
  CHECK(TextPlaces("f", std::string(256, 'a')).at(256).column == 257);
}
