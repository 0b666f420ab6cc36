#pragma once
// What goes wrong becomes one clear message on the standard error and an exit code that says who
// can act (command_line.hpp).

#include <functional>

namespace komuna {

// The exit code of `work`, or that of what it threw.
int told(const std::function<int()>& work);

}  // namespace komuna
