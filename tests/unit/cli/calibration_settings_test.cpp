#include "cli/calibration_settings.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/usage.hpp"
#include "engine/output/file_error.hpp"

using namespace komuna;

TEST_CASE("calibration settings: times as people type them") {
  CHECK(seconds_of("--time", "90") == 90);
  CHECK(seconds_of("--time", "90s") == 90);
  CHECK(seconds_of("--time", "60m") == 3600);
  CHECK(seconds_of("--time", "2h") == 7200);
  for (const char* wrong : {"", "m", "1.5h", "0", "-3m", "3 m", "3d"})
    CHECK_THROWS_AS(seconds_of("--time", wrong), UsageError);
}

TEST_CASE("calibration settings: written down and read again") {
  CalibrationSettings settings;
  settings.method = CalibrationMethod::abc;
  settings.seed = 18446744073709551615U;
  settings.runs = 1200;
  settings.seconds = 60;
  settings.work.table = 400;
  settings.work.rounds = 7;
  const CalibrationSettings again = settings_of(settings_text(settings), "here");
  CHECK(again.method == CalibrationMethod::abc);
  CHECK(again.seed == settings.seed);
  CHECK(again.runs == 1200);
  CHECK(again.seconds == 60);
  CHECK(again.work.table == 400);
  CHECK(again.work.rounds == 7);
  CHECK(again.work.chains == 4);
  CHECK_THROWS_AS(settings_of("{}", "here"), FileError);
  CHECK_THROWS_AS(method_of("annealing"), UsageError);
}

TEST_CASE("calibration settings: numbers nobody could have asked for are damage") {
  using Json = nlohmann::json;
  const Json good = Json::parse(settings_text({}));
  CHECK(settings_of(good.dump(), "here").work.table == 20000);
  const std::vector<std::pair<const char*, Json>> changes{{"table", -1},
                                                          {"table", 0},
                                                          {"table", 1e15},
                                                          {"table", 100000000000000},
                                                          {"table", 79},
                                                          {"chains", 1e12},
                                                          {"chains", 0},
                                                          {"chains", 65},
                                                          {"rounds", 1e15},
                                                          {"rounds", 0},
                                                          {"rounds", 1000000000000000},
                                                          {"draws", 3},
                                                          {"draws", 2.5},
                                                          {"ensemble", -1},
                                                          {"ensemble", 5001},
                                                          {"worlds", 0},
                                                          {"runs", -1},
                                                          {"runs", 19999},
                                                          {"seconds", "60"},
                                                          {"seed", "12abc"},
                                                          {"seed", -1},
                                                          {"method", "walk"},
                                                          {"method", nullptr}};
  for (const auto& [key, value] : changes) {
    Json json = good;
    json[key] = value;
    INFO(json);
    CHECK_THROWS_WITH(
        settings_of(json.dump(), "here"),
        Catch::Matchers::StartsWith("here: is damaged") && Catch::Matchers::Contains(key));
  }
  for (const auto& [key, value] : good.items()) {
    Json json = good;
    json.erase(key);
    INFO(key);
    CHECK_THROWS_AS(settings_of(json.dump(), "here"), FileError);
  }
}
