#include "engine/processes/expectation.hpp"

#include <catch2/catch.hpp>

#include "tests/support/field_audit.hpp"
#include "tests/support/small_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

ExpectationParameters silence() {
  ExpectationParameters p;
  Agitation channel;
  channel.id = "arcadia";
  channel.press = Series(0.0);
  p.channels.push_back(channel);
  return p;
}

}  // namespace

TEST_CASE("expectation: parameters are declared, their weights bounded together") {
  ExpectationParameters p;
  CHECK(FieldAudit::of(p) == std::vector<std::string>{});
  p.weight_letters = 0.8;
  CHECK(FieldAudit::of(p).size() == 1);
}

TEST_CASE("the belief of the first month is the one given") {
  SmallWorld small;
  begin_expectation(small.world, ExpectationParameters{});
  CHECK(small.world.origins[0].expected.living == 0.35);
  CHECK(small.world.origins[0].expected.security == 0.5);
  CHECK(small.world.origins[0].expected.say == 0.6);
}

TEST_CASE("without a source the belief stays; without a channel there is the usual press") {
  SmallWorld small;
  expectation(small.world, silence());
  CHECK(small.world.origins[0].expected.living == 0.5);
  expectation(small.world, ExpectationParameters{});  // press 0.2, weight 0.03, claim 0.75
  CHECK(small.world.origins[0].expected.living == Approx(0.5 + 0.006 * 0.25));
  CHECK(small.world.origins[0].expected.say == Approx(0.5 + 0.006 * 0.4));
}

TEST_CASE("all sources pull at once, from the belief at the start of the month") {
  SmallWorld small;
  ExpectationParameters p = silence();
  p.channels[0].representatives = Series(0.5);
  p.channels[0].press = Series(1.0);
  p.channels[0].warnings = Series(0.8);
  p.weight_representatives = 0.2;
  p.weight_press = 0.1;
  p.weight_warnings = 0.25;
  p.weight_letters = 0.3;
  p.many_letters = 4;
  p.weight_returned = 0.1;
  p.many_returned = 10;
  World& world = small.world;
  world.letters.push_back({world.month, 0, none, {0.2, 0.9, 0.1}});
  world.letters.push_back({world.month - 3, 0, none, {0.4, 0.9, 0.1}});
  world.letters.push_back({world.month + 1, 0, none, {1.0, 1.0, 1.0}});  // not here yet
  world.origins[0].returned = 30;
  world.origins[0].told = {0.1, 0.2, 0.3};
  expectation(world, p);
  // weights: representatives 0.1, press 0.1, warnings 0.2, letters 0.3 * 2/4, returned 0.1
  CHECK(world.origins[0].expected.living == Approx(0.5 + 0.2 * (0.75 - 0.5) + 0.2 * (0.1 - 0.5) +
                                                   0.15 * (0.3 - 0.5) + 0.1 * (0.1 - 0.5)));
  CHECK(world.origins[0].expected.security == Approx(0.5 + 0.2 * (0.8 - 0.5) + 0.2 * (0.1 - 0.5) +
                                                     0.15 * (0.9 - 0.5) + 0.1 * (0.2 - 0.5)));
  CHECK(world.origins[0].expected.say == Approx(0.5 + 0.2 * (0.9 - 0.5) + 0.2 * (0.2 - 0.5) +
                                                0.15 * (0.1 - 0.5) + 0.1 * (0.3 - 0.5)));
  CHECK(world.origins[0].agitation == 0.5);
  CHECK(world.origins[0].warnings == 0.8);
  CHECK(world.origins[0].letters == 2);
  CHECK(world.origins[0].returned == 0);  // heard once
  REQUIRE(world.letters.size() == 1);
  world.month = world.month + 1;
  expectation(world, p);
  CHECK(world.letters.empty());
  CHECK(world.origins[0].letters == 1);
}

TEST_CASE("a flood of letters pulls no harder than many, and they reach their own origin only") {
  SmallWorld small([](PopulationParameters& p, auto&) {
    p.origins.push_back(p.origins[0]);
    p.origins[1].id = "utopia";
  });
  ExpectationParameters p = silence();
  p.channels.push_back(p.channels[0]);
  p.channels[1].id = "utopia";
  for (int i = 0; i < 500; ++i)
    small.world.letters.push_back({small.world.month, 1, none, {1.0, 1.0, 1.0}});
  expectation(small.world, p);
  CHECK(small.world.origins[0].expected.living == 0.5);
  CHECK(small.world.origins[1].expected.living == Approx(0.5 + 0.1 * 0.5));
}

TEST_CASE("beliefs stay between the lowest and the highest claim for ever") {
  SmallWorld small;
  ExpectationParameters p = silence();
  p.channels[0].representatives = Series(1.0);
  p.channels[0].press = Series(1.0);
  p.channels[0].warnings = Series(1.0);
  p.weight_representatives = 0.5;
  p.weight_press = 0.2;
  p.weight_warnings = 0.1;
  for (int m = 0; m < 300; ++m) {
    small.world.month = small.world.month + 1;
    expectation(small.world, p);
    REQUIRE(small.world.origins[0].expected.living >= 0.1);
    REQUIRE(small.world.origins[0].expected.living <= 0.75);
  }
  // at rest: the mean of the claims by their weights
  CHECK(small.world.origins[0].expected.living == Approx((0.7 * 0.75 + 0.1 * 0.1) / 0.8));
}
