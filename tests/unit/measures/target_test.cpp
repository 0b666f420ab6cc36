#include "engine/measures/target.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "tests/support/field_audit.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

Target sound() {
  Target target;
  target.observed = 2441;
  return target;
}

int problems(Target target) { return static_cast<int>(FieldAudit::of(target).size()); }

}  // namespace

TEST_CASE("every measure has a name of its own") {
  CHECK(measure_names.size() == static_cast<std::size_t>(MeasureKind::lead) + 1);
  CHECK(std::set<std::string_view>(measure_names.begin(), measure_names.end()).size() ==
        measure_names.size());
  CHECK(measure_names[static_cast<std::size_t>(MeasureKind::departures)] == "departures");
  CHECK(measure_names[static_cast<std::size_t>(MeasureKind::members_per_person)] ==
        "members_per_person");
  CHECK(measure_names[static_cast<std::size_t>(MeasureKind::work_finished)] == "work_finished");
  CHECK(measure_names[static_cast<std::size_t>(MeasureKind::contract_signed)] == "contract_signed");
}

TEST_CASE("targets: fields are declared and what contradicts itself is refused") {
  CHECK(problems(sound()) == 0);
  Target target = sound();
  target.error = target.discrepancy = 0;
  CHECK(problems(target) == 1);
  target = sound();
  target.error = 0;  // the discrepancy alone is not enough
  CHECK(problems(target) == 1);
  target = sound();
  target.reading = ReadAs::interval;
  target.upper = 2440;
  CHECK(problems(target) == 1);
  target.upper = 2441;
  CHECK(problems(target) == 0);
  target = sound();
  target.observed = 0;  // no logarithm
  CHECK(problems(target) == 1);
  target.family = ErrorFamily::normal;
  CHECK(problems(target) == 0);
  target.family = ErrorFamily::sqrt_scale;
  CHECK(problems(target) == 1);
  target = sound();
  target.from = Month::of(1926, 1);
  target.until = Month::of(1925, 12);
  CHECK(problems(target) == 1);
}

TEST_CASE("targets: a figure of one collective or work says which") {
  // Figures of the whole movement; the 15 others are of one collective.
  const std::set<std::string_view> of_all{"largest_collectives",
                                          "collectives_at_work",
                                          "departures",
                                          "requests",
                                          "admitted",
                                          "enrolled",
                                          "arrested_share",
                                          "emigrated_elsewhere",
                                          "executed_share",
                                          "committed_share",
                                          "lead"};
  CHECK(measure_names.size() - of_all.size() == 15);
  for (std::size_t i = 0; i < measure_names.size(); ++i) {
    Target target = sound();
    target.measure = static_cast<MeasureKind>(i);
    target.work = "mill";
    INFO(measure_names[i]);
    CHECK(problems(target) == (of_all.count(measure_names[i]) == 1 ? 0 : 1));
    target.collective = "dawn";
    CHECK(problems(target) == 0);
  }
  Target target = sound();
  target.measure = MeasureKind::work_finished;
  target.collective = "dawn";
  const std::vector<std::string> found = FieldAudit::of(target);
  REQUIRE(found.size() == 1);
  CHECK(found.front().rfind("work: is missing", 0) == 0);
}

TEST_CASE("targets: only an interval has an upper end") {
  for (const ReadAs reading : {ReadAs::value, ReadAs::at_least, ReadAs::at_most}) {
    Target target = sound();
    target.reading = reading;
    CHECK(problems(target) == 0);
    target.upper = 2600;
    const std::vector<std::string> found = FieldAudit::of(target);
    REQUIRE(found.size() == 1);
    CHECK(found.front().find("only an interval has an upper end") != std::string::npos);
  }
}

TEST_CASE("targets: intervals and bounds agree with what lies within them") {
  Target target = sound();
  CHECK(nearest_observed(target, 1) == 2441);
  target.reading = ReadAs::at_least;
  CHECK(nearest_observed(target, 2000) == 2441);
  CHECK(nearest_observed(target, 3000) == 3000);
  target.reading = ReadAs::at_most;
  CHECK(nearest_observed(target, 2000) == 2000);
  CHECK(nearest_observed(target, 3000) == 2441);
  target.reading = ReadAs::interval;
  target.upper = 2600;
  CHECK(nearest_observed(target, 2000) == 2441);
  CHECK(nearest_observed(target, 2500) == 2500);
  CHECK(nearest_observed(target, 3000) == 2600);
}
