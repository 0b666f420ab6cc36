#include "engine/scenario/document/loader.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/scenario/reading.hpp"

using namespace komuna;
using toy::good_text_with;
using toy::read_text;

TEST_CASE("loader: a good document fills every kind of field") {
  const auto reading = read_text(toy::good_text);
  REQUIRE(reading.report() == "");
  const toy::World& world = reading.world;
  CHECK(world.title == "Ruritania");
  CHECK(world.seed == 7);
  CHECK(world.is_quiet);
  CHECK(world.calendar.start == Month::of(1921, 1));
  CHECK(world.calendar.end == Month::of(1926, 12));
  CHECK(world.calendar.birth_rate == 0.03);
  REQUIRE(world.skills.size() == 2);
  CHECK(world.skills[0].wage == 12.5);
  CHECK(world.skills[1].wage == 1.0);
  REQUIRE(world.gates.size() == 2);
  CHECK(world.gates[0].places == 115);
  CHECK(world.gates[0].opens == Month::of(1922, 5));
  CHECK_FALSE(world.gates[1].is_open);
  REQUIRE(world.origins.size() == 2);
  const toy::Origin& hills = world.origins[0];
  CHECK(hills.mood == toy::Mood::eager);
  CHECK(hills.gate == "south");
  CHECK(hills.allies == std::vector<std::string>{"plains"});
  CHECK(hills.skill_shares == NumbersById{{"smith", 0.25}, {"weaver", 0.75}});
  REQUIRE(hills.regions.size() == 2);
  CHECK(hills.regions[1].id == "lower");
  CHECK(hills.regions[1].heads == 500);
}

TEST_CASE("loader: a year is its January in a step series and its July in a linear one") {
  const auto reading = read_text(toy::good_text);
  const Series& linear = reading.world.gates[0].quota;
  CHECK(linear.reading == Series::Reading::linear);
  CHECK(linear.points[0].month == Month::of(1921, 7));
  CHECK(linear.at(Month::of(1922, 7)) == 22.0);
  const Series& step = reading.world.gates[1].quota;
  CHECK(step.reading == Series::Reading::step);
  CHECK(step.points[0].month == Month::of(1921, 1));
  CHECK(step.at(Month::of(1923, 4)) == 0.5);
  CHECK(step.at(Month::of(1923, 5)) == 3.0);
}

TEST_CASE("loader: where every number comes from is recorded") {
  const auto reading = read_text(toy::good_text);
  using How = Provenance::How;
  const auto how = [&](std::string_view path) {
    const Provenance* origin = reading.origin_of(path);
    REQUIRE(origin != nullptr);
    return origin->how;
  };
  CHECK(how("seed") == How::unstated);
  CHECK(how("calendar.birth_rate") == How::assumed);
  CHECK(reading.origin_of("calendar.birth_rate")->text == "as next door");
  CHECK(how("skills.smith.wage") == How::sourced);
  CHECK(reading.origin_of("skills.smith.wage")->confidence == "high");
  CHECK(reading.origin_of("skills.smith.wage")->note == "page 3");
  CHECK(how("skills.weaver.wage") == How::by_default);
  CHECK(how("gates.south.places") == How::sourced);  // said once for the whole gate
  CHECK(how("gates.north.places") == How::by_default);
  CHECK(reading.origin_of("gates.north.places")->text == "assumption: toy");
  CHECK(how("origins.hills.skill_shares.weaver") == How::sourced);
  CHECK(how("origins.hills.regions.upper.unemployment") == How::sourced);
  CHECK(how("origins.hills.regions.upper.heads") == How::unstated);
  CHECK(how("origins.hills.regions.lower.heads") == How::calibrated);
  CHECK(how("gates.north.quota") == How::unstated);
  CHECK(how("gates.north.quota.step.1923-05") == How::sourced);
  CHECK(reading.origin_of("gates.south.places")->position.line == 12);
}

TEST_CASE("loader: a general source does not cover numbers of another file") {
  Problems problems;
  const NodePtr below = parse_yaml(
      "title: x\ngates: {south: {source: ledger, places: 1, strictness: 0.1}}", "below", problems);
  const NodePtr above = parse_yaml("gates: {south: {places: 2}}", "above", problems);
  const NodePtr other =
      parse_yaml("gates: {south: {assumption: a guess, places: 3}}", "other", problems);
  toy::Reading reading = read_text("title: x");
  reading.problems = Problems();
  toy::read_node(merge(below, above, problems), reading);
  REQUIRE(reading.report() == "");
  CHECK(reading.origin_of("gates.south.places")->how == Provenance::How::unstated);
  CHECK(reading.origin_of("gates.south.strictness")->how == Provenance::How::sourced);
  toy::Reading second = read_text("title: x");
  second.problems = Problems();
  toy::read_node(merge(below, other, problems), second);
  REQUIRE(second.report() == "");
  CHECK(second.origin_of("gates.south.places")->how == Provenance::How::assumed);
  CHECK(second.origin_of("gates.south.strictness")->how == Provenance::How::sourced);
}

