#include "cli/run_record.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace komuna;

TEST_CASE("run ids: UUIDs of version 7, in the order of time, never twice") {
  const std::string first = new_run_id();
  const std::string second = new_run_id();
  REQUIRE(first.size() == 36);
  for (const std::size_t dash : {8u, 13u, 18u, 23u}) CHECK(first[dash] == '-');
  CHECK(first[14] == '7');
  CHECK(std::string("89ab").find(first[19]) != std::string::npos);
  CHECK(first != second);
  CHECK(first.substr(0, 8) <= second.substr(0, 8));
}

TEST_CASE("interventions: as JSON") {
  Intervention scaled;
  scaled.path = "gate.places";
  scaled.change = Series::Change::scale;
  scaled.value = 0.5;
  scaled.from = Month::of(1922, 1);
  scaled.because = "a \"reason\"";
  Intervention flagged;
  flagged.path = "home.licence";
  flagged.value = false;
  const auto json = nlohmann::json::parse(interventions_json({scaled, flagged}));
  REQUIRE(json.size() == 2);
  CHECK(json[0]["change"] == "gate.places");
  CHECK(json[0]["scale"] == 0.5);
  CHECK(json[0]["from"] == "1922-01");
  CHECK(!json[0].contains("until"));
  CHECK(json[0]["because"] == "a \"reason\"");
  CHECK(json[1]["set"] == false);
  CHECK(interventions_json({}) == "[]\n");
}
