#pragma once
// Time as programs for climate and statistics count it: in days.

#include <cstdint>

#include "engine/base/month.hpp"

namespace komuna {

// Days from 1900-01-01 to the first day of the month, in the Gregorian calendar also before it was
// introduced.
std::int32_t days_since_1900(Month month);

}  // namespace komuna
