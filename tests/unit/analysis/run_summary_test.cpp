#include "analysis/run_summary.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <map>

#include "engine/measures/variable.hpp"
#include "tests/support/outcome_list.hpp"

using namespace komuna;
using komuna::tests::OutcomeList;

namespace {

// Two origins, two years, one target, one named collective; outcomes are made by hand.
Parameters two_years() {
  Parameters parameters;
  parameters.from = Month::of(1921, 1);
  parameters.until = Month::of(1922, 12);
  parameters.population.origins.resize(2);
  parameters.population.origins[0].id = "arcadia";
  parameters.population.origins[1].id = "illyria";
  Target target;
  target.observed = 100;
  target.family = ErrorFamily::lognormal;
  target.error = 0.3;
  target.discrepancy = 0.4;
  parameters.targets.push_back(target);
  CollectivePlan plan;
  plan.id = plan.name = "beehive";
  parameters.world.collectives.push_back(plan);
  return parameters;
}

Outcome outcome_with(std::uint64_t replicate, std::int32_t departed, double target) {
  Outcome outcome;
  outcome.replicate = replicate;
  outcome.months.assign(variable_count, std::vector<std::int64_t>(24, 0));
  const std::size_t v = variable_index("departed");
  outcome.months[v][3] = departed;
  for (const Index origin : {Index{0}, Index{1}, none}) {
    YearRow row;
    row.year = 1921;
    row.origin = origin;
    row.counts[v] = departed;
    outcome.years.push_back(row);
  }
  outcome.targets.push_back({target > 0, target});
  CollectiveOutcome named;
  named.id = "beehive";
  named.origin = "arcadia";
  named.stage = replicate == 0 ? Stage::settled : Stage::dissolved;
  named.departed = departed;
  named.explained = replicate != 0;
  if (replicate == 0) named.first_departed = named.first_arrived = Month::of(1922, 3);
  outcome.collectives.push_back(named);
  CollectiveOutcome founded = named;
  founded.id = "other";
  founded.named = false;
  founded.trains = 1;
  outcome.collectives.push_back(founded);
  return outcome;
}

}  // namespace

TEST_CASE("run summary: rows by origin, in total and by month") {
  const Parameters parameters = two_years();
  OutcomeList outcomes;
  for (const int departed : {10, 30, 20})
    outcomes.list.push_back(
        outcome_with(static_cast<std::uint64_t>(departed == 10 ? 0 : 1), departed, 100));
  const RunSummary summary(parameters, outcomes);
  std::map<std::string, double> medians;
  std::size_t rows = 0;
  summary.each_row([&](const SummaryRow& row) {
    ++rows;
    CHECK(row.spread.n == 3);
    if (row.variable != variable_index("departed") || row.spread.q50 == 0) return;
    medians[(row.period == Period::year ? "year " : "month ") + to_string(row.time) + ' ' +
            row.origin] = row.spread.q50;
  });
  CHECK(rows == (2 * 4 + 24) * variable_count);
  CHECK(medians == std::map<std::string, double>{{"year 1921-01 arcadia", 20},
                                                 {"year 1921-01 illyria", 20},
                                                 {"year 1921-01 (local)", 20},
                                                 {"year 1921-01 (all)", 60},
                                                 {"month 1921-04 (all)", 20}});
  CHECK(summary.median_of_year(1921, variable_index("departed")) == 60);
  CHECK(summary.median_of_year(1922, variable_index("departed")) == 0);
}

TEST_CASE("run summary: a target on the scale of its errors; worlds without it are counted") {
  const Parameters parameters = two_years();
  OutcomeList outcomes;
  for (const double value : {200.0, 0.0, 200.0}) outcomes.list.push_back(outcome_with(1, 1, value));
  const RunSummary summary(parameters, outcomes);
  const TargetResult result = summary.target(0);
  CHECK(result.undefined == 1);
  CHECK(result.spread.n == 2);
  CHECK(result.z_error == Approx(std::log(2.0) / 0.3));
  CHECK(result.z_total == Approx(std::log(2.0) / 0.5));
  outcomes.list = {outcome_with(1, 1, 0)};
  const RunSummary none_defined(parameters, outcomes);
  CHECK(std::isnan(none_defined.target(0).z_total));
  CHECK(on_scale(ErrorFamily::sqrt_scale, 9) == 3);
  CHECK(std::isnan(on_scale(ErrorFamily::lognormal, 0)));
}

TEST_CASE("run summary: replicates that failed are counted, four messages are kept") {
  const Parameters parameters = two_years();
  OutcomeList outcomes;
  for (std::uint64_t i = 0; i < 6; ++i) {
    Outcome failed;
    failed.replicate = i;
    failed.error = "why";
    failed.beyond_limits = i < 2;
    outcomes.list.push_back(failed);
  }
  outcomes.list.push_back(outcome_with(6, 5, 100));
  const RunSummary summary(parameters, outcomes);
  CHECK(summary.failed() == 6);
  CHECK(summary.beyond_limits() == 2);
  CHECK(summary.completed() == 1);
  REQUIRE(summary.errors().size() == 4);
  CHECK(summary.errors()[3] == "replicate 3: why");
  CHECK(summary.target(0).spread.n == 1);
}

