#include "engine/world/site.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "tests/support/field_collector.hpp"

using namespace komuna;

TEST_CASE("every number of a site has a help and a default inside its range", "[site]") {
  Site site;
  tests::FieldCollector collector;
  fields(collector, site);
  CHECK(collector.complaints.empty());
  CHECK(collector.keys.count("malaria") == 1);
  CHECK(collector.keys.count("hunger") == 1);
  CHECK(collector.keys.count("weather_spread") == 1);
  CHECK(collector.keys.size() == 18);
}
