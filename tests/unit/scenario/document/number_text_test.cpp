#include "engine/scenario/document/number_text.hpp"

#include <catch2/catch.hpp>
#include <charconv>
#include <cmath>
#include <cstring>
#include <random>

using namespace komuna;

TEST_CASE("number text: decimal numbers and nothing else") {
  for (const char* text : {"0", "-0", "12", "+3", "0.5", ".5", "5.", "1e3", "1E-3", "-1.5e+10"})
    CHECK(looks_like_number(text));
  for (const char* text : {"", ".", "-", "e3", "010", "00", "0x10", "1_000", "1e", "1e+", "1.2.3",
                           " 1", "1 ", "nan", "inf", "12%", "1,5", "--1", "+-1"})
    CHECK_FALSE(looks_like_number(text));
  CHECK(parse_number("0.1") == 0.1);
  CHECK_FALSE(parse_number("1e400"));
  CHECK_FALSE(parse_number("1e-400"));
  CHECK(parse_number("0e-400") == 0.0);
}

TEST_CASE("number text: whole numbers are exact") {
  CHECK(parse_integer("9223372036854775807") == INT64_MAX);
  CHECK_FALSE(parse_integer("9223372036854775808"));
  CHECK(parse_integer("-12") == -12);
  CHECK(parse_integer("12.0") == 12);
  CHECK_FALSE(parse_integer("12.5"));
  CHECK_FALSE(parse_integer("1e30"));
}

// Against the library's own shortest writing, which engine code may not use.
TEST_CASE("number text: every double survives, in no more digits than needed") {
  std::mt19937_64 engine(5);
  for (int k = 0; k < 20000; ++k) {
    const std::uint64_t bits = engine();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (!(value - value == 0)) continue;  // not finite
    const std::string text = format_number(value);
    REQUIRE(std::strtod(text.c_str(), nullptr) == value);
  }
  for (const double value : {0.1, 2441.0, 1.0 / 3, 5.5e-9, 1e22, 0.30000000000000004}) {
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    CHECK(format_number(value) == std::string(buffer, end));
  }
}

TEST_CASE("number text: ranges in words") {
  CHECK(format_range(0, 1) == "0 to 1");
  CHECK(format_range(0, HUGE_VAL) == "at least 0");
  CHECK(format_range(-HUGE_VAL, 5) == "at most 5");
}
