#include "engine/processes/drives.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/field_audit.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

SmallWorld::Adjust with_campaign(Purpose purpose) {
  return [purpose](PopulationParameters&, WorldParameters& w) {
    Campaign campaign;
    campaign.id = "bread";
    campaign.origin = "arcadia";
    campaign.from = Month::of(1921, 1);
    campaign.until = Month::of(1960, 12);
    campaign.purpose = purpose;
    campaign.collective = "spring";
    campaign.intensity = 0.5;
    campaign.gift = 4;
    campaign.provisions = 0.25;
    w.campaigns.push_back(campaign);
  };
}

std::int64_t givers(const World& world) {
  std::int64_t found = 0;
  for (const Event& event : world.events)
    if (event.kind == EventKind::gave) found += event.count;
  return found;
}

}  // namespace

TEST_CASE("drives: parameters are declared") {
  DrivesParameters p;
  CHECK(FieldAudit::of(p) == std::vector<std::string>{});
}

// 200 members and 800 sympathisers at a tenth: mean 0.5 * 280 = 140 givers a month. n = 300 months,
// seed 1, false alarm 1e-6.
TEST_CASE("as many give as members and sympathisers make expect") {
  SmallWorld small(with_campaign(Purpose::relief));
  double total = 0;
  for (int m = 0; m < 300; ++m) {
    small.at(Month::of(1923, 1) + m);
    drives(small.world, DrivesParameters{});
    total += static_cast<double>(givers(small.world));
  }
  CHECK(normal_two_sided((total - 300 * 140.0) / std::sqrt(300 * 140.0)) > false_alarm);
  CHECK(small.world.totals.money_given == Approx(total * 4 * 0.75));
  CHECK(small.world.totals.provisions_given == Approx(total * 4 * 0.25));
  CHECK(small.world.totals.relief == Approx(total * 4));
  CHECK(small.world.totals.equipment == 0);
}

TEST_CASE("gifts go where the campaign says, and to relief while its collective is not there") {
  SmallWorld small(with_campaign(Purpose::collective));
  drives(small.world, DrivesParameters{});
  const double first = small.world.totals.relief;
  CHECK(first > 0);
  const Index c = small.found();
  small.at(small.world.month + 1);
  drives(small.world, DrivesParameters{});
  const double money = static_cast<double>(givers(small.world)) * 4 * 0.75;
  CHECK(small.world.collectives[c].fund == Approx(money));
  CHECK(small.world.totals.relief == first);
  enter_stage(small.world.collectives[c], Stage::dissolved, small.world.month);
  small.at(small.world.month + 1);
  drives(small.world, DrivesParameters{});
  CHECK(small.world.collectives[c].fund == Approx(money));
  CHECK(small.world.totals.relief > first);

  SmallWorld tools(with_campaign(Purpose::equipment));
  drives(tools.world, DrivesParameters{});
  CHECK(tools.world.totals.equipment == Approx(4.0 * static_cast<double>(givers(tools.world))));
  CHECK(tools.world.totals.relief == 0);
}

TEST_CASE("nobody gives outside the dates, in a closed country or without a party") {
  SmallWorld small([](PopulationParameters& p, WorldParameters& w) {
    with_campaign(Purpose::relief)(p, w);
    w.campaigns[0].from = Month::of(1922, 3);
    w.campaigns[0].until = Month::of(1922, 4);
    p.origins[0].closed_from = Month::of(1939, 3);
  });
  const auto given_in = [&](Month month) {
    small.at(month);
    drives(small.world, DrivesParameters{});
    return givers(small.world);
  };
  CHECK(given_in(Month::of(1922, 2)) == 0);
  CHECK(given_in(Month::of(1922, 3)) > 0);
  CHECK(given_in(Month::of(1922, 4)) > 0);
  CHECK(given_in(Month::of(1922, 5)) == 0);
  small.parameters.campaigns[0].until = Month::of(1943, 12);
  CHECK(given_in(Month::of(1939, 2)) > 0);
  CHECK(given_in(Month::of(1939, 3)) == 0);
  small.population.origins[0].party_members = Series(0.0);
  CHECK(given_in(Month::of(1930, 1)) == 0);
  CHECK(small.world.origins[0].contacts >= 0);
}

TEST_CASE("when nobody is ready to give no collection is held, and readiness multiplies givers") {
  SmallWorld small(with_campaign(Purpose::relief));
  DrivesParameters p;
  p.giving = Series(0.0);
  drives(small.world, p);
  CHECK(givers(small.world) == 0);
  CHECK(small.world.totals.relief == 0);
  // 280 givers a month expected at twice the readiness; n = 1 month, interval of five deviations.
  p.giving = Series(2.0);
  drives(small.world, p);
  CHECK(std::fabs(static_cast<double>(givers(small.world)) - 280.0) < 5 * std::sqrt(280.0));
}

TEST_CASE("contacts grow with giving and agitation and fade") {
  SmallWorld small(with_campaign(Purpose::relief));
  DrivesParameters p;
  p.gain_giving = 0.2;
  p.gain_agitation = 0.1;
  p.decay = 0.05;
  OriginState& origin = small.world.origins[0];
  origin.contacts = 0.4;
  origin.agitation = 0.5;
  drives(small.world, p);
  const double per_member = static_cast<double>(givers(small.world)) / 200.0;
  CHECK(origin.contacts == Approx(0.4 + 0.6 * (0.2 * per_member + 0.05) - 0.05 * 0.4));
  p.gain_giving = 10;  // more gain than there is room
  drives(small.world, p);
  CHECK(origin.contacts <= 1.0);
  small.parameters.campaigns.clear();
  origin.agitation = 0;
  const double before = origin.contacts;
  for (int m = 0; m < 12; ++m) drives(small.world, p);
  CHECK(origin.contacts == Approx(before * std::pow(0.95, 12)));
}