namespace {

// The whole report on the good text with one piece replaced.
std::string complaint(std::string_view piece, std::string_view replacement) {
  return read_text(good_text_with(piece, replacement)).report();
}

}  // namespace

TEST_CASE("loader: each complaint names its place, what is allowed and what was meant") {
  CHECK(complaint("seed: 7", "sede: 7") ==
        "toy.yaml:3:1: sede: is not a known key; did you mean \"seed\"?\n");
  CHECK(complaint("seed: 7", "zzzz: 7") ==
        "toy.yaml:3:1: zzzz: is not a known key; allowed: title, seed, is_quiet, calendar, skills, "
        "gates, origins\n");
  CHECK(complaint("places: 115", "places: -3") ==
        "toy.yaml:12:13: gates.south.places: -3 is too small; allowed: 0 to 1000000 "
        "(persons/month)\n");
  CHECK(complaint("places: 115", "places: 1.5") ==
        "toy.yaml:12:13: gates.south.places: 1.5 is not a whole number of at most 19 digits; "
        "allowed: 0 to 1000000 (persons/month)\n");
  CHECK(complaint("places: 115", "places: \"115\"") ==
        "toy.yaml:12:13: gates.south.places: \"115\" is text because of its quotes; write it "
        "without them; allowed: 0 to 1000000 (persons/month)\n");
  CHECK(complaint("strictness: 0.25", "strictness: .nan") ==
        "toy.yaml:13:17: gates.south.strictness: \".nan\" is not a finite number; allowed: 0 to "
        "1\n");
  CHECK(complaint("strictness: 0.25", "strictness:") ==
        "toy.yaml:13:5: gates.south.strictness: has no value; leave the line out to keep the "
        "default\n");
  CHECK(complaint("opens: 1922-05", "opens: 1922-13") ==
        "toy.yaml:14:12: gates.south.opens: \"1922-13\" is no month; allowed: YYYY-MM, or YYYY for "
        "its January, years 1000 to 2999\n");
  CHECK(complaint("is_quiet: true", "is_quiet: yes") ==
        "toy.yaml:4:11: is_quiet: \"yes\" is text; allowed: true or false (not yes, no, on, "
        "off)\n");
  CHECK(complaint("mood: eager", "mood: eagre") ==
        "toy.yaml:19:11: origins.hills.mood: \"eagre\" is none of the choices; allowed: calm, "
        "eager, weary; did you mean \"eager\"?\n");
  CHECK(complaint("gate: south", "gate: sout") ==
        "toy.yaml:20:11: origins.hills.gate: there is no gate \"sout\"; did you mean \"south\"?\n");
  CHECK(complaint("allies: [plains]", "allies: [plains, plains]") ==
        "toy.yaml:21:22: origins.hills.allies: \"plains\" is listed twice\n");
  CHECK(complaint("source: ledger, confidence: high", "source: leger, confidence: sure") ==
        "toy.yaml:7:39: skills.smith.wage.source: there is no source \"leger\" in the bibliography "
        "(sources.yaml); did you mean \"ledger\"?\n"
        "toy.yaml:7:58: skills.smith.wage.confidence: \"sure\" is no confidence; allowed: high, "
        "medium, low (H, M, L)\n");
  CHECK(complaint("weaver: 0.75", "weaver: 0.5") ==
        "toy.yaml:23:5: origins.hills.skill_shares: the shares must sum to 1\n");
  CHECK(complaint("weaver: 0.75", "waever: 0.75") ==
        "toy.yaml:23:33: origins.hills.skill_shares.waever: there is no skill \"waever\"; did you "
        "mean \"weaver\"?\n");
  CHECK(complaint("end: 1926-12", "end: 1920-12") ==
        "toy.yaml:5:25: calendar.end: must come after start\n");
  CHECK(complaint("heads: 1000, ", "") ==
        "toy.yaml:25:7: origins.hills.regions.upper.heads: is missing; required: People who could "
        "go.\n");
  CHECK(complaint("lower: {", "upper: {") ==
        "toy.yaml:26:7: origins.hills.regions.upper: is given twice; the first is at "
        "toy.yaml:25:7\n");
  // Two regions may share a name as long as nobody refers to it.
  const std::string twice = "plains: {gate: north, regions: {lower: {heads: 3}}";
  CHECK(complaint("plains: {gate: north}", twice + "}").empty());
  CHECK(complaint("plains: {gate: north}", twice + ", capital: lower}") ==
        "toy.yaml:27:64: origins.plains.capital: there are several entries of kind region called "
        "\"lower\" (toy.yaml:26:7, toy.yaml:27:35); rename one of them\n");
  CHECK(complaint("title: Ruritania", "title: 1921") ==
        "toy.yaml:2:8: title: \"1921\" is a number; allowed: text; write \"1921\" in quotes if it "
        "is a word\n");
}

