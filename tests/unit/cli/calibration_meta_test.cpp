#include "cli/calibration_meta.hpp"

#include <catch2/catch.hpp>

#include "engine/output/file_error.hpp"

using namespace komuna;

namespace {

TrialStore::Meta good_meta() {
  TrialStore::Meta meta{{"kind", "calibrate"},
                        {"version", "1.0.0"},
                        {"commit", "abc"},
                        {"rng_layout", "7"},
                        {"command_line", R"(["komuna"])"},
                        {"parameters", R"(["a", "b"])"},
                        {"figures", R"(["f"])"}};
  meta["settings"] = settings_text({});
  for (const char* key :
       {"name", "document", "files", "world_name", "world_title", "world_resolved",
        "world_interventions", "world_provenance", "world_sources"})
    meta[key] = "";
  return meta;
}

}  // namespace

TEST_CASE("calibration meta: what was written is read") {
  const CalibrationMeta read = read_meta(good_meta(), "here");
  CHECK(read.program.version == "1.0.0");
  CHECK(read.program.commit == "abc");
  CHECK(read.program.rng_layout == 7);
  CHECK(read.settings.work.chains == 4);
  CHECK(read.parameters == std::vector<std::string>{"a", "b"});
  CHECK(read.figures == std::vector<std::string>{"f"});
}

TEST_CASE("calibration meta: a key that is gone or no value is damage, named with its place") {
  const auto damaged = [](const TrialStore::Meta& meta, const std::string& key) {
    INFO(key);
    CHECK_THROWS_WITH(read_meta(meta, "here"), Catch::Matchers::StartsWith("here: is damaged") &&
                                                   Catch::Matchers::Contains(key));
  };
  for (const auto& [key, value] : good_meta()) {
    if (key == "parameters" || key == "figures") continue;  // a manifest has none
    TrialStore::Meta meta = good_meta();
    meta.erase(key);
    damaged(meta, key);
  }
  for (const char* key : {"parameters", "figures", "command_line", "rng_layout"})
    for (const char* wrong : {"x{", "", "{}", "[1]", "-1", "1.5", "99999999999"}) {
      TrialStore::Meta meta = good_meta();
      meta[key] = wrong;
      damaged(meta, key);
    }
  TrialStore::Meta meta = good_meta();
  meta["settings"] = "x{";
  CHECK_THROWS_WITH(read_meta(meta, "here"), Catch::Matchers::StartsWith("here: is damaged"));
}