TEST_CASE("fates: of the named and of those the model founded") {
  const Parameters parameters = two_years();
  OutcomeList outcomes;
  for (std::uint64_t i = 0; i < 4; ++i) outcomes.list.push_back(outcome_with(i, 10, 100));
  const RunSummary summary(parameters, outcomes);
  const auto named = summary.fates().named();
  REQUIRE(named.size() == 1);
  CHECK(named[0].founded == 1);
  CHECK(named[0].departed == 0.25);
  CHECK(named[0].unexplained == 0.25);
  CHECK(named[0].first_train == Month::of(1922, 3));
  CHECK(named[0].stage == Stage::dissolved);
  CHECK(named[0].stage_share == 0.75);
  const auto founded = summary.fates().founded();
  REQUIRE(founded.size() == 1);
  CHECK(founded[0].origin == "arcadia");
  CHECK(founded[0].founded == 1);
  CHECK(founded[0].persons == 10);
  CHECK(founded[0].working == 0.25);
  CHECK(summary.fates().named_at_work() == 0);
}

TEST_CASE("run summary: the size of the buffer changes no number") {
  const Parameters parameters = two_years();
  OutcomeList outcomes;
  for (const int departed : {3, 141, 59, 26, 535})
    outcomes.list.push_back(outcome_with(1, departed, departed > 50 ? departed * 0.1 : 0));
  outcomes.list[2].error = "failed";
  const auto numbers = [&](std::size_t buffer) {
    const int before = outcomes.readings;
    const RunSummary summary(parameters, outcomes, buffer);
    std::vector<double> list{static_cast<double>(summary.target(0).undefined),
                             summary.target(0).spread.mean, summary.target(0).spread.sd};
    summary.each_row([&](const SummaryRow& row) {
      const Spread& spread = row.spread;
      for (const double number : {spread.mean, spread.sd, spread.q05, spread.q50, spread.q95})
        list.push_back(number);
    });
    return std::pair(list, outcomes.readings - before);
  };
  const auto [whole, few] = numbers(std::size_t{1} << 20U);
  CHECK(few == 3);
  CHECK(whole[0] == 2);
  const auto [in_parts, many] = numbers(1000);
  CHECK(many > 10);
  CHECK(in_parts == whole);
  CHECK(numbers(0).first == whole);
}

TEST_CASE(
    "fates: who was at work in the month of counting, pinned and made; hired teams are none") {
  Parameters parameters = two_years();
  parameters.targets[0].measure = MeasureKind::collectives_at_work;
  parameters.targets[0].from = parameters.targets[0].until = Month::of(1922, 6);
  parameters.world.kinds.resize(2);
  parameters.world.kinds[0].id = "commune";
  parameters.world.kinds[1].id = "team";
  parameters.world.kinds[1].votes = false;
  Outcome outcome = outcome_with(0, 10, 1.0);
  const auto add = [&](const char* kind, bool named, Month arrived, Month ended) {
    CollectiveOutcome one = outcome.collectives[0];
    one.kind = kind;
    one.named = named;
    one.first_arrived = arrived;
    one.ended = ended;
    outcome.collectives.push_back(one);
  };
  outcome.collectives.erase(outcome.collectives.begin() + 1, outcome.collectives.end());
  outcome.collectives[0].kind = "commune";                        // since March
  add("commune", false, Month::of(1922, 6), Month::of(1922, 6));  // one month of it
  add("commune", false, Month::of(1922, 1), Month::of(1922, 5));  // gone before
  add("commune", false, Month::of(1922, 7), distant_future);      // too late
  add("team", true, Month::of(1922, 1), distant_future);
  OutcomeList outcomes;
  outcomes.list.push_back(outcome);
  const RunSummary summary(parameters, outcomes);
  REQUIRE(summary.fates().counting() == &parameters.targets[0]);
  CHECK(summary.fates().named_counted() == 1);
  CHECK(summary.fates().founded_counted() == 1);
  CHECK(summary.mean_of_year(1921, variable_index("departed")) == 30);  // three rows
}

TEST_CASE("how far a figure is from history has the same words everywhere") {
  TargetResult result;
  result.spread.n = 3;
  result.spread.q50 = 80;
  result.z_error = -0.74;
  result.z_total = -0.45;
  CHECK(z_text(result, result.z_error) == "-0.7");
  CHECK(z_text(result, result.z_total) == "-0.5");
  CHECK(z_text(result, -2346.1) == "<-99");
  CHECK(z_text(result, 1e308) == ">+99");
  CHECK(z_text(result, std::numeric_limits<double>::infinity()) == ">+99");
  CHECK(z_text(result, std::numeric_limits<double>::quiet_NaN()) == "-");
  // Nobody at all, on a logarithmic scale.
  result.spread.q50 = 0;
  result.z_error = result.z_total = std::numeric_limits<double>::quiet_NaN();
  CHECK(z_text(result, result.z_total) == "<-99");
  result.spread.n = 0;
  CHECK(z_text(result, result.z_total) == "-");
}
