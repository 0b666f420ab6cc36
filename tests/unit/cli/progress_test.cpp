#include "cli/progress.hpp"

#include <catch2/catch.hpp>

using namespace komuna;

TEST_CASE("progress: share, rate and time left") {
  CHECK(progress_text(40, 100, "replicates", 4) ==
        "40 of 100 replicates (40 %), 10.0 a second, 6 s left");
  CHECK(progress_text(1, 100, "replicates", 30) ==
        "1 of 100 replicates (1 %), 2.0 a minute, 49 min 30 s left");
  CHECK(progress_text(100, 100, "replicates", 0.5) ==
        "100 of 100 replicates (100 %), 200 a second");
  CHECK(progress_text(40, 100, "pairs", 4, true) ==
        "40 of at most 100 pairs, 10.0 a second, at most 6 s left");
  CHECK(progress_text(0, 100, "replicates", 1) == "0 of 100 replicates (0 %)");
}

TEST_CASE("progress: bar and durations") {
  CHECK(progress_bar(0, 4, 6) == "[----]");
  CHECK(progress_bar(2, 4, 6) == "[##--]");
  CHECK(progress_bar(4, 4, 6) == "[####]");
  CHECK(duration_text(0.2) == "1 s");
  CHECK(duration_text(60) == "1 min 00 s");
  CHECK(duration_text(3725) == "1 h 02 min");
}
