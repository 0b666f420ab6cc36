#pragma once
// What the prior table of a calibration says by itself, without a further simulation: a second
// opinion on the posterior, and a certificate of the method.
//
// Each row is a parameter point with the figures of one world. Errors are added to the figures, as
// history would have added them (its family's law with error and discrepancy); the rows whose
// figures are then nearest to given figures x are draws of the posterior at x, as far as near is
// near. What is left of the distance is taken out by regression (regression_adjustment.hpp). It is
// approximate where the calibrator is exact, shares no step with it but the simulator, and can be
// asked about any x:
//   - at history's figures: does it agree with the calibrator?
//   - at the figures of rows of its own, whose parameters are known: are truths where the posterior
//     says, on average over the prior (simulation-based calibration, Talts et al. 2018) and over
//     the rows that look most like history (local coverage, Prangle et al. 2014)?
// Figures that are intervals, bounds or readings take no part: no single x belongs to them.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/calibration/chance.hpp"
#include "analysis/calibration/importance.hpp"
#include "analysis/calibration/observation.hpp"
#include "analysis/calibration/prior.hpp"
#include "analysis/calibration/sbc.hpp"

namespace komuna::calibration {

class ReferenceTable {
 public:
  // Rows are the draws of round 0 that have all figures. Arguments must outlive the table.
  ReferenceTable(const Population& population, const Priors& priors,
                 std::span<const Observation> observations, std::uint64_t seed);

  std::size_t rows() const { return x_.rows(); }
  std::size_t figures() const { return places_.size(); }
  // Rows needed for an answer: 200 for each coefficient of the regression.
  bool suffices() const;
  // How many rows count as near: 20 for each coefficient, a tenth of the fewest rows that suffice;
  // of n times as many rows n^(4 / (4 + figures)) times as many, so that near comes to mean nearer
  // (the rate of nearest neighbours for one parameter: Blum 2010; Biau, Cerou and Guyader 2015).
  std::size_t near() const;
  // History's figures on their scales.
  Point history() const;

  // Draws of the posterior at x by parameter, equally weighted.
  struct Answer {
    std::vector<std::vector<double>> raw;       // the nearest as they are
    std::vector<std::vector<double>> adjusted;  // with what is left of the distance taken out
  };
  // A row that is the truth is left out. Requires suffices().
  Answer ask(std::span<const double> x, std::size_t draws,
             std::optional<std::size_t> truth = {}) const;

  // Ranks of rows taken as truths in turn among `draws` adjusted draws: spread over the whole
  // table, or the `repetitions` rows nearest to history. Requires suffices().
  enum class Truths { everywhere, near_history };
  SbcResult certify(Truths truths, std::size_t repetitions, std::size_t draws) const;

 private:
  std::vector<double> distances(std::span<const double> x) const;

  const Priors& priors_;
  std::span<const Observation> observations_;
  Chance chance_;
  std::vector<std::size_t> places_;  // of the figures used
  Table phi_;
  std::vector<Point> theta_;
  Table x_;                     // figures with errors, on their scales
  std::vector<double> spread_;  // of each column of x_
};

}  // namespace komuna::calibration
