#include "cli/wording.hpp"

#include <catch2/catch.hpp>

using namespace komuna;

TEST_CASE("wording: letters beyond ASCII count once") {
  CHECK(length_of("Čechocentrum") == 12);
  CHECK(left("Slovácká", 10) == "Slovácká  ");
  CHECK(left("Slovácká", 5) == "Slov~");
  CHECK(left("Čížek", 3) == "Čí~");
  CHECK(right("Čech", 6) == "  Čech");
  CHECK(left("same", 4) == "same");
}

TEST_CASE("wording: lines are broken between words") {
  CHECK(wrapped("a few words here", 7, 0) == "a few\nwords\nhere");
  CHECK(wrapped("a few words here", 9, 2) == "a few\n  words\n  here");
  CHECK(wrapped("one", 2, 0) == "one");  // a word is never cut
  CHECK(wrapped("one  two\nthree", 80, 4) == "one two three");
  CHECK(wrapped("", 80, 4).empty());
}
