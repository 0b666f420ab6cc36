#pragma once
// A number estimated from a finite number of simulations, and how far to trust it.

#include <cstdint>
#include <limits>

namespace komuna::sensitivity {

inline constexpr double normal_975 = 1.959963984540054;  // standard errors to each side

// Not a number where nothing can be said. Never clipped: an index whose truth is 0 is estimated a
// little below 0 as often as above.
struct Estimate {
  double value = std::numeric_limits<double>::quiet_NaN();
  double low = std::numeric_limits<double>::quiet_NaN();  // of the 95 % interval
  double high = std::numeric_limits<double>::quiet_NaN();
  std::int64_t n = 0;  // what it rests on: trajectories, blocks of rows, worlds
};

}  // namespace komuna::sensitivity
