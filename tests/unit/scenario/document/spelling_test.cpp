#include "engine/scenario/document/spelling.hpp"

#include <catch2/catch.hpp>

using namespace komuna;

TEST_CASE("spelling: slips are counted") {
  CHECK(spelling_distance("gate", "gate", 3) == 0);
  CHECK(spelling_distance("gaet", "gate", 3) == 1);   // swapped
  CHECK(spelling_distance("gat", "gate", 3) == 1);    // left out
  CHECK(spelling_distance("gatte", "gate", 3) == 1);  // inserted
  CHECK(spelling_distance("gafe", "gate", 3) == 1);   // exchanged
  CHECK(spelling_distance("Birth-Rate", "birth_rate", 3) == 0);
  CHECK(spelling_distance("kitten", "sitting", 3) == 3);
  CHECK(spelling_distance("kitten", "sitting", 2) == 3);  // limit + 1
  CHECK(spelling_distance("", "abcdefgh", 3) == 4);
  CHECK(spelling_distance(std::string(1000, 'a'), std::string(1000, 'a'), 3) == 4);
}

TEST_CASE("spelling: the nearest word is proposed, a far one never") {
  CHECK(nearest_word("unemploiment", {"employment", "unemployment"}) == "unemployment");
  CHECK(nearest_word("Seed", {"speed", "seed"}) == "seed");
  CHECK(nearest_word("gats", {"origins", "gates"}) == "gates");
  CHECK(nearest_word("wages", {"gates", "origins"}).empty());  // two slips in five letters
  CHECK(nearest_word("xyz", {"abc", "origins"}).empty());
  CHECK(nearest_word("a", {"bcd"}).empty());
  CHECK(did_you_mean("sede", {"seed"}) == "; did you mean \"seed\"?");
  CHECK(did_you_mean("seed", {"seed"}).empty());
}
