#include "engine/population/cell.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <stdexcept>

#include "tests/support/small_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

std::map<std::string, Cell> by_name(const PopulationParameters& population) {
  const Cells cells(population);
  std::map<std::string, Cell> found;
  for (Index c = 0; c < cells.size(); ++c) found[cells.name(c, population)] = cells[c];
  return found;
}

std::uint64_t heads_in(const Cells& cells, Index region) {
  std::uint64_t heads = 0;
  for (const Cell& cell : cells.all())
    if (cell.region == region) heads += cell.heads;
  return heads;
}

}  // namespace

TEST_CASE("a cell for each region, group, branch and skill, with its share of heads") {
  PopulationParameters population = arcadia();
  population.groups.push_back({"settler", "Born there", 1.0});
  population.origins[0].regions[1].groups = {{"settler", 0.25}};
  const Cells cells(population);
  const auto named = by_name(population);
  CHECK(cells.size() == 6 + 12);
  const Cell& farmer = named.at("arcadia/hills/native/farming/skilled");
  CHECK(farmer.heads == 1500);
  CHECK(farmer.skilled);
  CHECK(farmer.sector == Sector::agriculture);
  CHECK(farmer.ties == 0.0);
  CHECK(farmer.id == semantic_id("arcadia/hills/native/farming/skilled"));
  const Cell& settler = named.at("arcadia/plain/settler/metal/unskilled");
  CHECK(settler.heads == 525);  // 10,000 * 0.25 * 0.3 * 0.7
  CHECK(settler.ties == 1.0);
  CHECK_FALSE(settler.skilled);
  CHECK(cells.regions()[1].id == "arcadia/plain");
  CHECK(cells.regions()[1].first_cell == 6);
  CHECK(cells.regions()[1].last_cell == 18);
  CHECK(cells.of_origin(0).size() == 18);
  CHECK(cells.of_origin(1).empty());
}

TEST_CASE("no head of a region is lost or invented, down to a single one") {
  for (const std::int64_t heads : {1, 2, 3, 5, 7, 19, 100, 101, 9999}) {
    PopulationParameters population = arcadia();
    population.groups.push_back({"settler", "Born there", 1.0});
    population.origins[0].regions[0].heads = heads;
    population.origins[0].regions[0].groups = {{"settler", 0.013}};
    const Cells cells(population);
    CHECK(heads_in(cells, 0) == static_cast<std::uint64_t>(heads));
    for (const Cell& cell : cells.all()) CHECK(cell.heads > 0);
  }
}

TEST_CASE("cells do not depend on the order of the file") {
  PopulationParameters population = arcadia();
  for (Region& region : population.origins[0].regions) region.heads = 97;
  PopulationParameters turned = population;
  std::reverse(turned.branches.begin(), turned.branches.end());
  std::reverse(turned.origins[0].regions.begin(), turned.origins[0].regions.end());
  for (Region& region : turned.origins[0].regions)
    std::reverse(region.branches.begin(), region.branches.end());
  const auto one = by_name(population);
  const auto other = by_name(turned);
  REQUIRE(one.size() == other.size());
  for (const auto& [name, cell] : one) {
    REQUIRE(other.count(name) == 1);
    CHECK(other.at(name).heads == cell.heads);
    CHECK(other.at(name).id == cell.id);
    CHECK(other.at(name).party_share == Approx(cell.party_share));
  }
}

TEST_CASE("where two cells have the same claim to a head, the file's order does not decide") {
  const auto only_cell = [](bool turned) {
    PopulationParameters population = arcadia();
    for (Branch& branch : population.branches) branch.skilled_share = 0;
    Region& region = population.origins[0].regions[0];
    region.heads = 1;
    region.branches = {{"farming", 0.25}, {"metal", 0.375}, {"trade", 0.375}};
    if (turned) std::reverse(region.branches.begin(), region.branches.end());
    const Cells cells(population);
    CHECK(cells.regions()[0].last_cell == 1);
    return cells.name(0, population);
  };
  CHECK(only_cell(false) == only_cell(true));
}

