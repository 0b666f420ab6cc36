#pragma once
// What a change did to one figure, from pairs of worlds.
//
// Of each pair k the figure is known in the base (y0) and in the alternative (y1), D = y1 - y0.
//   mean effect    mean(D); its Monte-Carlo interval is mean(D) -+ t(n - 1) sd(D) / sqrt(n), 95 %.
//                  It says how well the simulations determine the mean; more pairs make it
//                  narrower.
//   interval of D  5 % and 95 % quantiles of D: by how much single histories differ.
//   p_more, p_same, p_less   shares of pairs with D > 0, D = 0, D < 0.
//   correlation    of y0 and y1; attainable: the highest any pairing of these two distributions can
//                  reach (largest with largest, Hoeffding 1940).
//   gain           (s1^2 + s0^2) / sd(D)^2: how many times more unpaired simulations would be
//   needed
//                  for the same precision; bound: (s1^2 + s0^2) / (s1 - s0)^2, its limit under
//                  perfect correlation.
// With several draws of the parameters, K draws of R pairs each, the variance of D splits into
//   chance = MSW,  parameters = (MSB - MSW) / R   (one-way analysis of variance, Searle 1971),
// and the interval of the mean is taken over the K means: SE = sqrt(MSB / (K R)), t(K - 1).
//
// The spread of D is not forecast uncertainty: the model determines how y0 and y1 are distributed,
// how they are paired is a choice (the same chance in both worlds).

#include <cstdint>
#include <vector>

#include "engine/output/spread.hpp"

namespace komuna {

struct PairedEffect {
  std::int64_t n = 0;  // pairs in which both worlds have the figure; the others are left out
  Spread base;
  Spread alternative;
  Spread difference;
  double mean_low = 0, mean_high = 0;  // 95 %, Monte-Carlo; not a number when n < 2
  double p_more = 0, p_same = 0, p_less = 0;
  double correlation = 0;  // not a number when a world does not vary; so the next three
  double attainable = 0;
  double gain = 0;
  double bound = 0;
  std::int64_t draws = 0;  // of the parameters; below 2: the two variances are not numbers
  double chance_variance = 0;
  double parameter_variance = 0;  // may come out below 0 by chance

  double half_width() const { return 0.5 * (mean_high - mean_low); }
};

// One value a pair, not a number where a world has no such figure. `draws`: the number of the
// parameter draw of each pair, or empty when all pairs have the same parameters.
PairedEffect paired_effect(const std::vector<double>& base, const std::vector<double>& alternative,
                           const std::vector<std::int64_t>& draws = {});

// Enough pairs: the Monte-Carlo interval of the mean is narrower than +- max(share of the base's
// mean, persons).
bool narrow_enough(const PairedEffect& effect, double share, double persons);

}  // namespace komuna
