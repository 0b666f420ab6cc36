#include "engine/scenario/document/plain_text.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace komuna;

TEST_CASE("plain text: what a spreadsheet would carry out") {
  for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t\n=1", "-"})
    CHECK(looks_like_formula(text));
  for (const char* text : {"", " ", "\n", "a=1", "1-2", "Reflektor", "'=1", "\xC3\xA9=1"})
    CHECK_FALSE(looks_like_formula(text));
}

TEST_CASE("plain text: what a terminal would carry out") {
  for (const char* text : {"\x1B[31m", "bell\x07", "a\x7F", "\r", "a\x1F",
                           "\xC2\x9B"
                           "31m",
                           "\xC2\x80", "\xC2\x9F"})
    CHECK(holds_control_character(text));
  CHECK(holds_control_character(std::string(1, '\0')));
  for (const char* text :
       {"", "two\nlines\tand a tab", "~", " ", "\xC2\xA0", "\xC3\x9B", "\xC2", "\xE2\x82\xAC"})
    CHECK_FALSE(holds_control_character(text));
}
