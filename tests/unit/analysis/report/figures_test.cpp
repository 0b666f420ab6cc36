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

TEST_CASE("report figures: the same whatever the buffer") {
  const HandMadeRun run;
  const ReportFigures figure_by_figure(run.parameters, run.outcomes, 1);
  for (const Line line : {Line::requests, Line::departed, Line::living_there})
    for (const int year : {1921, 1922}) {
      CHECK(figure_by_figure.year(line, year).q50 == run.figures.year(line, year).q50);
      CHECK(figure_by_figure.year(line, year).q95 == run.figures.year(line, year).q95);
    }
  CHECK(figure_by_figure.organised_total().q05 == run.figures.organised_total().q05);
}

TEST_CASE("report figures: deaths, reasons and works, without the people of the place") {
  const HandMadeRun run;
  const Aftermath& aftermath = run.figures.aftermath();
  REQUIRE(aftermath.deaths().size() == 1);
  CHECK(aftermath.deaths()[0].cause == Cause::disease);
  CHECK(aftermath.deaths()[0].persons == 10);
  CHECK(aftermath.deaths()[0].excess == 4);
  REQUIRE(aftermath.leaving().size() == 1);
  CHECK(aftermath.leaving()[0].to == PersonState::returned);
  CHECK(aftermath.leaving()[0].persons == 10);
  REQUIRE(aftermath.works().size() == 1);
  CHECK(aftermath.works()[0].name == "Sawmill");
  CHECK(aftermath.works()[0].share == 1);
  CHECK(aftermath.works()[0].finished == Month::of(1921, 11));
  CHECK(aftermath.repressed().empty());
}

TEST_CASE("report figures: arrests by years and party record, and what was voted on") {
  const Parameters parameters = hand_made_parameters();
  Aftermath aftermath(parameters);
  Outcome outcome = hand_made_outcome(0);
  for (const bool party : {true, false}) {
    RepressedRow row;
    row.origin = 0;
    row.years_there = 10;
    row.party = party;
    row.sentence = party ? Sentence::executed : Sentence::camp;
    row.died_in_camp = !party;
    row.persons = party ? 4 : 6;
    outcome.repressed.push_back(row);
  }
  outcome.votes.push_back({0, 1, Month::of(1921, 2), Matter::charter, 30, 10, true});
  outcome.votes.push_back({1, 1, Month::of(1921, 3), Matter::charter, 10, 30, false});
  aftermath.add(outcome);
  aftermath.add(hand_made_outcome(1));  // in which nobody was arrested and nothing voted on
  const std::vector<RepressedBand> bands = aftermath.repressed();
  REQUIRE(bands.size() == 2);
  CHECK(bands[0].years_there == 10);
  CHECK_FALSE(bands[0].party);
  CHECK(bands[0].camp == 3);
  CHECK(bands[0].died_in_camp == 3);
  CHECK(bands[1].party);
  CHECK(bands[1].executed == 2);
  CHECK(bands[1].camp == 0);
  const std::vector<VotedMatter> votes = aftermath.votes();
  REQUIRE(votes.size() == 1);
  CHECK(votes[0].matter == Matter::charter);
  CHECK(votes[0].ballots == 1);
  CHECK(votes[0].carried == 0.5);
  CHECK(votes[0].in_favour == 0.5);
}
