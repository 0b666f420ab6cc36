#pragma once
// Finished replicates of one world, to be read again and again in the order of their numbers.
//
// Everything that is made of a whole ensemble (tables, quantiles, files for other programs, the
// report) reads its outcomes from here, so that none of it has to keep them all in memory.

#include <functional>

#include "engine/simulation/outcome.hpp"

namespace komuna {

class OutcomeSource {
 public:
  virtual ~OutcomeSource() = default;
  // Hands on each outcome, failed ones too, in the order of replicates. May be called many times;
  // each time the same outcomes come. The reference is good until `visit` returns.
  virtual void each(const std::function<void(const Outcome&)>& visit) const = 0;
};

}  // namespace komuna
