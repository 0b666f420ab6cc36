#include "engine/output/manifest.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "engine/base/sha256.hpp"
#include "tests/support/process.hpp"

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

TEST_CASE("manifest: read back, it says the same") {
  const komuna::tests::TemporaryFolder folder;
  Manifest manifest;
  manifest.kind = RunKind::compare;
  manifest.version = "0.1.0";
  manifest.commit = "abc";
  manifest.seed = 18446744073709551615u;
  manifest.rng_layout = 7;
  manifest.scenario = "tiny";
  manifest.title = "T";
  manifest.inputs = {{"a.yaml", "ff"}};
  manifest.overrides = {"a=1"};
  manifest.resolved = R"({"small":0.1,"title":"T"})";
  manifest.interventions = "[]";
  manifest.sources = R"({"a":{"title":"B"}})";
  manifest.options = R"({"common":false})";
  manifest.replicates = 3;
  manifest.outputs = {{"a.csv", 5, "00", 7}, {"b.json", 6, "11", -1}};
  const std::string path = folder / "manifest.json";
  komuna::tests::write_text(path, manifest_json(manifest));
  const Manifest again = read_manifest(path);
  CHECK(again.resolved == manifest.resolved);
  CHECK(again.resolved_sha256 == komuna::sha256(manifest.resolved));
  CHECK(again.sources == manifest.sources);
  CHECK(again.provenance.empty());
  CHECK(again.kind == RunKind::compare);
  CHECK(again.outputs[1].rows == -1);
  // All but the fingerprint's place, which is only filled when read.
  CHECK(manifest_json(again) == manifest_json(manifest));
}

TEST_CASE("manifest: a number of another kind or out of its range is refused by name") {
  const komuna::tests::TemporaryFolder folder;
  const std::string path = folder / "manifest.json";
  Manifest manifest;
  manifest.rng_layout = 1;
  manifest.resolved = "{}";
  manifest.interventions = "[]";
  manifest.replicates = 3;
  manifest.outputs = {{"a.csv", 5, "00", 7}};
  const Json good = Json::parse(manifest_json(manifest));
  const auto with = [&](const char* place, const Json& value) {
    Json changed = good;
    changed[Json::json_pointer(place)] = value;
    komuna::tests::write_text(path, changed.dump());
  };
  with("/replicates/asked", 1000000);
  CHECK(read_manifest(path).replicates == 1000000);
  const Json numbers = {
      0, -1, 2.7, 1e300, 1000001, 1000000000000000000, "3", nullptr, 18446744073709551615u};
  for (const Json& wrong : numbers) {
    with("/replicates/asked", wrong);
    INFO(wrong);
    CHECK_THROWS_WITH(
        read_manifest(path),
        Catch::Matchers::Contains(path) && Catch::Matchers::Contains("asked is " + wrong.dump()));
  }
  const auto refused = [&](const char* place, const Json& wrong, const std::string& words) {
    with(place, wrong);
    INFO(place << ": " << wrong);
    CHECK_THROWS_WITH(read_manifest(path), Catch::Matchers::Contains(words));
  };
  refused("/replicates/completed", 4, "completed is 4");
  refused("/replicates/completed", -1, "completed is -1");
  refused("/rng/layout_version", 4294967297, "layout_version is 4294967297");
  refused("/rng/layout_version", 1.5, "layout_version is 1.5");
  for (const char* seed : {"12abc", "-1", "", " 1", "+1", "18446744073709551616"})
    refused("/rng/seed", seed, "seed is \"" + std::string(seed) + '"');
  refused("/rng/seed", 5, "is no manifest");
  refused("/outputs/0/bytes", -5, "bytes is -5");
  refused("/outputs/0/rows", 0.5, "rows is 0.5");
  refused("/outputs", Json::array(), "nothing to compare");
  refused("/kind", 5, "is no manifest");
  refused("/kind", "walk", "kind is \"walk\"");
}

TEST_CASE("manifest: files that are none are refused with their path") {
  const komuna::tests::TemporaryFolder folder;
  const std::string path = folder / "manifest.json";
  const auto says = [&](const char* words) {
    CHECK_THROWS_WITH(read_manifest(path),
                      Catch::Matchers::Contains(words) && Catch::Matchers::Contains(path));
  };
  says("cannot be read");
  for (const char* text : {"", "{", "[]", "{}", "{\"schema_version\": 1}", "\xFF"}) {
    komuna::tests::write_text(path, text);
    says("is no manifest");
  }
  komuna::tests::write_text(path, "{\"schema_version\": 2}");
  says("schema_version is 2");
  komuna::tests::write_text(path, R"({"schema_version": 1, "kind": "sensitivity"})");
  says("it belongs to an analysis of sensitivity");
}
