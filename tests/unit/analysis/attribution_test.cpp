#include "analysis/attribution.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <random>

#include "engine/base/error.hpp"

using namespace komuna;

namespace {

// Figures of the worlds a plan asks for.
template <class Figure>
std::vector<double> figures_of(const LeverPlan& plan, const Figure& figure) {
  std::vector<double> figures;
  for (const LeverSet set : plan.cells()) figures.push_back(figure(set));
  return figures;
}

double sum_of_shapley(const std::vector<LeverShare>& shares) {
  return std::accumulate(shares.begin(), shares.end(), 0.0,
                         [](double sum, const LeverShare& share) { return sum + share.shapley; });
}

}  // namespace

TEST_CASE("two levers: half of what they do together goes to each") {
  // phi_1 = (v1 - v0) + (v12 - v1 - v2 + v0) / 2.
  const LeverPlan plan(2, 1, 0);
  REQUIRE(plan.cells() == std::vector<LeverSet>{0, 1, 2, 3});
  const auto shares = plan.shares({100, 130, 90, 140});
  REQUIRE(shares.size() == 2);
  CHECK(shares[0].shapley == 30 + (140 - 130 - 90 + 100) / 2.0);
  CHECK(shares[1].shapley == -10 + (140 - 130 - 90 + 100) / 2.0);
  CHECK(shares[0].alone == 30);
  CHECK(shares[1].alone == -10);
  CHECK(shares[0].last == 50);
  CHECK(shares[1].last == 10);
}

TEST_CASE("three levers: a gloves game") {
  // Levers 0 and 1 hold a left glove each, lever 2 the right one; a pair is worth 6. The Shapley
  // values are 1/6, 1/6, 4/6 of it (a textbook example of Shapley 1953).
  const LeverPlan plan(3, 1, 0);
  const auto shares = plan.shares(figures_of(plan, [](LeverSet set) {
    const bool left = (set & 3U) != 0, right = (set & 4U) != 0;
    return left && right ? 6.0 : 0.0;
  }));
  CHECK(shares[0].shapley == 1);
  CHECK(shares[1].shapley == 1);
  CHECK(shares[2].shapley == 4);
  CHECK(shares[0].last == 0);
  CHECK(shares[2].last == 6);
  CHECK(shares[2].alone == 0);
}

TEST_CASE("levers that add up get what each adds, in full and by orders") {
  for (const int levers : {1, 6, 7, 12}) {
    INFO(levers << " levers");
    const LeverPlan plan(levers, 5, 3);
    const auto shares = plan.shares(figures_of(plan, [levers](LeverSet set) {
      double figure = 50;
      for (int lever = 0; lever < levers; ++lever)
        if ((set >> lever & 1U) != 0) figure += 10.0 * (lever + 1);
      return figure;
    }));
    for (int lever = 0; lever < levers; ++lever) {
      const LeverShare& share = shares[static_cast<std::size_t>(lever)];
      CHECK(share.shapley == 10.0 * (lever + 1));
      CHECK(share.alone == 10.0 * (lever + 1));
      CHECK(share.last == 10.0 * (lever + 1));
    }
  }
}

TEST_CASE("shares add up to the whole difference in every replicate") {
  std::mt19937 random(12);
  for (int levers = 1; levers <= 9; ++levers)
    for (std::uint64_t replicate = 0; replicate < 20; ++replicate) {
      const LeverPlan plan(levers, 12, replicate);
      const auto figures =
          figures_of(plan, [&](LeverSet) { return static_cast<double>(random() % 20000); });
      const double whole = figures.back() - figures.front();
      CHECK(sum_of_shapley(plan.shares(figures)) == Approx(whole).epsilon(0).margin(1e-8));
    }
}

TEST_CASE("random orders meet the values over all sets on average") {
  // Lever i alone is worth i^2, each pair of levers takes 3 away: phi_i = i^2 - 3 (m - 1) / 2. The
  // contribution in one order is i^2 - 3 (levers before it); an order and its reverse average to
  // exactly phi_i, so every replicate must meet it.
  constexpr int levers = 8;
  for (std::uint64_t replicate = 0; replicate < 5; ++replicate) {
    const LeverPlan plan(levers, 1, replicate);
    const auto shares = plan.shares(figures_of(plan, [](LeverSet set) {
      double figure = 0;
      int pulled = 0;
      for (int lever = 0; lever < levers; ++lever)
        if ((set >> lever & 1U) != 0) {
          figure += lever * lever;
          ++pulled;
        }
      return figure - 3.0 * pulled * (pulled - 1) / 2.0;
    }));
    for (int lever = 0; lever < levers; ++lever)
      CHECK(shares[static_cast<std::size_t>(lever)].shapley ==
            lever * lever - 3.0 * (levers - 1) / 2.0);
  }
}

TEST_CASE("orders differ from replicate to replicate, and not from run to run") {
  const LeverPlan once(8, 3, 4), again(8, 3, 4), other(8, 3, 5);
  CHECK(once.cells() == again.cells());
  CHECK(once.cells() != other.cells());
  CHECK(once.cells().size() <= 2 + 2 * 8 + 2 * 7);
  CHECK(once.cells().front() == 0);
  CHECK(once.cells().back() == once.all());
}

TEST_CASE("a world without the figure leaves the shares undefined, and says so by not a number") {
  const LeverPlan plan(2, 1, 0);
  const double unknown = std::nan("");
  CHECK(std::isnan(plan.shares({1, unknown, 3, 4})[0].alone));
}

TEST_CASE("no levers, and too many, are refused") {
  CHECK_THROWS_AS(LeverPlan(0, 1, 0), InternalError);
  CHECK_THROWS_AS(LeverPlan(21, 1, 0), InternalError);
}
