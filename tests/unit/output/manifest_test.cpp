#include "engine/output/manifest.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace komuna;
using Json = nlohmann::json;

TEST_CASE("manifest: says how the tables came about") {
  Manifest manifest;
  manifest.run_id = "id";
  manifest.seed = 18446744073709551615u;
  manifest.rng_layout = 1;
  manifest.scenario = "tiny";
  manifest.inputs = {{"a.yaml", "ff"}};
  manifest.resolved = R"({"title": "T"})";
  manifest.interventions = "[]";
  manifest.command_line = {"komuna", "run", "\xFF"};  // not UTF-8: names of files may be anything
  manifest.replicates = 3;
  manifest.completed = 2;
  manifest.errors = {"replicate 1: why"};
  manifest.outputs = {{"a.csv", 5, "00", 7}, {"b.json", 6, "11", -1}};
  const Json json = Json::parse(manifest_json(manifest));
  CHECK(json["rng"]["seed"] == "18446744073709551615");
  CHECK(json["rng"]["algorithm"] == "philox4x32-10");
  CHECK(json["replicates"]["failed"] == 1);
  CHECK(json["replicates"]["errors"][0] == "replicate 1: why");
  CHECK(json["scenario"]["resolved"]["title"] == "T");
  CHECK(json["scenario"]["files"][0]["sha256"] == "ff");
  CHECK(json["outputs"][0]["rows"] == 7);
  CHECK(!json["outputs"][1].contains("rows"));
  CHECK(json["command_line"].size() == 3);
}
