#include "engine/population/circle.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <vector>

#include "tests/support/small_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

using Head = std::pair<Index, std::uint32_t>;

// Everybody of a pool who sees the same person join, found by trying.
std::set<Head> circle_of(Circles circles, const std::vector<Head>& pool, Head who) {
  circles.join(who.first, who.second);
  std::set<Head> found;
  for (const Head& head : pool)
    if (circles.joined(head.first, head.second) > 0) found.insert(head);
  return found;
}

std::vector<Head> heads_of(const Cells& cells, const std::vector<Index>& of) {
  std::vector<Head> heads;
  for (const Index c : of)
    for (std::uint32_t slot = 0; slot < cells[c].heads; ++slot) heads.push_back({c, slot});
  return heads;
}

}  // namespace

TEST_CASE("workplaces divide the heads of a region and branch, across skills") {
  PopulationParameters population = arcadia();
  population.branches[0].workplace_size = 7;
  for (Region& region : population.origins[0].regions) region.heads = 200;
  const Cells cells(population);
  const Draws draws(4, 0);
  const Circles circles(Circles::Kind::workplace, cells, population, draws);
  const std::vector<Head> farmers = heads_of(cells, {0, 1});  // hills: skilled and unskilled
  REQUIRE(farmers.size() == 100);
  std::map<std::size_t, int> sizes;
  std::set<Head> met;
  bool mixed = false;
  for (const Head& head : farmers) {
    const std::set<Head> circle = circle_of(circles, farmers, head);
    REQUIRE(circle.count(head) == 1);
    if (met.count(head) == 0) ++sizes[circle.size()];
    met.insert(circle.begin(), circle.end());
    for (const Head& other : circle) REQUIRE(circle_of(circles, farmers, other) == circle);
    mixed = mixed || (circle.begin()->first != circle.rbegin()->first);
  }
  CHECK(sizes == std::map<std::size_t, int>{{7, 14}, {2, 1}});  // 100 = 14 * 7 + 2
  CHECK(mixed);
}

TEST_CASE("joining is seen by the own circle only and adds up") {
  PopulationParameters population = arcadia();
  population.branches[0].workplace_size = 10000;  // the whole branch of a region
  const Cells cells(population);
  Circles circles(Circles::Kind::workplace, cells, population, Draws(4, 0));
  CHECK(circles.untouched(0));
  CHECK(circles.joined(0, 3) == 0);
  circles.join(0, 3);
  circles.join(1, 8);
  CHECK_FALSE(circles.untouched(0));
  CHECK_FALSE(circles.untouched(1));
  CHECK(circles.joined(0, 99) == 2);
  CHECK(circles.joined(1, 0) == 2);
  CHECK(circles.untouched(2));  // another branch
  CHECK(circles.untouched(6));  // another region
  CHECK(circles.joined(6, 3) == 0);
}

TEST_CASE("the fullest circle of a pool bounds all others") {
  PopulationParameters population = arcadia();
  population.branches[0].workplace_size = 5;
  const Cells cells(population);
  Circles circles(Circles::Kind::workplace, cells, population, Draws(4, 0));
  for (std::uint32_t slot = 0; slot < 900; slot += 3) {
    circles.join(0, slot);
    if (slot % 90 != 0) continue;
    int most = 0;
    for (const Index c : {0u, 1u})
      for (std::uint32_t other = 0; other < cells[c].heads; ++other)
        most = std::max(most, circles.joined(c, other));
    CHECK(circles.most_joined(0) == most);
    CHECK(circles.most_joined(1) == most);
  }
  CHECK(circles.most_joined(0) > 1);
  CHECK(circles.most_joined(2) == 0);
}

TEST_CASE("kin circles cut across branches, within a group") {
  PopulationParameters population = arcadia();
  population.groups.push_back({"settler", "Born there", 1.0});
  population.origins[0].regions[0].groups = {{"settler", 0.5}};
  population.kin_circle = 100;
  population.origins[0].regions[0].heads = 100;
  const Cells cells(population);
  Circles kin(Circles::Kind::kin, cells, population, Draws(4, 0));
  Index settler = none, native_farmer = none, native_trader = none;
  for (Index c = 0; c < cells.size(); ++c) {
    if (cells[c].region != 0) continue;
    if (cells[c].group == 1) settler = c;
    if (cells[c].group == 0 && cells[c].branch == 0) native_farmer = c;
    if (cells[c].group == 0 && cells[c].branch == 2) native_trader = c;
  }
  kin.join(native_farmer, 0);
  CHECK(kin.joined(native_trader, 0) == 1);
  CHECK(kin.joined(settler, 0) == 0);
}

TEST_CASE("heads beyond the reference number have no circle and disturb none") {
  const PopulationParameters population = arcadia();
  const Cells cells(population);
  Circles circles(Circles::Kind::workplace, cells, population, Draws(4, 0));
  circles.join(0, cells[0].heads);
  CHECK(circles.untouched(0));
  circles.join(0, 0);
  CHECK(circles.joined(0, cells[0].heads + 5) == 0);
}

TEST_CASE("a workplace of one shows nobody else") {
  PopulationParameters population = arcadia();
  for (Branch& branch : population.branches) branch.workplace_size = 1;
  const Cells cells(population);
  Circles circles(Circles::Kind::workplace, cells, population, Draws(4, 0));
  circles.join(0, 5);
  int seen = 0;
  for (std::uint32_t slot = 0; slot < cells[0].heads; ++slot)
    if (slot != 5) seen += circles.joined(0, slot);
  CHECK(seen == 0);
}
