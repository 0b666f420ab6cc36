#include "engine/world/coordination.hpp"

#include <catch2/catch.hpp>

#include "tests/support/field_collector.hpp"

using namespace komuna;
using namespace komuna::tests;

TEST_CASE("coordination fields are complete") {
  CHECK(complaints_about_fields<CoordinationParameters>().empty());
}

TEST_CASE("the loss by languages is the mix at first and half of it once half is learnt") {
  CoordinationParameters p;
  p.learning = 4;
  CHECK(language_loss(p, 0.6, 0) == Approx(0.6));
  CHECK(language_loss(p, 0.6, 48) == Approx(0.3));
  CHECK(language_loss(p, 0.6, 144) == Approx(0.15));
  CHECK(language_loss(p, 0.0, 0) == 0.0);
  CHECK(language_loss(p, 0.6, -3) == Approx(0.6));  // before they meet
}
