// A country more, a process more: nobody else's draws change.

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "tests/support/outcome_text.hpp"
#include "tests/support/small_cases.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// What happened in the regions of the named origins, by ids.
std::vector<std::string> story(const HomeModel& model, std::uint64_t replicate,
                               const std::vector<std::string>& origins,
                               bool another_process = false) {
  const Cells cells(model.population);
  const Traits traits(model.population);
  EngineHome home(model, cells, traits, 61, replicate);
  for (int m = 0; m < model.months; ++m) {
    home.step();
    if (another_process)  // draws of a stream of its own, once for every cell
      for (const Cell& cell : cells.all())
        home.world().draws.uniform(cell.id, 0, home.world().month, static_cast<Stream>(200));
  }
  const HomeHistory& history = home.history();
  std::vector<std::string> lines;
  const auto asked = [&](Index origin) {
    return std::count(origins.begin(), origins.end(), model.population.origins[origin].id) > 0;
  };
  for (const Joined& j : history.joined) {
    if (!asked(cells[j.cell].origin)) continue;
    std::ostringstream line;
    line << cells.name(j.cell, model.population) << '#' << j.slot << ' ' << j.month << ' ' << j.time
         << ' ' << j.chosen;
    lines.push_back(line.str());
  }
  for (std::size_t r = 0; r < cells.regions().size(); ++r) {
    if (!asked(cells.regions()[r].origin)) continue;
    std::ostringstream line;
    line << cells.regions()[r].id << " requests";
    for (const auto n : history.requests[r]) line << ' ' << n;
    line << " founded";
    for (const std::size_t sector : {0u, 1u})
      for (const auto n : history.founded[r * 2 + sector]) line << ' ' << n;
    lines.push_back(line.str());
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

HomeModel country() {
  HomeModel model = foundings();
  model.population.origins.resize(1);
  return model;
}

// Another origin before the first, larger, with collectives founded in it.
HomeModel with_neighbour() {
  HomeModel model = country();
  Origin neighbour = model.population.origins[0];
  neighbour.id = "neighbour";
  neighbour.party_members = Series(400.0);
  model.population.origins.insert(model.population.origins.begin(), neighbour);
  return model;
}

}  // namespace

TEST_CASE("An added origin changes nothing for the others") {
  for (std::uint64_t r = 0; r < 20; ++r) {
    const auto alone = story(country(), r, {"arcadia"});
    CHECK(difference(alone, story(with_neighbour(), r, {"arcadia"})) == "");
    CHECK(alone.size() > 20);
  }
  // Keys made from positions would fail: here the origins are called by their positions.
  HomeModel by_position = country();
  by_position.population.origins[0].id = "0";
  by_position.world.collectives[0].origin = "0";
  HomeModel after = with_neighbour();
  after.population.origins[0].id = "0";
  after.population.origins[1].id = "1";
  after.world.collectives[0].origin = "1";
  const auto without_names = [](std::vector<std::string> lines) {
    for (std::string& line : lines) line.erase(0, 1);
    std::sort(lines.begin(), lines.end());
    return lines;
  };
  CHECK(difference(without_names(story(by_position, 0, {"0"})),
                   without_names(story(after, 0, {"1"}))) != "");
}

TEST_CASE("An added destination takes people away and brings nobody") {
  HomeModel without = country();
  without.decision.colleagues = without.decision.kin = 0;  // who is missing would be missed
  HomeModel with = without;
  Destination overseas;
  overseas.id = "overseas";
  overseas.rates.push_back({"arcadia", -5.0, 0.0});
  with.world.destinations.push_back(overseas);
  std::size_t gone = 0;
  for (std::uint64_t r = 0; r < 20; ++r) {
    const auto before = story(without, r, {"arcadia"});
    const auto after = story(with, r, {"arcadia"});
    CHECK(std::includes(before.begin(), before.end(), after.begin(), after.end()));
    gone += before.size() - after.size();
  }
  CHECK(gone > 0);
}

TEST_CASE("An added process changes nobody else's draws") {
  for (std::uint64_t r = 0; r < 10; ++r)
    CHECK(difference(story(country(), r, {"arcadia"}), story(country(), r, {"arcadia"}, true)) ==
          "");
}
