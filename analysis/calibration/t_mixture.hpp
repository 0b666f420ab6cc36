#pragma once
// Where to look next: a mixture of heavy-tailed clouds fitted to what has been found so far.
//
// A component is a multivariate t distribution (location m, scale S = L L', nu degrees of freedom)
// in the free coordinates; heavy tails keep importance weights bounded where the posterior has
// normal ones. Density of a component, d dimensions:
//   Gamma((nu + d)/2) / (Gamma(nu/2) (nu pi)^(d/2) |L|) (1 + |L^-1 (x - m)|^2 / nu)^(-(nu + d)/2)
// Fitted by expectation maximisation with weights (Peel and McLachlan 2000; for importance
// sampling Cappe et al. 2008). Scales are shrunk towards the whole cloud's, so that few points in
// many dimensions do not collapse.

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/calibration/chance.hpp"
#include "analysis/calibration/points.hpp"

namespace komuna::calibration {

class TMixture {
 public:
  struct Component {
    double share = 1;
    Point location;
    std::vector<double> factor;  // L, lower triangle, row by row, d x d
  };

  // Fits at most `components` to the points (rows) with their weights (not negative, not all 0).
  static TMixture fit(const Table& points, std::span<const double> weights, int components,
                      double degrees, const Chance& chance, std::uint32_t round);

  TMixture(std::vector<Component> components, double degrees);

  std::size_t dimensions() const { return components_.front().location.size(); }
  const std::vector<Component>& components() const { return components_; }
  double log_density(std::span<const double> x) const;
  // The draw of this number; the same numbers, the same draw.
  Point draw(const Chance& chance, std::uint32_t round, std::uint32_t index) const;

 private:
  std::vector<Component> components_;
  double degrees_;
  std::vector<double> log_constants_;  // log share + log of the density's factor, of each
};

}  // namespace komuna::calibration