TEST_CASE("loader: series are checked point by point") {
  CHECK(complaint("{linear: {1921: 10, 1923: 34}}", "{linear: {1923: 10, 1921: 34}}") ==
        "toy.yaml:15:32: gates.south.quota.linear.1921: is not after 1923; the dates of a series "
        "must increase\n");
  CHECK(complaint("{linear: {1921: 10, 1923: 34}}", "{linear: {192: 10}}") ==
        "toy.yaml:15:22: gates.south.quota.linear.192: \"192\" is no date; allowed: YYYY or "
        "YYYY-MM\n");
  CHECK(complaint("{linear: {1921: 10, 1923: 34}}", "{linear: {1921: -1}}") ==
        "toy.yaml:15:28: gates.south.quota.linear.1921: -1 is too small; allowed: at least 0 "
        "(persons)\n");
  CHECK(complaint("{linear: {1921: 10, 1923: 34}}", "{linear: {}}") ==
        "toy.yaml:15:13: gates.south.quota.linear: is a map; allowed: dates and numbers, at least "
        "one: {1921: 0.1, 1923-05: 0.3}\n");
  CHECK(complaint("{linear: {1921: 10, 1923: 34}}", "{steps: {1921: 10}}") ==
        "toy.yaml:15:12: gates.south.quota: is a map without step, linear or value; allowed: a "
        "number, {step: {1921: 0.1, ...}} or {linear: {1921: 0.1, ...}}\n"
        "toy.yaml:15:13: gates.south.quota.steps: cannot stand beside a value; allowed: value, "
        "source, assumption, calibrated, confidence, note, step, linear; did you mean \"step\"?\n");
  CHECK(complaint("{linear: {1921: 10, 1923: 34}}", "{step: {1921: 1}, linear: {1921: 1}}") ==
        "toy.yaml:15:12: gates.south.quota: may have only one of step, linear and value\n");
}

TEST_CASE("loader: all problems of a file are reported at once, in its order") {
  const auto reading = read_text(
      "title: 5\nseed: many\ncalendar: {start: soon}\ngates: {a: {places: -1, open: true}}\n"
      "origins: {x: {gate: b}}\n");
  const auto list = reading.problems.sorted();
  REQUIRE(list.size() == 6);
  for (std::size_t at = 1; at < list.size(); ++at)
    CHECK(list[at - 1].position.line <= list[at].position.line);
  CHECK(reading.problems.exit_code() == 65);
}

TEST_CASE("loader: numbers are read exactly or refused") {
  const auto seed = [](const std::string& text) {
    return read_text(good_text_with("seed: 7", "seed: " + text));
  };
  CHECK(seed("9007199254740993").world.seed == 9007199254740993);
  CHECK(seed("9223372036854775807").world.seed == 9223372036854775807);
  CHECK(seed("1e3").world.seed == 1000);
  CHECK(seed("-4").world.seed == -4);
  for (const char* text : {"9223372036854775808", "1e400", "010", "0x10", "1_000", "0.5", "inf",
                           "-.inf", "NaN", "--1", "1e", "[1]", "{value: 1, valeu: 2}", "{}"}) {
    CAPTURE(text);
    CHECK(seed(text).problems.count() >= 1);
    CHECK(seed(text).world.seed == 1);  // the default stays
  }
}

TEST_CASE("loader: a number of a value with source may not carry two origins") {
  CHECK(
      complaint("source: ledger, confidence: high", "source: ledger, assumption: really") ==
      "toy.yaml:7:47: skills.smith.wage.assumption: only one of source, assumption and calibrated "
      "may be given; put the rest into note\n");
}

TEST_CASE("loader: a reference that defaults to an unknown id is reported too") {
  struct Lonely {
    std::string gate = "nowhere";
  } lonely;
  Problems problems;
  const Bibliography bibliography;
  const NodePtr root = parse_yaml("{}", "toy.yaml", problems);
  Loader loader(bibliography, problems);
  loader.read(root, [&](FieldVisitor& v) {
    v.reference(lonely.gate, "gate", {.key = "gate", .help = "Where."});
  });
  loader.finish();
  CHECK(problems.report() ==
        "toy.yaml:1:1: gate: there is no gate \"nowhere\": this scenario lists none at all\n");
  Problems fewer;
  Loader second(bibliography, fewer);
  second.declare("gate", "nowhere");
  second.read(root, [&](FieldVisitor& v) {
    v.reference(lonely.gate, "gate", {.key = "gate", .help = "Where."});
  });
  second.finish();
  CHECK(fewer.empty());
}

TEST_CASE("loader: an empty table, an entry without keys and an absent table are three things") {
  CHECK(read_text("title: x\ngates: {}\n").problems.empty());
  CHECK(read_text("title: x\ngates: {a: {}}\n").world.gates.size() == 1);
  CHECK(read_text("title: x\n").report() ==
        "toy.yaml:1:1: gates: is missing; required: Who lets people in.\n");
  CHECK(read_text("title: x\ngates: {a: }\n").report() ==
        "toy.yaml:2:9: gates.a: has no value; allowed: a map of keys and values ({} keeps all "
        "defaults)\n");
  CHECK(read_text("title: x\ngates: [a]\n").report() ==
        "toy.yaml:2:8: gates: is a list; allowed: a map of entries, one for each gate: id: "
        "{...}\n");
  CHECK(read_text("title: x\ngates: {\"a.b\": {}, value: {}}\n").problems.count() == 2);
}
