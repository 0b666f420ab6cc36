#include "analysis/calibration/convergence.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/calibration/chance.hpp"

namespace komuna::calibration {
namespace {

using Chains = std::vector<std::vector<double>>;

Chains normal_chains(std::uint64_t seed, std::size_t chains, std::size_t draws) {
  const Chance chance(seed, 0);
  Chains made(chains);
  for (std::uint32_t c = 0; c < chains; ++c)
    for (std::uint32_t i = 0; i < draws; ++i)
      made[c].push_back(chance.normal(Purpose::direction, c, i));
  return made;
}

}  // namespace

TEST_CASE("convergence: R-hat of four halves whose ranks are known") {
  // Halves (1 3) (2 4) (5 7) (6 8) of two chains; their ranks 1..8 have the normal scores
  // z = Phi^-1((r - 3/8) / 8.25) = -+1.43420, -+0.85223, -+0.47279, -+0.15251. Bulk: means of the
  // halves -0.95349, -0.50237, 0.50237, 0.95349 (B/n = 0.774322), W = mean of (a-b)^2/2 =
  // (0.462142 + 0.244881) / 2; R^2 = (W/2 + 0.774322) / W. Folded values 3.5, 1.5, 2.5, 0.5, ...
  // come in equal pairs: the halves do not differ more than they vary.
  const Chains chains = {{1, 3, 2, 4}, {5, 7, 6, 8}};
  CHECK(split_r_hat(chains) == Approx(1.640219).epsilon(1e-6));
}

TEST_CASE("convergence: chains of one distribution agree") {
  // n = 4 x 1000, seed 2. (R^2 - 1) x 1000 is about chi2(7)/7 - 1 of the eight halves: above 8
  // with a probability below 1e-6, so R < 1.0041; the larger of two forms doubles it.
  CHECK(split_r_hat(normal_chains(2, 4, 1000)) < 1.0042);
}

TEST_CASE("convergence: a chain that lies apart, is wider or drifts is seen") {
  Chains apart = normal_chains(3, 4, 1000);
  for (double& x : apart[2]) x += 0.5;
  CHECK(split_r_hat(apart) > 1.01);
  Chains wider = normal_chains(4, 4, 1000);
  for (double& x : wider[1]) x *= 2;
  CHECK(split_r_hat(wider) > 1.01);  // the means agree: only the folded form sees it
  Chains drifting = normal_chains(5, 4, 1000);
  for (auto& chain : drifting)
    for (std::size_t i = 0; i < chain.size(); ++i) chain[i] += 0.001 * static_cast<double>(i);
  CHECK(split_r_hat(drifting) > 1.01);  // all alike: only the halves see it
  Chains far = normal_chains(6, 4, 1000);
  for (double& x : far[0]) x += 50;
  CHECK(split_r_hat(far) > 1.2);
}

TEST_CASE("convergence: only ranks count") {
  Chains chains = normal_chains(7, 4, 200);
  // The bulk form does not change under a rising map; the folded one may.
  Chains heavy = chains;
  for (auto& chain : heavy)
    for (double& x : chain) x = x * 1e6 + 3;
  CHECK(split_r_hat(heavy) == Approx(split_r_hat(chains)).epsilon(1e-12));
}

TEST_CASE("convergence: nothing can be said of short, unequal or undefined chains") {
  CHECK(std::isnan(split_r_hat(Chains{{1, 2, 3, 4}})));
  CHECK(std::isnan(split_r_hat(Chains{{1, 2, 3}, {1, 2, 3}})));
  CHECK(std::isnan(split_r_hat(Chains{{1, 2, 3, 4}, {1, 2, 3, 4, 5}})));
  CHECK(std::isnan(split_r_hat(Chains{{1, 2, 3, 4}, {1, 2, 3, std::nan("")}})));
  CHECK(split_r_hat(Chains{{3, 3, 3, 3}, {3, 3, 3, 3}}) == 1);
  CHECK(std::isinf(split_r_hat(Chains{{3, 3, 3, 3}, {5, 5, 5, 5}})));
}

}  // namespace komuna::calibration
