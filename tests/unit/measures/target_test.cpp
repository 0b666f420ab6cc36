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
