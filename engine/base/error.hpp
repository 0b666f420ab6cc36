#pragma once
// Errors that are our own fault.
//
// Whoever writes a scenario or gives a wrong option gets a message that names the place and ends
// with the exit code of those who can act (64, 65, 74). An InternalError says that the simulator
// broke one of its own promises: the run stops, nothing it produced is to be trusted, and the exit
// code is 70 ("our bug").

#include <stdexcept>
#include <string>

namespace komuna {

class InternalError : public std::logic_error {
 public:
  explicit InternalError(const std::string& message) : std::logic_error(message) {}
};

// A scenario that asks for more than the simulator can do: too many people would have to be known
// by name. Whoever wrote the scenario can act (exit code 65).
class LimitError : public std::runtime_error {
 public:
  explicit LimitError(const std::string& message) : std::runtime_error(message) {}
};

inline constexpr int internal_error_exit_code = 70;
// Whoever administers the machine can act: too little memory.
inline constexpr int machine_exit_code = 69;

}  // namespace komuna
