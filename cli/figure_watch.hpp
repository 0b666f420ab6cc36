#pragma once
// Whether the fitted figures can inform anything, told as soon as the worlds from the prior are
// there and not after the whole budget.
//
// A figure that no world of the prior has on its scale (never produced; always 0 where its
// logarithm is compared) ends the calibration. One that all worlds have alike is told and informs
// nothing. When more than half of the worlds failed nothing is said: their failures say more.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "analysis/calibration/importance.hpp"
#include "analysis/calibration/observation.hpp"
#include "analysis/calibration/simulator.hpp"
#include "engine/base/error.hpp"

namespace komuna {

// The targets of this calibration cannot be fitted, however long it goes on.
struct FigureError : LimitError {
  using LimitError::LimitError;
};

// Hands trials on, and looks at the first `worlds` of them, which must be from the prior.
class FigureWatch final : public calibration::Evaluator {
 public:
  FigureWatch(calibration::Evaluator& evaluator,
              std::span<const calibration::Observation> observations, std::int64_t worlds);

  // Throws FigureError when the worlds from the prior are complete and lack a fitted figure.
  void evaluate(std::span<calibration::Trial> trials) override;

  std::function<void(const std::string&)> tell;  // a sentence about a figure; may be empty

 private:
  void note(const calibration::Trial& trial);
  void judge() const;

  calibration::Evaluator& evaluator_;
  std::span<const calibration::Observation> observations_;
  std::int64_t worlds_;
  std::int64_t seen_ = 0;
  std::int64_t whole_ = 0;  // of them, not failed
  struct Seen {
    std::int64_t produced = 0, on_scale = 0;
    double value = 0;
    bool varies = false;
  };
  std::vector<Seen> figures_;
};

// Throws FigureError when no draw has any weight: no world agrees with all figures at once. Names
// the fitted or read figure that fewest draws have.
void require_weight(const calibration::Population& population,
                    std::span<const calibration::Observation> observations);

}  // namespace komuna
