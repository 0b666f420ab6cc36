#include "analysis/report/figures.hpp"

#include <catch2/catch.hpp>

#include "engine/measures/variable.hpp"
#include "tests/support/hand_made_run.hpp"

using namespace komuna;
using namespace komuna::report;
using namespace komuna::tests;

TEST_CASE("report figures: years, sums and stocks, without the people of the place") {
  const HandMadeRun run;
  const ReportFigures& figures = run.figures;
  CHECK(figures.completed() == 3);                       // the fourth failed
  CHECK(figures.year(Line::departed, 1921).q50 == 120);  // 100 with a collective, 20 alone
  CHECK(figures.year(Line::departed, 1922).q50 == 0);
  CHECK(figures.total(Line::departed).q50 == 120);
  CHECK(figures.total(Line::alone).q50 == 20);
  CHECK(figures.organised(0, 1921).q50 == 100);
  CHECK(figures.organised(1, 1921).q50 == 0);
  CHECK(figures.organised_until(0, 1922).q50 == 100);
  CHECK(figures.organised_total().q50 == 100);
  // Stocks are those of the last year, not sums.
  CHECK(figures.year(Line::living_there, 1921).q50 == 90);
  CHECK(figures.total(Line::living_there).q50 == 80);
}

TEST_CASE("report figures: collectives at work at the end of each year, and their ends") {
  const HandMadeRun run;
  const ReportFigures& figures = run.figures;
  CHECK(figures.collectives_founded().q50 == 2);
  CHECK(figures.collectives_departed().q50 == 1);
  CHECK(figures.collectives_arrived().q50 == 1);
  CHECK(figures.year(Line::farms_at_work, 1921).q50 == 1);
  CHECK(figures.year(Line::farms_at_work, 1922).q50 == 0);  // merged in May 1922
  CHECK(figures.year(Line::works_at_work, 1921).q95 == 0);
  CHECK(figures.ends()[static_cast<std::size_t>(Stage::merged)] == 1);
  const CollectiveFate fate = figures.named().at(0);
  CHECK(fate.founded == 1);
  CHECK(fate.departed == 1);
  CHECK(fate.persons == 100);
  CHECK(fate.first_train == Month::of(1921, 6));
  CHECK(fate.ended == Month::of(1922, 5));
  CHECK(fate.stage == Stage::merged);
  CHECK(fate.stage_share == 1);
}

TEST_CASE("report figures: journeys from region to place") {
  const HandMadeRun run;
  const std::vector<Journey> journeys = run.figures.journeys();
  REQUIRE(journeys.size() == 1);
  CHECK(journeys[0].origin == 0);
  CHECK(journeys[0].region == 1);
  CHECK(journeys[0].site == 0);
  CHECK(journeys[0].persons == 100);
  CHECK(journeys[0].share == 1);
}
