#include "cli/calibration_settings.hpp"

#include <catch2/catch.hpp>

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
  settings.runs = 12;
  settings.seconds = 60;
  settings.work.table = 400;
  settings.work.rounds = 7;
  const CalibrationSettings again = settings_of(settings_text(settings), "here");
  CHECK(again.method == CalibrationMethod::abc);
  CHECK(again.seed == settings.seed);
  CHECK(again.runs == 12);
  CHECK(again.seconds == 60);
  CHECK(again.work.table == 400);
  CHECK(again.work.rounds == 7);
  CHECK(again.work.chains == 4);
  CHECK_THROWS_AS(settings_of("{}", "here"), FileError);
  CHECK_THROWS_AS(method_of("annealing"), UsageError);
}
