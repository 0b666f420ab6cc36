// Memory does not grow with the number of replicates.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"
#include "tests/support/process.hpp"

using namespace komuna::tests;

TEST_CASE("memory: ten thousand replicates within 512 MB", "[full]") {
  const TemporaryFolder folder;
  const Ended ended =
      call_komuna({"run", "tiny", "--replicates", "10000", "--quiet", "--out", folder / "r"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const auto manifest = nlohmann::json::parse(read_text(folder / "r/manifest.json"));
  CHECK(manifest["replicates"]["completed"] == 10000);
  CHECK(manifest["peak_memory_bytes"] < 512000000);
}

TEST_CASE("memory: the whole history within 64 MB", "[full]") {
  const TemporaryFolder folder;
  const Ended ended =
      call_komuna({"run", std::string(source_folder) + "/scenarios/historical", "--replicates",
                   "24", "--threads", "2", "--quiet", "--out", folder / "r"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const auto manifest = nlohmann::json::parse(read_text(folder / "r/manifest.json"));
  CHECK(manifest["peak_memory_bytes"] < 64000000);
}
