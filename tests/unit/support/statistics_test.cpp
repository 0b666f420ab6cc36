// The yardsticks themselves, against published tables and deliberate misfits.

#include "tests/support/statistics.hpp"

#include <catch2/catch.hpp>

using namespace komuna::tests;

TEST_CASE("Tail probabilities agree with published tables") {
  CHECK(normal_two_sided(1.959963985) == Approx(0.05).epsilon(1e-8));
  CHECK(chi_square_tail(3.841458821, 1) == Approx(0.05).epsilon(1e-8));
  CHECK(chi_square_tail(124.342113, 100) == Approx(0.05).epsilon(1e-7));
  CHECK(chi_square_tail(77.929465, 100) == Approx(0.95).epsilon(1e-7));
}

TEST_CASE("Misfits are seen") {
  std::vector<std::uint64_t> even(16, 1000), uneven(16, 1000), tilted(16, 1000);
  for (std::size_t i = 0; i < 16; ++i) tilted[i] += 20 * i;
  uneven[3] = 1300;
  CHECK(equal_counts(even) < false_alarm);  // too good to be true
  CHECK(equal_counts(uneven) < false_alarm);
  CHECK(equal_counts(tilted) < false_alarm);

  std::vector<double> grid, squares, other;
  for (int i = 0; i < 1000; ++i) {
    const double u = (i * 7 % 1000 + 0.5) / 1000.0;
    grid.push_back(u);
    squares.push_back(u * u);
    other.push_back((i * 31 % 1000) / 1000.0);
  }
  CHECK(uniform_sample(grid) > 0.5);
  CHECK(uniform_sample(squares) < false_alarm);
  CHECK(uncorrelated(grid, squares) < false_alarm);

  CHECK(expected_counts({100, 200, 3}, {101, 199, 3}) > 0.1);
  CHECK(expected_counts({150, 150, 3}, {101, 199, 3}) < false_alarm);
}
