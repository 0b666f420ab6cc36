#include <algorithm>
#include <catch2/catch.hpp>

#include "analysis/report/comparison.hpp"
#include "analysis/report/page.hpp"
#include "analysis/report/sections.hpp"
#include "tests/support/hand_made_run.hpp"
#include "tests/support/html_reader.hpp"

using namespace komuna;
using namespace komuna::report;
using namespace komuna::tests;

namespace {

struct Made {
  HandMadeRun run;
  Scenario scenario;
  Manifest manifest;

  Made() {
    scenario.parameters = run.parameters;
    manifest.version = "1.2.3";
    manifest.seed = 7;
    manifest.replicates = 4;
    manifest.completed = 3;
    manifest.resolved = "{}";
    manifest.created_at = "2026-01-02T15:04:05Z";
    manifest.command_line = {"/somewhere/komuna", "run",       "my scenario", "--out",  "x",
                             "--quiet",           "--threads", "3",           "--seed", "7"};
  }
  Subject subject() const { return {scenario, run.summary, run.figures, manifest}; }
};

std::vector<std::string> no_plotter(const std::vector<std::string>&) { return {}; }

std::string in_one(const std::vector<std::string>& paragraphs) {
  std::string text;
  for (const std::string& paragraph : paragraphs) text += paragraph + '\n';
  return text;
}

}  // namespace

TEST_CASE("report story: says what happened, with intervals and in histories") {
  const Made made;
  const std::string text = in_one(story(made.subject()));
  INFO(text);
  for (const char* words :
       {"3 simulated histories", "from January 1921 to December 1922",
        "2 collectives formed; 1 of them sent at least one train",
        "100 (91 to 109) persons left home with them, and 20 more", "by country: Arcadia (100)",
        "1,000 persons asked to be let in and 120 were admitted: about 120.0 of 1,000",
        "10 returned home", "10 died on the way or in the Soviet Union",
        "At the end, in December 1922, 80 were living there", "1.0 were merged",
        "Beehive in 3 of 3 histories (first train in June 1921 in the middle case, 100 persons)",
        "Of the 1 figures of history that the model is fitted to, 1 lie"})
    CHECK(text.find(words) != std::string::npos);
  // Nothing that did not happen is told.
  for (const char* words : {"camps", "executed,", "expelled", "third country"})
    CHECK(text.find(words) == std::string::npos);
}

TEST_CASE("report page: whole without drawings and without comparison") {
  const Made made;
  const std::string text = page(made.subject(), no_plotter);
  const HtmlPage html = read_html(text);
  CHECK(html.problem == "");
  CHECK(text.find("Arcadia &amp; &lt;Illyria&gt;") != std::string::npos);
  CHECK(text.find("<pre>komuna run &#39;my scenario&#39; --seed 7</pre>") != std::string::npos);
  CHECK(text.find("/somewhere") == std::string::npos);
  CHECK(text.find("komuna compare") != std::string::npos);
  CHECK(page(made.subject(), no_plotter) == text);
}

TEST_CASE("report page: the line of the unemployed ends where the register ends") {
  Made made;
  const auto charts = [&] { return course_section(made.subject()).charts; };
  const auto find = [](const std::vector<Chart>& list, const std::string& id) {
    return std::find_if(list.begin(), list.end(), [&](const Chart& c) { return c.id == id; });
  };
  Series& unemployed = made.scenario.parameters.world.economy.soviet_unemployed;
  unemployed = Series(0);
  const auto never = charts();
  CHECK(find(never, "unemployed") == never.end());
  CHECK(find(never, "requests") != never.end());
  unemployed = Series(Series::Reading::step, {{Month::of(1921, 1), 0.4}, {Month::of(1922, 3), 0}});
  const auto ended = charts();
  const auto chart = find(ended, "unemployed");
  REQUIRE(chart != ended.end());
  CHECK(chart->caption.find("From March 1922 on the scenario has nobody registered") !=
        std::string::npos);
  CHECK(chart->table.rows.size() == 1);  // June 1921
  unemployed = Series(0.4);
  const auto whole = charts();
  CHECK(find(whole, "unemployed")->caption.find("nobody") == std::string::npos);
}

