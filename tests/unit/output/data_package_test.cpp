#include "engine/output/data_package.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "engine/output/run_tables.hpp"

using namespace komuna;
using Json = nlohmann::json;

namespace {

Json package() {
  std::vector<WrittenFile> files;
  for (const TableShape* shape : RunTables::shapes())
    files.push_back({shape->name + ".csv", 10, "abc", 1});
  return Json::parse(data_package({"Tiny", "A title", "Words.", "1.2.3", {{"A book", ""}}},
                                  RunTables::shapes(), files));
}

}  // namespace

// The traps are those other projects fell into: see the Data Package standard, version 2.
TEST_CASE("data package: version 2, read as such") {
  const Json json = package();
  CHECK(json["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json");
  CHECK(json["name"] == "komuna-tiny");
  CHECK(!json.contains("profile"));
  CHECK(json["sources"][0]["title"] == "A book");
  REQUIRE(json["resources"].size() == 12);
  for (const Json& resource : json["resources"]) {
    CHECK(resource["$schema"] == "https://datapackage.org/profiles/2.0/dataresource.json");
    CHECK(resource["type"] == "table");
    CHECK(resource["hash"] == "sha256:abc");
    CHECK(resource["schema"]["missingValues"] == Json({""}));
    if (resource["schema"].contains("primaryKey"))
      CHECK(resource["schema"]["primaryKey"].is_array());
  }
}

TEST_CASE("data package: names of columns are plain, unique and explained; keys are columns") {
  const Json whole = package();  // outlives the loop
  for (const Json& resource : whole["resources"]) {
    std::vector<std::string> names;
    for (const Json& field : resource["schema"]["fields"]) {
      const std::string name = field["name"];
      INFO(name);
      CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos);
      CHECK(std::count(names.begin(), names.end(), name) == 0);
      CHECK(!field["description"].get<std::string>().empty());
      if (field.contains("unit"))
        CHECK(field["description"].get<std::string>().find("Unit: ") != std::string::npos);
      names.push_back(name);
    }
    for (const std::string key : resource["schema"].value("primaryKey", Json::array())) {
      CHECK(std::count(names.begin(), names.end(), key) == 1);
      for (const Json& field : resource["schema"]["fields"])
        if (field["name"] == key) CHECK(field["constraints"]["required"] == true);
    }
  }
}