TEST_CASE("party members are spread by heads and weights") {
  PopulationParameters population = arcadia();
  population.branches[1].party_weight = 3.0;
  population.branches[2].party_weight = 0.0;
  population.origins[0].regions[1].party_weight = 2.0;
  const auto named = by_name(population);
  // weights: hills 5000 * 1 + 3000 * 3 = 14,000; plain twice that
  CHECK(named.at("arcadia/hills/native/farming/skilled").party_share == Approx(1500.0 / 42000));
  CHECK(named.at("arcadia/plain/native/metal/unskilled").party_share == Approx(12600.0 / 42000));
  CHECK(named.at("arcadia/plain/native/trade/skilled").party_share == 0.0);
  double total = 0;
  for (const auto& [name, cell] : named) total += cell.party_share;
  CHECK(total == Approx(1.0));
  for (Branch& branch : population.branches) branch.party_weight = 0;
  for (const auto& [name, cell] : by_name(population)) CHECK(cell.party_share == 0.0);
}

TEST_CASE("the strata are intervals of slots that follow the party's strength") {
  PopulationParameters population = arcadia();
  Origin& origin = population.origins[0];
  const Cells cells(population);
  const Month month = Month::of(1923, 5);
  const Strata strata = cells.strata(0, origin, month);  // 1,500 heads, 15 of 200 members
  CHECK(strata.end == std::array<std::uint32_t, 4>{2, 15, 75, 1500});
  CHECK(strata.heads() == 1500);
  CHECK(strata.of(0) == Stratum::activist);
  CHECK(strata.of(1) == Stratum::activist);
  CHECK(strata.of(2) == Stratum::member);
  CHECK(strata.of(14) == Stratum::member);
  CHECK(strata.of(15) == Stratum::sympathiser);
  CHECK(strata.of(74) == Stratum::sympathiser);
  CHECK(strata.of(75) == Stratum::indifferent);
  CHECK(strata.of(1499) == Stratum::indifferent);
}

TEST_CASE("no party, a party larger than the country, a shrinking and a growing labour force") {
  PopulationParameters population = arcadia();
  Origin& origin = population.origins[0];
  const Cells cells(population);
  const Month month = Month::of(1923, 5);
  origin.party_members = Series(0.0);
  CHECK(cells.strata(0, origin, month).end == std::array<std::uint32_t, 4>{0, 0, 0, 1500});
  CHECK(cells.strata(0, origin, month).of(0) == Stratum::indifferent);
  origin.party_members = Series(1e8);
  CHECK(cells.strata(0, origin, month).end == std::array<std::uint32_t, 4>{1500, 1500, 1500, 1500});
  origin.party_members = Series(200.0);
  origin.labour_force = Series(1.5);
  CHECK(cells.strata(0, origin, month).end == std::array<std::uint32_t, 4>{2, 15, 75, 2250});
  origin.labour_force = Series(0.0);
  CHECK(cells.strata(0, origin, month).end == std::array<std::uint32_t, 4>{0, 0, 0, 0});
}

TEST_CASE("a branch listed under a name nobody has is left out, a name used twice is refused") {
  PopulationParameters population = arcadia();
  population.origins[0].regions[0].branches.push_back({"magic", 0.0});
  CHECK(Cells(population).size() == 12);
  population.origins[0].regions[1].id = "hills";
  CHECK_THROWS_AS(Cells(population), std::invalid_argument);
}

TEST_CASE("entries are found by id") {
  const PopulationParameters population = arcadia();
  CHECK(find_entry(population.branches, "metal") == std::optional<Index>(1));
  CHECK_FALSE(find_entry(population.branches, "magic").has_value());
  CHECK_FALSE(find_entry(std::vector<Branch>{}, "metal").has_value());
}

TEST_CASE("strata from figures already read are those of the month") {
  PopulationParameters population = arcadia();
  Origin& origin = population.origins[0];
  origin.labour_force = Series(1.3);
  const Cells cells(population);
  const Month month = Month::of(1923, 5);
  for (Index c = 0; c < cells.size(); ++c)
    CHECK(cells.strata(c, origin, 1.3, 200.0).end == cells.strata(c, origin, month).end);
  CHECK(cells.strata(0, origin, 1.0, 400.0).end[1] == 30);
}
