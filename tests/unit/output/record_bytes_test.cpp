#include "engine/output/record_bytes.hpp"

#include <catch2/catch.hpp>

using namespace komuna;

namespace {

struct Stop {
  std::int16_t metres = 0;
  std::string name;
};
struct Line {
  std::vector<Stop> stops;
  std::array<bool, 2> ways{};
  double length = 0;
};
struct LongerLine {
  std::vector<Stop> stops;
  std::array<bool, 2> ways{};
  double length = 0;
  bool closed = false;
};
constexpr auto members_of(Of<Stop>) { return std::tuple(&Stop::metres, &Stop::name); }
constexpr auto members_of(Of<Line>) { return std::tuple(&Line::stops, &Line::ways, &Line::length); }
constexpr auto members_of(Of<LongerLine>) {
  return std::tuple(&LongerLine::stops, &LongerLine::ways, &LongerLine::length,
                    &LongerLine::closed);
}

}  // namespace

// komuna::Of is found by the lists above because they stand in a namespace of the argument's type.
namespace {
static_assert(member_count<Stop>() == 2);
static_assert(member_count<Line>() == 3);
static_assert(member_count<LongerLine>() == 4);
static_assert(layout_of<Line>() != layout_of<LongerLine>());
static_assert(layout_of<std::vector<int>>() != layout_of<std::vector<double>>());
}  // namespace

TEST_CASE("record bytes: the form of every kind of member, byte by byte") {
  Line line;
  line.stops.push_back({-3, "ab"});
  line.stops.push_back({300, ""});
  line.ways = {true, false};
  line.length = -2.0;
  ByteWriter writer;
  writer.put(line);
  // Two stops: -3 folded to 5, "ab"; 300 folded to 600 = 0x58 + 4 * 128, ""; flags; -2 as IEEE 754.
  const std::string expected(
      "\x02\x05\x02"
      "ab"
      "\xD8\x04\x00"
      "\x01\x00"
      "\x00\x00\x00\x00\x00\x00\x00\xC0",
      18);
  CHECK(writer.bytes() == expected);
  Line again;
  ByteReader reader(writer.bytes());
  reader.get(again);
  CHECK(reader.at_end());
  CHECK(again.stops[0].name == "ab");
  CHECK(again.stops[1].metres == 300);
  CHECK(again.length == -2.0);
}

TEST_CASE("record bytes: bytes that end early or say too much are refused") {
  Line line;
  line.stops.push_back({12, "abc"});
  ByteWriter writer;
  writer.put(line);
  for (std::size_t end = 0; end < writer.bytes().size(); ++end) {
    Line again;
    ByteReader reader(std::string_view(writer.bytes()).substr(0, end));
    CHECK_THROWS_AS(reader.get(again), DamagedRecord);
  }
  std::int16_t small = 0;
  ByteReader too_large("\xFF\xFF\x7F");
  CHECK_THROWS_AS(too_large.get(small), DamagedRecord);
  std::string text;
  ByteReader too_long(
      "\xFF\xFF\xFF\xFF\x0F"
      "abc");
  CHECK_THROWS_AS(too_long.get(text), DamagedRecord);
  std::uint64_t endless = 0;
  ByteReader no_end("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80");
  CHECK_THROWS_AS(no_end.get(endless), DamagedRecord);
}
