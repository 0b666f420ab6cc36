#include "engine/world/arrest.hpp"

#include <catch2/catch.hpp>

using namespace komuna;

TEST_CASE("sentences bear their names") {
  CHECK(name_of(Sentence::executed) == "executed");
  CHECK(name_of(Sentence::camp) == "camp");
  CHECK(name_of(Sentence::expelled) == "expelled");
  CHECK(name_of(Sentence::released) == "released");
  CHECK(name_of(Sentence::exiled) == "exiled");
}
