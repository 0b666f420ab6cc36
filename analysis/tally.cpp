#include "analysis/tally.hpp"

namespace komuna {

std::int32_t Tally::at(std::int64_t position) const {
  for (const auto& [value, count] : counts_) {
    if (position < count) return value;
    position -= count;
  }
  return 0;
}

double Tally::median() const {
  if (size_ == 0) return 0;
  const double below = at((size_ - 1) / 2);
  const double above = at(size_ / 2);
  return below + 0.5 * (above - below);
}

}  // namespace komuna
