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
  for (const char* text :
       {"\x1B[31m", "bell\x07", "a\x7F", "\r", "a\x1F",
        "\xC2\x9B"
        "31m",
        "\xC2\x80", "\xC2\x9F", "a\tb", "\u2028", "\u202A", "a\u202Eb", "\u2066", "\u2069"})
    CHECK(holds_control_character(text));
  CHECK(holds_control_character(std::string(1, '\0')));
  for (const char* text :
       {"", "two\nlines", "~", " ", "\xC2\xA0", "\xC3\x9B", "\xC2", "\xE2\x82\xAC", "\u2027",
        "\u202F", "\u2065", "\u206A", "\xE2\x80", "Interhelpo \u2013 Frunze"})
    CHECK_FALSE(holds_control_character(text));
}

TEST_CASE("plain text: what may stand in a table and why not") {
  CHECK(why_no_plain_text("Reflektor") == "");
  CHECK(why_no_plain_text("") == "");
  CHECK(why_no_plain_text(" @x").find("begins with @") != std::string::npos);
  CHECK(why_no_plain_text("a\tb").find("control character") != std::string::npos);
  CHECK(why_no_plain_text(" \n ").find("is blank") != std::string::npos);
}

TEST_CASE("plain text: any text on a terminal") {
  CHECK(on_one_line("Интергельпо.yaml") == "Интергельпо.yaml");
  CHECK(on_one_line("e\x1B[31m\nkomuna: all fine\t\r\x7F") ==
        "e\\x1B[31m\\nkomuna: all fine\\t\\r\\x7F");
  CHECK(on_one_line("\xC2\x9B"
                    "31m a\u202Eb") == "\\u{009B}31m a\\u{202E}b");
  CHECK(on_lines("a\n\tb\x1B\r\n") == "a\n\tb\\x1B\\r\n");
  CHECK(on_lines("cut \xE2\x80") == "cut \xE2\x80");
}
