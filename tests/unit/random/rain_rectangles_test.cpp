#include "engine/random/rain_rectangles.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace komuna::rain_rectangles;

TEST_CASE("Rectangles stand on one another without gap or overlap") {
  for (std::uint32_t n = 0; n < 5000; ++n) CHECK(lower_edge(n) + span(n) == lower_edge(n + 1));
  CHECK(lower_edge(0) == 0.0);
  CHECK(lower_edge(max_rectangles - 1) + span(max_rectangles - 1) == 256.0 * (max_rectangles - 8));
}

// Independent: the Poisson distribution summed in long double. One unit is the width of a slot
// block times its height = 1/16 drop.
TEST_CASE("One word gives a Poisson count to within two words of four thousand million") {
  for (std::uint32_t n = 0; n < 14; ++n) {
    const long double mean = static_cast<long double>(span(n)) / 16.0L;
    long double probability = std::exp(-mean), cumulative = probability;
    for (std::uint32_t k = 0; k + 1 < max_drops; ++k) {
      const long double words = cumulative * 4294967296.0L;
      const double edge = static_cast<double>(counts_of(n)[k]) + 1.0;  // words with <= k drops
      CHECK(std::fabs(edge - static_cast<double>(words)) < 0.51);
      probability *= mean / (k + 1);
      cumulative += probability;
    }
  }
}

TEST_CASE("Counts at the ends of the table") {
  CHECK(count(0, 0) == 0);
  CHECK(none(0, counts_of(0)[0]));
  CHECK_FALSE(none(0, counts_of(0)[0] + 1));
  CHECK(count(0, counts_of(0)[0] + 1) == 1);
  CHECK(count(9, 0) == 0);
  CHECK(count(9, 0xFFFFFFFFu) < max_drops);
  CHECK(count(1000000, 0xFFFFFFFFu) == count(9, 0xFFFFFFFFu));
}
