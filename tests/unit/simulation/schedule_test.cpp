#include "engine/simulation/schedule.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string_view>

using namespace komuna;

namespace {

std::ptrdiff_t place(std::string_view name) {
  const Schedule& steps = schedule();
  const auto found =
      std::find_if(steps.begin(), steps.end(), [&](const Step& step) { return step.name == name; });
  REQUIRE(found != steps.end());
  return found - steps.begin();
}

}  // namespace

TEST_CASE("every step has a name of its own, a frequency, an explanation and something to do") {
  std::set<std::string_view> names;
  for (const Step& step : schedule()) {
    names.insert(step.name);
    CHECK_FALSE(step.theme.empty());
    CHECK_FALSE(step.frequency.empty());
    CHECK_FALSE(step.what.empty());
    CHECK(step.run != nullptr);
  }
  CHECK(names.size() == schedule().size());
}

TEST_CASE("themes are told one after the other") {
  std::set<std::string_view> told;
  std::string_view current;
  for (const Step& step : schedule()) {
    if (step.theme == current) continue;
    CHECK(told.insert(step.theme).second);
    current = step.theme;
  }
  CHECK(told.size() == 5);
}

// What a step reads must have been written: beliefs after the economy, hazards before foundings, so
// that a new collective recruits from the next month on, the gate after papers, trains after it.
TEST_CASE("the order that the model rests on") {
  CHECK(place("economy") == 0);
  CHECK(place("expectation") < place("recruitment"));
  CHECK(place("rivals") < place("recruitment"));
  CHECK(place("recruitment") < place("founding"));
  CHECK(place("assembly") < place("finance"));
  CHECK(place("home_authorities") < place("gate"));
  CHECK(place("gate") < place("transport"));
  CHECK(place("transport") < place("settlement"));
  CHECK(place("settlement") < place("harvest"));
  CHECK(place("harvest") < place("lives"));
  CHECK(place("lives") < place("leaving"));
  CHECK(place("citizenship") < place("army"));
  CHECK(place("repression") == static_cast<std::ptrdiff_t>(schedule().size()) - 1);
}
