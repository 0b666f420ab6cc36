#pragma once
// Which parameters matter at all? Elementary effects (Morris 1991, Technometrics 33).
//
// Each parameter is given p levels between the ends of its range, 0 and 1 here. A trajectory starts
// somewhere on that grid and changes one parameter after the other by D = p / (2 (p - 1)), half the
// range or so; the output's change over D is an elementary effect. Of the effects of a parameter:
//   mu*    mean of their sizes: how much it matters (Campolongo, Cariboni and Saltelli 2007)
//   mu     their mean: in which direction
//   sigma  their standard deviation: how much that depends on the others, or on where one stands
// In the output's unit, for the whole range. p = 4 is the usual choice; many levels with such long
// steps can miss what repeats itself within the range. Parameters may be changed in groups; then
// mu and sigma mean nothing and only mu* is given.

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/calibration/chance.hpp"
#include "analysis/calibration/points.hpp"
#include "analysis/sensitivity/estimate.hpp"

namespace komuna::sensitivity {

struct MorrisDesign {
  struct Step {
    std::size_t group = 0;
    std::size_t before = 0, after = 0;  // rows
    double change = 0;                  // D or -D; of a group its size
  };
  calibration::Table points;  // trajectories x (groups + 1) rows
  std::vector<Step> steps;
  std::vector<std::size_t> sizes;  // parameters of each group
};

// group_of: for each parameter its group, 0 .. G-1, each used. levels even, at least 2.
MorrisDesign morris_design(std::span<const std::size_t> group_of, std::size_t trajectories,
                           int levels, const calibration::Chance& chance);

struct MorrisIndex {
  Estimate mu_star;
  Estimate mu;         // not a number for a group of several
  double sigma = 0.0;  // the same
};

// outputs: one a row; a step to or from a row without output is left out. By group.
std::vector<MorrisIndex> morris_indices(const MorrisDesign& design,
                                        std::span<const double> outputs);

}  // namespace komuna::sensitivity