TEST_CASE("report page: differences between worlds") {
  Made made;
  Comparison comparison;
  comparison.base = "base";
  comparison.pairs = 3;
  Alternative shut;
  shut.name = "gates shut";
  shut.meaning = "Nobody is let in.";
  Effect effect;
  effect.id = "died";
  effect.name = "departed";
  effect.unit = "persons";
  effect.base.q50 = 120;
  effect.base.mean = 120;
  effect.mean = -30.5;
  effect.mean_low = -40;
  effect.mean_high = -21;
  effect.less = 1;
  effect.caption = "no datum informs this lever";
  shut.effects.push_back(effect);
  shut.fans.push_back({"departed", "persons a year", false, 1921, {Spread{}, Spread{}}});
  shut.fans[0].years[0].q05 = -50;
  shut.goers.push_back({"Arcadia", 60, 40, 3, 17});
  shut.strata.push_back({"activist", 60, 40, 3, 17});
  shut.reasons.push_back({"gave up waiting", 40, 3});
  comparison.alternatives.push_back(shut);
  comparison.parts.push_back({"departed", "gate", -30.5, -41, -20, -35, -20});
  made.manifest.alternatives.push_back(
      {"shut", "Shut", {{"what_if/shut.yaml", "ab"}}, {}, "{}", "[]", ""});
  Subject subject = made.subject();
  subject.comparison = &comparison;
  const std::string text = page(subject, no_plotter);
  CHECK(read_html(text).problem == "");
  for (const char* words :
       {"gates shut", "-30.5", "-40.0 to -21.0", "Only in the base", "100 %",
        "no datum informs this lever", "What each lever adds", "departed, difference",
        "<title>gates shut: compared with base</title>", "<h1>gates shut: compared with base</h1>",
        "departed: 30.5 fewer than the base&#39;s", "95 % interval of the mean: 21.0 to 40.0 fewer",
        "fewer in 3, as many in 0", "120 deaths here, 10 there", "In neither",
        "by political stratum", "read: shut.yaml", "Comparison of &quot;gates shut&quot;",
        "What happened in the base"})
    CHECK(text.find(words) != std::string::npos);
  CHECK(text.find("id=\"alternative-1\"") < text.find("id=\"difference-1-1-figure\""));
}

// A run of which nothing was completed.
class NoOutcomes final : public OutcomeSource {
 public:
  void each(const std::function<void(const Outcome&)>&) const override {}
};

TEST_CASE("report page: says how far held-out figures are a test") {
  Scenario scenario;
  CHECK(about_held_out(scenario).find("records no calibration") != std::string::npos);
  Provenance number;
  number.how = Provenance::How::assumed;
  number.text = "provisional, set by hand (gaps.md, Provisional by hand)";
  scenario.provenance.push_back(number);
  CHECK(about_held_out(scenario).find("set by hand, with the figures held out in sight") !=
        std::string::npos);
  scenario.provenance.front().how = Provenance::How::calibrated;
  CHECK(about_held_out(scenario).find("did not use") != std::string::npos);
}

TEST_CASE("report page: says which calibration the parameters come from, and warns of a bad one") {
  const Made made;
  Posterior posterior;
  posterior.source = "out/cal/posterior.csv";
  posterior.parameters.resize(2);
  posterior.draws = {{0, 7, {1, 2}}, {1, 7, {1, 2}}, {2, 8, {3, 4}}};
  posterior.judgement = {{"Do not believe these numbers yet."}, false, 14.9};
  Subject subject = made.subject();
  subject.posterior = &posterior;
  const std::string text = page(subject, no_plotter);
  const std::size_t warned = text.find("judges itself bad");
  CHECK(warned < text.find("This report tells of"));
  for (const char* words :
       {"2 parameters are not the scenario", "out/cal/posterior.csv", "2 different draws for 4",
        "worth 15 independent", "own verdict: Do not believe these numbers yet."})
    CHECK(text.find(words) != std::string::npos);
  posterior.judgement.believable = true;
  CHECK(page(subject, no_plotter).find("judges itself bad") == std::string::npos);
  Scenario scenario;
  Provenance number;
  number.text = "gaps.md";
  scenario.provenance.push_back(number);
  CHECK(about_held_out(scenario, &posterior).find("set by hand") == std::string::npos);
}

TEST_CASE("report page: no history, no story") {
  const Parameters parameters = hand_made_parameters();
  const NoOutcomes no_outcomes;
  const RunSummary summary(parameters, no_outcomes);
  const ReportFigures figures(parameters, no_outcomes);
  Scenario scenario;
  scenario.parameters = parameters;
  Manifest manifest;
  manifest.resolved = "{}";
  const std::string text = page({scenario, summary, figures, manifest}, no_plotter);
  CHECK(read_html(text).problem == "");
  CHECK(text.find("No history was completed") != std::string::npos);
}
