#include "cli/wording.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace komuna;

TEST_CASE("wording: figures") {
  CHECK(with_commas(0) == "0");
  CHECK(with_commas(999) == "999");
  CHECK(with_commas(1000) == "1,000");
  CHECK(with_commas(-1234567.4) == "-1,234,567");
  CHECK(with_commas(-0.2) == "0");
  CHECK(with_commas(std::numeric_limits<double>::quiet_NaN()) == "-");
  CHECK(figure(5503) == "5,503");
  CHECK(figure(12.34) == "12.3");
  CHECK(figure(1.234) == "1.23");
  CHECK(figure(0.30421) == "0.304");
  CHECK(figure(3) == "3");
  CHECK(percent(0.256) == "26 %");
}

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
