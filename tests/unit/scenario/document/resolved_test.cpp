#include "engine/scenario/document/resolved.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "engine/scenario/document/json_tree.hpp"
#include "tests/unit/scenario/reading.hpp"

using namespace komuna;

namespace {

// Random worlds of every shape; the seed is fixed, nothing here is a statistical test.
class Inventor {
 public:
  explicit Inventor(unsigned seed) : engine_(seed) {}

  toy::World world() {
    toy::World world;
    world.title = words();
    world.seed = static_cast<std::int64_t>(engine_());
    world.is_quiet = coin();
    world.calendar.birth_rate = share();
    world.calendar.end = world.calendar.start + 1 + upto(500);
    for (int k = upto(3); k >= 0; --k)
      world.skills.push_back({std::string("skill") + std::to_string(k), any()});
    for (int k = upto(2); k >= 0; --k)
      world.gates.push_back(gate(std::string("gate") + std::to_string(k)));
    for (int k = upto(3); k > 0; --k)
      world.origins.push_back(origin(std::string("o") + std::to_string(k), world));
    return world;
  }

 private:
  int upto(int most) { return static_cast<int>(engine_() % static_cast<unsigned>(most + 1)); }
  bool coin() { return upto(1) == 1; }
  double share() { return static_cast<double>(engine_()) / 18446744073709551616.0; }
  double any() {  // over many orders of magnitude
    double value = share();
    for (int k = upto(300); k > 0; --k) value *= coin() ? 7.3 : 0.11;
    return value;
  }
  std::string words() {
    std::string text = "w";  // no text is blank
    for (int k = upto(12); k >= 0; --k)
      text += std::vector<std::string>{"a", "\"", "\\", "\n",     "\xC5\xBE",
                                       " ", "~",  ":",  "\u2013", "1"}[static_cast<std::size_t>(
          upto(9))];
    return text;
  }
  Series series() {
    if (coin()) return Series(share());
    Series series;
    series.reading = coin() ? Series::Reading::step : Series::Reading::linear;
    Month month = Month::of(1900, 1);
    for (int k = upto(5); k >= 0; --k) {
      month = month + 1 + upto(40);
      series.points.push_back({month, share()});
    }
    return series;
  }
  toy::Gate gate(const std::string& id) {
    toy::Gate gate;
    gate.id = id;
    gate.places = upto(1000000);
    gate.strictness = share();
    gate.is_open = coin();
    gate.opens = Month::of(1900 + upto(90), 1 + upto(11));
    gate.quota = series();
    gate.slogan = words();
    return gate;
  }
  toy::Origin origin(const std::string& id, const toy::World& world) {
    toy::Origin origin;
    origin.id = id;
    origin.mood = static_cast<toy::Mood>(upto(2));
    origin.gate = world.gates[0].id;
    if (coin()) origin.main_skill = world.skills[0].id;
    if (coin()) origin.allies = {id};
    const double first = share();
    if (world.skills.size() > 1 && coin())
      origin.skill_shares = {{world.skills[1].id, first}, {world.skills[0].id, 1 - first}};
    for (int k = upto(2); k > 0; --k)
      origin.regions.push_back({id + "_r" + std::to_string(k), upto(1000000), series()});
    return origin;
  }
  std::mt19937_64 engine_;
};

bool same(const Series& a, const Series& b) {
  if (a.reading != b.reading || a.points.size() != b.points.size()) return false;
  for (std::size_t k = 0; k < a.points.size(); ++k)
    if (a.points[k].month != b.points[k].month || a.points[k].value != b.points[k].value)
      return false;
  return true;
}

void check_same(const toy::World& a, const toy::World& b) {
  CHECK(a.title == b.title);
  CHECK(a.seed == b.seed);
  CHECK(a.is_quiet == b.is_quiet);
  CHECK(a.calendar.end == b.calendar.end);
  CHECK(a.calendar.birth_rate == b.calendar.birth_rate);
  REQUIRE(a.skills.size() == b.skills.size());
  for (std::size_t k = 0; k < a.skills.size(); ++k) CHECK(a.skills[k].wage == b.skills[k].wage);
  REQUIRE(a.gates.size() == b.gates.size());
  for (std::size_t k = 0; k < a.gates.size(); ++k) {
    CHECK(a.gates[k].slogan == b.gates[k].slogan);
    CHECK(a.gates[k].strictness == b.gates[k].strictness);
    CHECK(same(a.gates[k].quota, b.gates[k].quota));
  }
  REQUIRE(a.origins.size() == b.origins.size());
  for (std::size_t k = 0; k < a.origins.size(); ++k) {
    CHECK(a.origins[k].mood == b.origins[k].mood);
    CHECK(a.origins[k].main_skill == b.origins[k].main_skill);
    CHECK(a.origins[k].allies == b.origins[k].allies);
    CHECK(a.origins[k].skill_shares == b.origins[k].skill_shares);
    REQUIRE(a.origins[k].regions.size() == b.origins[k].regions.size());
    for (std::size_t r = 0; r < a.origins[k].regions.size(); ++r)
      CHECK(same(a.origins[k].regions[r].unemployment, b.origins[k].regions[r].unemployment));
  }
}

}  // namespace

TEST_CASE("resolved: writing, reading and writing again gives the same world and the same text") {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    toy::World world = Inventor(seed).world();
    const std::string text = resolved_json(toy::body_of(world));
    toy::Reading reading;
    toy::read_node(parse_json(text, "resolved.json", reading.problems), reading);
    REQUIRE(reading.report() == "");
    check_same(world, reading.world);
    CHECK(resolved_json(toy::body_of(reading.world)) == text);
  }
}

TEST_CASE("resolved: the YAML reader reads the same JSON") {
  auto from_yaml = toy::read_text(toy::good_text);
  const std::string text = resolved_json(toy::body_of(from_yaml.world));
  auto again = toy::read_text(text);
  REQUIRE(again.report() == "");
  CHECK(resolved_json(toy::body_of(again.world)) == text);
}

TEST_CASE("resolved: what JSON cannot say is left to the default") {
  double endless = no_limit;
  Month never{};
  const std::string text = resolved_json([&](FieldVisitor& v) {
    v.number(endless, {.key = "endless", .help = "No end."});
    v.month(never, {.key = "never", .help = "No date."});
  });
  CHECK(text == "{}\n");
}
