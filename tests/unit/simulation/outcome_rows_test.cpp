// Rows of finished worlds: engine/simulation/outcome_rows.cpp.

#include <catch2/catch.hpp>

#include "engine/simulation/outcome.hpp"
#include "tests/support/settled_world.hpp"
#include "tests/unit/simulation/small_scenario.hpp"

using namespace komuna;
using namespace komuna::tests;

TEST_CASE("votes are numbered within their collective, works bear their names and months") {
  SmallWorld small([](PopulationParameters&, WorldParameters& world) {
    world.collectives[0].works.resize(2);
    world.collectives[0].works[1].id = "mill";
    world.collectives[0].works[1].name = "Mill";
  });
  const Index a = small.found();
  const Index b = small.found(0, "autumn");
  World& world = small.world;
  const Month may = Month::of(1923, 5);
  world.collectives[a].votes = {{may, Matter::charter, 9, 3, true},
                                {may + 2, Matter::apply, 4, 8, false}};
  world.collectives[b].votes = {{may + 1, Matter::charter, 5, 0, true}};
  const auto votes = votes_of(world);
  REQUIRE(votes.size() == 3);
  CHECK(votes[1].collective == a);
  CHECK(votes[1].ballot == 2);
  CHECK(votes[1].matter == Matter::apply);
  CHECK(votes[1].against == 8);
  CHECK_FALSE(votes[1].carried);
  CHECK(votes[2].collective == b);
  CHECK(votes[2].ballot == 1);

  world.collectives[b].works = {{may + 30, 1, may + 20}};
  const auto works = works_of(world);
  REQUIRE(works.size() == 1);
  CHECK(works[0].collective == b);
  CHECK(works[0].order == 2);
  CHECK(works[0].work == "mill");
  CHECK(works[0].name == "Mill");
  CHECK(works[0].finished - works[0].begun == 10);

  Harvest harvest;
  harvest.year = 1924;
  world.collectives[a].harvests = {harvest, harvest};
  CHECK(harvests_of(world).size() == 2);
}

TEST_CASE("the arrested are counted by years served, party record and sentence") {
  SmallWorld small;
  RepressionParameters repression;
  repression.waves.resize(2);
  repression.waves[0].id = "first";
  repression.waves[1].id = "second";
  const auto arrest = [](int months, bool party, Sentence sentence, bool died) {
    return Arrest{Month::of(1937, 9), 0, 1, 0, 0, months, party, sentence, died};
  };
  small.world.arrests = {
      arrest(59, true, Sentence::executed, false), arrest(60, true, Sentence::executed, false),
      arrest(119, true, Sentence::executed, false), arrest(400, false, Sentence::camp, true),
      arrest(-1, false, Sentence::released, false)};
  small.world.arrests[4].origin = none;
  const auto rows = repressed_of(small.world, repression);
  int persons = 0;
  for (const RepressedRow& row : rows) {
    CHECK(row.wave == "second");
    CHECK(row.year == 1937);
    persons += row.persons;
    if (row.party) CHECK(row.persons == (row.years_there == 0 ? 1 : 2));
    if (row.sentence == Sentence::camp) CHECK((row.years_there == 15 && row.died_in_camp));
    if (row.origin == none) CHECK(row.years_there == -1);
  }
  CHECK(rows.size() == 4);
  CHECK(persons == 5);
}

TEST_CASE("exits of a world agree with its time series and with its ledger") {
  const Model model(small_scenario(), {});
  Simulation simulation(model, 5, 3);
  simulation.run();
  const Outcome outcome = simulation.outcome(3);
  std::int64_t withdrew = 0, returned = 0, died = 0;
  for (const ExitRow& row : outcome.exits) {
    CHECK(row.persons > 0);
    if (row.to == PersonState::withdrawn) withdrew += row.persons;
    if (row.to == PersonState::returned) returned += row.persons;
    if (row.to == PersonState::dead) died += row.persons;
  }
  const auto sum = [&](const char* name) {
    std::int64_t all = 0;
    for (const YearRow& row : outcome.years) all += row.counts[variable_index(name)];
    return all;
  };
  REQUIRE(withdrew > 0);
  CHECK(withdrew == sum("withdrew"));
  CHECK(returned == sum("returned"));
  CHECK(died == sum("died"));
  CHECK(died == simulation.world().people.in_state()[static_cast<std::size_t>(PersonState::dead)]);
  REQUIRE_FALSE(outcome.votes.empty());
  for (const VoteRow& vote : outcome.votes)
    CHECK(vote.ballot <= outcome.collectives[vote.collective].votes);
}
